// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 49acb8a73d1884eb
import type { InstallRecordWire } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateInstallRecord: SchemaValidator<InstallRecordWire>;
