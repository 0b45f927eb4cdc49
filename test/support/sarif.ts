/** The schema of SARIF 2.1.0. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { repository } from './program.ts';

/** @returns what does not fit, empty when all does */
export function sarifProblems(log: unknown): readonly string[] {
  // Written for draft 4, whose only word that later drafts read otherwise is `id`.
  const {
    id: _id,
    $schema: _schema,
    ...schema
  } = JSON.parse(readFileSync(join(repository, 'test/fixtures/sarif/sarif-2.1.0-rtm.5.json'), 'utf8')) as Record<string, unknown>;
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return validate(log) ? [] : (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`);
}
