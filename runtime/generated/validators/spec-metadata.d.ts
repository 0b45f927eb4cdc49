// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: e518b361db4b3a6d
import type { SpecMetadata } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateSpecMetadata: SchemaValidator<SpecMetadata>;
