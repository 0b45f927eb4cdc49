// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 3ed386f335d25dfd
import type { PromptChains } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validatePromptChains: SchemaValidator<PromptChains>;
