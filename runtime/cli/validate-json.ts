/** Spec metadata, answers of verifiers and run summaries, checked against their schemas with the place of everything that is wrong. */
import { jsonProblems } from '../config/json-problems.ts';
import { validateRunSummary } from '../generated/validators/run-summary.js';
import { validateSpecMetadata } from '../generated/validators/spec-metadata.js';
import { validateVerifierAnswer } from '../generated/validators/verifier-answer.js';
import type { Failure } from '../model/failure.ts';

export const metadataProblems = (file: string, text: string): readonly Failure[] =>
  jsonProblems(validateSpecMetadata, { subject: 'metadata' }, { file, text });
export const answerProblems = (file: string, text: string): readonly Failure[] =>
  jsonProblems(validateVerifierAnswer, { subject: 'answer' }, { file, text });
export const summaryProblems = (file: string, text: string): readonly Failure[] =>
  jsonProblems(validateRunSummary, { subject: 'summary' }, { file, text });
