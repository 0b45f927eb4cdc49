/** `okstra config set`: the only writing this folder does. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fail } from '../model/failure.ts';
import { editConfig } from './edit.ts';
import { configError, readText } from './load.ts';

/**
 * Changes one key of a configuration file, comments kept; nothing is written unless the whole file is valid afterwards. A file that
 * does not exist is created.
 *
 * @param file absolute path of okstra.yaml
 * @param key dotted, such as `run.maxAttempts`
 * @param value as YAML; `null` removes the key
 */
export function setConfig(file: string, key: string, value: string): void {
  const name = basename(file);
  const before = existsSync(file) ? readText(file, name) : { ok: true as const, value: '' };
  if (!before.ok) throw configError(before.failure);
  const after = editConfig(before.value, { key, value }, name);
  if (!after.ok) throw configError(after.failure);
  if (after.value !== before.value) replace(file, after.value);
}

function replace(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const handle = openSync(temporary, 'w', (statSync(file, { throwIfNoEntry: false })?.mode ?? 0o644) & 0o777);
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw fail(
      'system',
      'not-writable',
      `Expected a file that can be written, found: ${error instanceof Error ? error.message : String(error)}.`,
      {
        fix: `chmod u+w ${dirname(file)}`,
        place: { file: basename(file) },
        cause: error,
      },
    );
  }
}
