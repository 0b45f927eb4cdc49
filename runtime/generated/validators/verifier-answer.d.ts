// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 893ec6962d3eabb5
import type { VerifierAnswerWire } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateVerifierAnswer: SchemaValidator<VerifierAnswerWire>;
