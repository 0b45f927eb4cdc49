// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 19ebfb93fafe18e2
import type { ProfileFrontMatter } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateProfile: SchemaValidator<ProfileFrontMatter>;
