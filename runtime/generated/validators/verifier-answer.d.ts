// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: fbdbfe404738094f
import type { VerifierAnswerWire } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateVerifierAnswer: SchemaValidator<VerifierAnswerWire>;
