// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 4c0f6652106177fe
import type { ProfileFrontMatter } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateProfile: SchemaValidator<ProfileFrontMatter>;
