// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 3d7fcca2dcdc9c7f
import type { PositionsAnswerWire } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validatePositionsAnswer: SchemaValidator<PositionsAnswerWire>;
