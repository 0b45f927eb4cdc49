// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 4e659e22aed56f04
import type { PromptChains } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validatePromptChains: SchemaValidator<PromptChains>;
