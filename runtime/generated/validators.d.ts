// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 6346aad7fe0540c4
import type { Config, FrdIndexWire, FrdWire, InstallRecordWire, PositionsAnswerWire, ProfileFrontMatter, PromptChains, ReportData, ReportProseWire, RunSummary, SpecMetadata, TaskPlanWire, TaskReportWire, VerifierAnswerWire } from './types.ts';

/** One place where a value does not fit its schema. */
export interface SchemaError {
  /** JSON pointer into the value, empty for the value itself. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** True when the value fits; otherwise `errors` holds every place where it does not, until the next call. */
export interface SchemaValidator<T> {
  (value: unknown): value is T;
  readonly errors?: readonly SchemaError[] | null;
}

export declare const validateConfig: SchemaValidator<Config>;
export declare const validateFrdIndex: SchemaValidator<FrdIndexWire>;
export declare const validateFrd: SchemaValidator<FrdWire>;
export declare const validateInstallRecord: SchemaValidator<InstallRecordWire>;
export declare const validatePositionsAnswer: SchemaValidator<PositionsAnswerWire>;
export declare const validateProfile: SchemaValidator<ProfileFrontMatter>;
export declare const validatePromptChains: SchemaValidator<PromptChains>;
export declare const validateReportProse: SchemaValidator<ReportProseWire>;
export declare const validateReport: SchemaValidator<ReportData>;
export declare const validateRunSummary: SchemaValidator<RunSummary>;
export declare const validateSpecMetadata: SchemaValidator<SpecMetadata>;
export declare const validateTaskPlan: SchemaValidator<TaskPlanWire>;
export declare const validateTaskReport: SchemaValidator<TaskReportWire>;
export declare const validateVerifierAnswer: SchemaValidator<VerifierAnswerWire>;
