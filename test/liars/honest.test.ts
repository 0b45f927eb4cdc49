import { runTable } from './bench.ts';
import { HONEST } from './honest.ts';

runTable('honest runs', HONEST);
