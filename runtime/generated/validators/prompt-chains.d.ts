// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 4de4bd2e8a22eb53
import type { PromptChains } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validatePromptChains: SchemaValidator<PromptChains>;
