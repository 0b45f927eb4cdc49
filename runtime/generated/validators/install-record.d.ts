// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: f1e1834099149c3e
import type { InstallRecordWire } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateInstallRecord: SchemaValidator<InstallRecordWire>;
