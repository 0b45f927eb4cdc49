// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 6346aad7fe0540c4
import type { TaskPlanWire } from '../types.ts';
import type { SchemaValidator } from '../validators.js';

export declare const validateTaskPlan: SchemaValidator<TaskPlanWire>;
