// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 6346aad7fe0540c4
import type { FrdWire } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateFrd: SchemaValidator<FrdWire>;
