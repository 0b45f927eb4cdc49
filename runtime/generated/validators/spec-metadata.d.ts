// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 8cc2c60bf2d48fcb
import type { SpecMetadata } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateSpecMetadata: SchemaValidator<SpecMetadata>;
