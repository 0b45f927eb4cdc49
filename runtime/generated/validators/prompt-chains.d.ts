// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: a2cc917622194f41
import type { PromptChains } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validatePromptChains: SchemaValidator<PromptChains>;
