import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const SOURCE = join(dirname(fileURLToPath(import.meta.url)), '../../runtime/process/remove-folder.ts');
/** For the superuser nothing is read-only. */
const other = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const canBeOther = spawnSync(process.execPath, ['-e', '0'], { ...other, cwd: '/' }).status === 0;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'okstra-remove-'));
  chmodSync(root, 0o777);
  copyFileSync(SOURCE, join(root, 'remove-folder.ts'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function asOther(code: string): string {
  const module = JSON.stringify(join(root, 'remove-folder.ts'));
  const script = `import * as fs from 'node:fs'; import { removeFolder } from ${module}; process.chdir(${JSON.stringify(root)}); ${code}`;
  const end = spawnSync(process.execPath, ['--input-type=module', '-e', script], { ...other, cwd: '/', encoding: 'utf8' });
  return end.stdout + end.stderr;
}

test.skipIf(!canBeOther)('what was made read-only goes, and what a link in it leads to stays as it is', () => {
  const made = `fs.mkdirSync('kept'); fs.mkdirSync('gone/mod/inner', { recursive: true }); fs.writeFileSync('gone/mod/inner/file', '');
fs.symlinkSync('../../kept', 'gone/mod/link'); fs.chmodSync('kept', 0o555); fs.chmodSync('gone/mod/inner', 0o555);
fs.chmodSync('gone/mod', 0o000); fs.chmodSync('gone', 0o555);`;
  expect(asOther(`${made} console.log(removeFolder('gone'), (fs.statSync('kept').mode & 0o777).toString(8))`)).toBe('true 555\n');
  expect(existsSync(join(root, 'gone'))).toBe(false);
});

test.skipIf(!canBeOther || process.getuid?.() !== 0)('what belongs to somebody else stays, and nothing is thrown', () => {
  mkdirSync(join(root, 'foreign/inner'), { recursive: true });
  expect(asOther(`console.log(removeFolder('foreign'))`)).toBe('false\n');
  expect(existsSync(join(root, 'foreign/inner'))).toBe(true);
});

test.skipIf(!canBeOther)('what is not there is gone', () => {
  expect(asOther(`console.log(removeFolder('nowhere'))`)).toBe('true\n');
});
