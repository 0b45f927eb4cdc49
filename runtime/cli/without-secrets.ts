/** A failure as it may be printed and written: values of secret-looking variables and known shapes of secrets are taken out. */
import type { Failure } from '../model/failure.ts';
import { secretValues } from '../process/index.ts';
import { makeRedactor } from '../redaction/index.ts';

export const withoutSecrets = (failure: Failure): Failure => makeRedactor(secretValues(process.env)).value(failure);
