// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 19ebfb93fafe18e2
import type { InstallRecordWire } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateInstallRecord: SchemaValidator<InstallRecordWire>;
