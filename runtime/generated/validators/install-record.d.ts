// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 1023b39b95e59586
import type { InstallRecordWire } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateInstallRecord: SchemaValidator<InstallRecordWire>;
