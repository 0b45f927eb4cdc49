/** The smallest run there is: one spec, one executor, one verifier that answer at once, level light; and what a journey compares before and after. */
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'vitest';
import type { RunEvent } from '../../runtime/model/events.ts';
import type { CliEnd, CliOptions, Rig } from './rig.ts';

export const ID = 'spec-01-hello';

/** Writes hello.txt and says so. */
export const WRITE = `fs.writeFileSync('hello.txt', 'hello\\n'); console.log('SUMMARY\\n- wrote hello.txt');`;
export const PASS = `answer({ verdict: 'pass', criteria: met('SPEC') });`;
export const FAIL = `answer({ verdict: 'fail', criteria: [{ id: 'SPEC', status: 'unmet', evidence: 'it says too little' }] });`;

export interface Light {
  /** JavaScript of the executor `writer` and of the verifier `judge`. */
  readonly writer?: string;
  readonly judge?: string;
  readonly spec?: Parameters<Rig['spec']>[1];
  /** Lines for okstra.yaml. */
  readonly extra?: string;
}

export function lightRig(rig: Rig, { writer = WRITE, judge = PASS, spec = {}, extra = '' }: Light = {}): void {
  mkdirSync(rig.home);
  rig.spec(ID, spec);
  rig.configure(['writer', 'judge'], `roles: { executor: writer, verifiers: [judge] }\n${extra}`);
  rig.agent('writer', writer);
  rig.agent('judge', judge);
}

/** `okstra run --exec --level light --json` on the item, or on another one. */
export const run = (rig: Rig, args: readonly string[] = [], options: CliOptions & { id?: string } = {}): Promise<CliEnd> =>
  rig.cli(['run', '--exec', '--level', 'light', '--json', options.id ?? ID, ...args], options);

/** Every file below a folder with mode and content, folders and links too; what lies below a path of `except` is left out. */
export function listing(top: string, except: readonly string[] = []): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const walk = (dir: string): void => {
    for (const name of readdirSync(dir).toSorted()) {
      const path = join(dir, name);
      const shown = relative(top, path);
      if (except.includes(shown)) continue;
      const info = lstatSync(path);
      const mode = (info.mode & 0o7777).toString(8);
      if (info.isDirectory()) {
        found[shown] = `folder ${mode}`;
        walk(path);
      } else if (info.isSymbolicLink()) found[shown] = `link ${readlinkSync(path)}`;
      else found[shown] = `${mode} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
    }
  };
  walk(top);
  return found;
}

/** The whole of the user's repository, `.git` included, and okstra's own folder but for its cache of probes. */
export const everything = (rig: Rig) => ({
  repo: listing(rig.repo),
  home: listing(rig.root, ['repo', 'okstra-home/cache', 'bin', 'writer.calls', 'judge.calls']),
});

export interface Refusal {
  readonly exitCode: number;
  readonly code: string;
  readonly message: RegExp;
  readonly fix?: RegExp;
}

/** An answer with `--json` that is a refusal: exit code, the one document, and the two lines on stderr. */
export function expectRefused(end: CliEnd, { exitCode, code, message, fix = /\S/ }: Refusal): void {
  expect(end.json, end.stderr).toMatchObject({
    ok: false,
    exitCode,
    error: { code, message: expect.stringMatching(message), fix: expect.stringMatching(fix) },
  });
  expect(end.exitCode).toBe(exitCode);
  expect(end.stderr).toMatch(/^error: /m);
  expect(end.stderr).toMatch(/^fix: \S/m);
}

/** A run that ended accepted. */
export function expectAccepted(end: CliEnd): void {
  expect(end.json?.error, end.stderr).toBeUndefined();
  expect(end.json, `${end.stderr}\n${JSON.stringify(end.json?.notices)}`).toMatchObject({
    ok: true,
    exitCode: 0,
    outcome: 'accepted',
  });
  expect(end.exitCode).toBe(0);
}

/** The events of a run, from its answer. */
export const journalOf = (end: CliEnd): readonly RunEvent[] =>
  readFileSync(join(end.json.run.dir, 'journal.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** The prompt of a dispatch. */
export const promptOf = (end: CliEnd, dispatch: string): string =>
  readFileSync(join(end.json.run.dir, 'prompts', `${dispatch}.md`), 'utf8');

/** Codes of the notices in an answer. */
export const noticeCodes = (end: CliEnd): readonly string[] => end.json.notices.map((notice: { code: string }) => notice.code);

/** Processes of a run that still carry its marker. */
export function survivors(runId: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`OKSTRA_RUN_ID=${runId}`);
    } catch {
      return false;
    }
  });
}
