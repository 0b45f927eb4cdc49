// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 49acb8a73d1884eb
import type { FrdWire } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateFrd: SchemaValidator<FrdWire>;
