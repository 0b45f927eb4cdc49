// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 690424fb5ceb3a3f
import type { ReportData } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateReport: SchemaValidator<ReportData>;
