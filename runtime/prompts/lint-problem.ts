/** How a finding of the lint is made. */
import type { Failure, Place } from '../model/failure.ts';
import type { LintProblem } from './types.ts';

export const asError = (failure: Failure): LintProblem => ({
  ...failure,
  severity: 'error',
  place: failure.place ?? { file: '' },
});

export const warning = (code: string, message: string, fix: string, place: Place): LintProblem => ({
  severity: 'warning',
  category: 'findings',
  code,
  message,
  fix,
  place,
});
