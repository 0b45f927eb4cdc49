// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: d0c7700ec21aea16
import type { FrdWire } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateFrd: SchemaValidator<FrdWire>;
