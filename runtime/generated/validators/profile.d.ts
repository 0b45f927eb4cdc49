// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: f1e1834099149c3e
import type { ProfileFrontMatter } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateProfile: SchemaValidator<ProfileFrontMatter>;
