// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 05f4b074b017008e
import type { PositionsAnswerWire } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validatePositionsAnswer: SchemaValidator<PositionsAnswerWire>;
