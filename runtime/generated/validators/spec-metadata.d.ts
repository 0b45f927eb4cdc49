// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: a53dd12ed2a40e8c
import type { SpecMetadata } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateSpecMetadata: SchemaValidator<SpecMetadata>;
