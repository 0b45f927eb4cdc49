// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: c831e689c1ac1e4d
import type { PromptChains } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validatePromptChains: SchemaValidator<PromptChains>;
