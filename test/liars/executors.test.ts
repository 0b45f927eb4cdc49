import { runTable } from './bench.ts';
import { EXECUTORS } from './executors.ts';

runTable('an executor that', EXECUTORS);
