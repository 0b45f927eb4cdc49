import { runTable } from './bench.ts';
import { VERIFIERS } from './verifiers.ts';

runTable('verifiers that', VERIFIERS);
