// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: d27cebf100380438
import type { Config } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateConfig: SchemaValidator<Config>;
