// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: f41abda9ccb0eb76
import type { SpecMetadata } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateSpecMetadata: SchemaValidator<SpecMetadata>;
