/** A program named codex that keeps what it was started with, for the journeys that look at command lines. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rig } from '../journeys/rig.ts';

export interface CodexCall {
  /** Arguments after the program's name. */
  readonly argv: readonly string[];
  readonly stdin: string;
  readonly cwd: string;
}

const OK = 'STATUS: ok\n{"remainingTasks":[]}';

/** Puts it first on the PATH. Its n-th `exec` call prints the n-th answer, every later one ok in the two-line form; other calls are not kept. */
export function recordingCodex(rig: Rig, answers: readonly string[] = []): void {
  rig.program(
    'codex',
    `#!${process.execPath}
const fs = require('node:fs');
const argv = process.argv.slice(2);
if (argv.includes('--version')) { console.log('codex-cli 0.169.0'); process.exit(0); }
const stdin = fs.readFileSync(0, 'utf8');
if (argv[0] !== 'exec') process.exit(0);
fs.appendFileSync(${JSON.stringify(calls(rig))}, JSON.stringify({ argv, stdin, cwd: process.cwd() }) + '\\n');
const count = fs.readFileSync(${JSON.stringify(calls(rig))}, 'utf8').trim().split('\\n').length;
console.log(${JSON.stringify(answers)}[count - 1] ?? ${JSON.stringify(OK)});
`,
  );
}

const calls = (rig: Rig): string => join(rig.root, 'codex.calls');

/** Dispatches so far, oldest first. */
export function codexCalls(rig: Rig): readonly CodexCall[] {
  if (!existsSync(calls(rig))) return [];
  const lines = readFileSync(calls(rig), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as CodexCall);
}

/** The value that follows a flag; undefined without the flag. */
export function valueOf({ argv }: CodexCall, flag: string): string | undefined {
  const at = argv.indexOf(flag);
  return at === -1 ? undefined : argv[at + 1];
}

/** The values of `-c`. */
export const settingsOf = ({ argv }: CodexCall): readonly string[] => argv.filter((_, index) => argv[index - 1] === '-c');
