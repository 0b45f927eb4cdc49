import { join } from 'node:path';
import { inject } from 'vitest';

/** Absolute path of the repository. */
export const repository: string = join(import.meta.dirname, '..', '..');

/** Absolute path of `bin/okstra.mjs`, backed by an up-to-date build. Start it with `process.execPath`. */
export function builtProgram(): string {
  const failure = inject('buildFailure');
  if (failure !== '') throw new Error(`okstra could not be built, so nothing built can be tested:\n${failure}`);
  return join(repository, 'bin', 'okstra.mjs');
}
