// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 1a7d868bc7f07e49
import type { SpecMetadata } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateSpecMetadata: SchemaValidator<SpecMetadata>;
