import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, extname, isAbsolute, join, resolve } from 'node:path';

/**
 * Absolute path of the program that `name` starts, or undefined. A name with a slash is resolved against `cwd`, any other is looked for in
 * `PATH`. Symbolic links are not resolved: version managers link many names to one program that looks at the name it was called by.
 */
export function findProgram(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
  cwd: string = process.cwd(),
): string | undefined {
  if (name === '') return undefined;
  const windows = process.platform === 'win32';
  const hasFolder = name.includes('/') || (windows && name.includes('\\'));
  const folders = hasFolder ? [''] : (env['PATH'] ?? env['Path'] ?? '').split(delimiter).map((dir) => (dir === '' ? '.' : dir));
  const suffixes = windows ? windowsSuffixes(name, env['PATHEXT']) : [''];
  for (const folder of folders) {
    for (const suffix of suffixes) {
      const path = resolve(cwd, isAbsolute(name) ? name + suffix : join(folder, name + suffix));
      if (isProgram(path)) return path;
    }
  }
  return undefined;
}

function windowsSuffixes(name: string, pathext = '.COM;.EXE;.BAT;.CMD'): string[] {
  const known = pathext.split(';').filter((suffix) => suffix !== '');
  return known.some((suffix) => suffix.toLowerCase() === extname(name).toLowerCase()) ? ['', ...known] : known;
}

function isProgram(path: string): boolean {
  try {
    if (!statSync(path).isFile()) return false;
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
