// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 4d17a5709eefc55f
import type { VerifierAnswerWire } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateVerifierAnswer: SchemaValidator<VerifierAnswerWire>;
