// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 1de85ec1566a79ee
import type { PromptChains } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validatePromptChains: SchemaValidator<PromptChains>;
