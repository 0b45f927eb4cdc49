// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: f51fcfb54c7c8632
import type { FrdWire } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateFrd: SchemaValidator<FrdWire>;
