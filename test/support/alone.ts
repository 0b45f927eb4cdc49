/** Which test files need a process of their own. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** What another file of the same process would notice: other processes, folders, variables, fake clocks, and hooks of helpers, which are loaded once. */
const NOTICED =
  /from 'node:child_process'|\bvi\.|chdir|process\.env\[[^\]]+\]\s*=[^=]|delete process\.env|globalThis\.\w+\s*=[^=]|afterAll|mkdtemp/;

/**
 * Files whose tests only call functions, by what they and the helpers they import say. They share processes: starting one and loading the
 * code again takes longer than most of them run.
 *
 * @param top absolute folder of the project
 */
export function callingOnly(top: string): readonly string[] {
  const known = new Map<string, boolean>();
  const isAlone = (file: string): boolean => {
    const before = known.get(file);
    if (before !== undefined) return before;
    known.set(file, false);
    const text = readFileSync(join(top, file), 'utf8');
    const helpers = [...text.matchAll(/from '(\.[^']+)'/g)]
      .map(([, path = '']) => normalize(join(dirname(file), path)))
      .filter((path) => path.startsWith('test/') && existsSync(join(top, path)));
    const found = NOTICED.test(text) || helpers.some(isAlone);
    known.set(file, found);
    return found;
  };
  return globSync('test/**/*.test.ts', { cwd: top, exclude: ['test/fixtures/**', 'test/agents/**'] })
    .filter((file) => !isAlone(file))
    .toSorted();
}
