import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findProgram } from '../../runtime/process/lookup.ts';
import { folder } from './helpers.ts';

function program(dir: string, name: string, mode = 0o755): string {
  const path = join(dir, name);
  writeFileSync(path, '#!/bin/sh\n');
  chmodSync(path, mode);
  return path;
}

test('the first executable file on the PATH is found; folders and other files of that name are passed over', () => {
  const [a, b, c] = [folder(), folder(), folder()];
  mkdirSync(join(a, 'tool'));
  program(b, 'tool', 0o644);
  const wanted = program(c, 'tool');
  expect(findProgram('tool', { PATH: `${a}:${b}:/no/such:${c}` })).toBe(wanted);
  expect(findProgram('tool', { PATH: `${a}:${b}` })).toBeUndefined();
  expect(findProgram('tool', {})).toBeUndefined();
  expect(findProgram('', { PATH: c })).toBeUndefined();
});

test('a name with a slash is resolved against the folder given, not looked for on the PATH', () => {
  const [dir, other] = [folder(), folder()];
  const wanted = program(dir, 'agent.sh');
  program(other, 'agent.sh');
  expect(findProgram('./agent.sh', { PATH: other }, dir)).toBe(wanted);
  expect(findProgram('./missing.sh', { PATH: other }, dir)).toBeUndefined();
  expect(findProgram(wanted, {})).toBe(wanted);
});

test('a symbolic link is found under its own name', () => {
  const [dir, bin] = [folder(), folder()];
  symlinkSync(program(dir, 'shim'), join(bin, 'tool'));
  expect(findProgram('tool', { PATH: bin })).toBe(join(bin, 'tool'));
});
