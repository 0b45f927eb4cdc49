// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 4c0f6652106177fe
import type { Config, InstallRecordWire, PositionsAnswerWire, ProfileFrontMatter, PromptChains, ReportData, ReportProseWire, SpecMetadata, VerifierAnswerWire } from './types.ts';

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
export declare const validateInstallRecord: SchemaValidator<InstallRecordWire>;
export declare const validatePositionsAnswer: SchemaValidator<PositionsAnswerWire>;
export declare const validateProfile: SchemaValidator<ProfileFrontMatter>;
export declare const validatePromptChains: SchemaValidator<PromptChains>;
export declare const validateReportProse: SchemaValidator<ReportProseWire>;
export declare const validateReport: SchemaValidator<ReportData>;
export declare const validateSpecMetadata: SchemaValidator<SpecMetadata>;
export declare const validateVerifierAnswer: SchemaValidator<VerifierAnswerWire>;
