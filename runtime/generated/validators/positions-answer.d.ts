// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 3ed386f335d25dfd
import type { PositionsAnswerWire } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validatePositionsAnswer: SchemaValidator<PositionsAnswerWire>;
