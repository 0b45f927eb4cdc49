// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 11b7b4717f0e53ce
import type { Config } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateConfig: SchemaValidator<Config>;
