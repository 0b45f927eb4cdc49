// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: d27cebf100380438
import type { PositionsAnswerWire } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validatePositionsAnswer: SchemaValidator<PositionsAnswerWire>;
