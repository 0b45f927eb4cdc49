/** Carries out a row with the built program in a repository of its own, and compares how it ended with what the row says. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { OUTCOME_EXIT } from '../../runtime/lead/action.ts';
import type { RunEvent } from '../../runtime/model/events.ts';
import type { CliEnd } from '../journeys/rig.ts';
import { Rig } from '../journeys/rig.ts';
import { PASSES, PRELUDE } from './projects.ts';
import type { Row, Seen, SeenFinding, Verifier } from './table.ts';

const ID = 'spec-01-item';
const TIMEOUT_MS = 120_000;

/** What runs without further word: all of it takes two cores more than a minute. */
export const inSlice = ({ isSoak }: Row): boolean => isSoak !== true;

/** A test for each row, side by side; the last one prints what came out, when it is asked to. */
export function runTable(title: string, all: readonly Row[]): void {
  const rows = process.env['OKSTRA_SOAK'] === '1' ? all : all.filter(inSlice);
  const lines = new Map<string, string>();
  // What a start of okstra learns for the next one is the same for all rows.
  const cache = mkdtempSync(join(tmpdir(), 'okstra-liars-'));
  afterAll(() => rmSync(cache, { recursive: true, force: true }));
  test.concurrent.each(rows.map((row) => [row.name, row] as const))(
    '%s',
    async (name, row) => {
      const rig = layOut(row, cache);
      try {
        const env = { TEST_REPO: rig.repo, TEST_ROOT: rig.root };
        const seen = look(rig, await rig.cli(['run', '--exec', '--json', ID], { env }));
        lines.set(name, lineOf(row, seen));
        const { outcome } = row.expected;
        expect([seen.outcome, seen.exitCode], told(seen)).toEqual([outcome, OUTCOME_EXIT[outcome]]);
        compare(row, seen);
      } finally {
        rig.dispose();
      }
    },
    TIMEOUT_MS,
  );
  test(`the table of outcomes: ${title}`, () => {
    expect([...lines.keys()].toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
    if (process.env['OKSTRA_TABLE'] !== '1') return;
    const table = rows.map(({ name }) => lines.get(name) ?? '');
    process.stdout.write(`\n| ${title} | outcome | row | seen |\n| --- | --- | --- | --- |\n${table.join('\n')}\n`);
  });
}

function layOut(row: Row, cache: string): Rig {
  const rig = new Rig();
  mkdirSync(rig.home);
  symlinkSync(cache, join(rig.home, 'cache'));
  const { project } = row;
  const item = { ...project.item, ...row.item };
  const metadata = { id: ID, name: 'The item', status: 'todo', dependsOn: [], acceptanceCommands: [], ...item.metadata };
  rig.write(`specs/${ID}/SPEC.md`, item.body);
  rig.write(`specs/${ID}/metadata.json`, `${JSON.stringify(metadata, null, 2)}\n`);
  rig.write(`specs/${ID}/acceptance-checklist.md`, item.checklist);
  for (const [path, text] of Object.entries({ ...project.files, ...row.files })) if (text !== null) rig.write(path, text);
  const verifiers = Object.entries(row.verifiers ?? { judge: PASSES });
  const agents = [['writer', row.executor] as const, ...verifiers].map(([name, given]) => agent(rig, row, name, given));
  rig.write(
    'okstra.yaml',
    configuration(
      row,
      agents,
      verifiers.map(([name]) => name),
    ),
  );
  rig.commit('the project');
  if (row.hasRemote) rig.git('remote', 'add', 'origin', remoteOf(rig));
  return rig;
}

function agent(rig: Rig, { isConfined = false }: Row, name: string, given: Verifier): string {
  const { script, vendor } = typeof given === 'string' ? { script: given, vendor: name } : given;
  const program = rig.program(name, `#!${process.execPath}\n${PRELUDE}\n${script}\n`);
  const sandbox = isConfined ? '' : ', sandbox: full';
  return `  ${name}: { driver: command, vendor: ${vendor}, command: [${JSON.stringify(program)}]${sandbox} }`;
}

function configuration({ project, config = {} }: Row, agents: readonly string[], verifiers: readonly string[]): string {
  const { checks = project.checks, run = '{ maxAttempts: 1 }', convergence = '{}' } = config;
  return [
    'project: sample',
    'agents:',
    ...agents,
    `roles: { executor: writer, verifiers: [${verifiers.join(', ')}] }`,
    `checks: ${checks}`,
    `run: ${run}`,
    `convergence: ${convergence}`,
    'worktree: { setup: [] }',
    '',
  ].join('\n');
}

/** A bare repository that holds the base. */
function remoteOf(rig: Rig): string {
  const remote = join(rig.root, 'remote.git');
  rig.git('clone', '-q', '--bare', '.', remote);
  return remote;
}

function look(rig: Rig, end: CliEnd): Seen {
  const dir: string | undefined = end.json?.run?.dir;
  const read = (path: string): string => readFileSync(join(dir ?? '', path), 'utf8');
  const events =
    dir === undefined
      ? []
      : read('journal.jsonl')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as RunEvent);
  const verdict = events.findLast((event) => event.type === 'verdict-given');
  const state =
    verdict?.type === 'verdict-given' ? (JSON.parse(read(verdict.convergence.path)) as { findings: SeenFinding[] }) : undefined;
  const reasons = verdict?.type === 'verdict-given' ? verdict.reasons : [];
  return {
    outcome: String(end.json?.outcome),
    exitCode: end.exitCode,
    row: verdict?.type === 'verdict-given' ? verdict.row : undefined,
    findings: state?.findings ?? [],
    reasons: [...reasons, JSON.stringify(end.json?.error ?? '')].join('\n'),
    verifiers: onVerifiers(events),
    notices: events.flatMap((event) => (event.type === 'notice' ? [event.notice.code] : [])),
    changed: end.json?.branch ? rig.git('diff', '--name-only', 'main', String(end.json.branch)).split('\n').filter(Boolean) : [],
    read,
    git: (...args) => rig.git(...args),
    root: rig.root,
    printed: end.stdout + end.stderr,
  };
}

/** What is on record of each verifier, the newest last. */
function onVerifiers(events: readonly RunEvent[]): Record<string, string> {
  const seats = new Map(
    events.flatMap((event) => (event.type === 'dispatch-started' ? [[event.dispatch, event.seat] as const] : [])),
  );
  const said = events.flatMap((event): (readonly [string, string])[] => {
    if (event.type === 'answer-judged') return [[event.seat, `${event.result}: ${event.problems.join('; ')}`]];
    if (event.type === 'dispatch-finished' && event.fault)
      return [[seats.get(event.dispatch) ?? '', `fault ${event.fault.kind}: ${event.fault.message}`]];
    return [];
  });
  const groups = Map.groupBy(said, ([seat]) => seat.replace('verifier:', ''));
  return Object.fromEntries([...groups].map(([name, all]) => [name, all.map(([, text]) => text).join('\n')]));
}

const told = (seen: Seen): string => JSON.stringify(seen, null, 1);

function compare({ expected }: Row, seen: Seen): void {
  const all = told(seen);
  expect(seen.row, all).toBe(expected.row);
  for (const { says, ...fields } of expected.findings ?? []) {
    const found = seen.findings.filter(({ claim, evidence }) => says.test(`${claim}\n${evidence}`));
    expect(found, `${says} among ${all}`).toContainEqual(expect.objectContaining(fields));
  }
  for (const reason of expected.reasons ?? []) expect(seen.reasons, all).toMatch(reason);
  for (const [name, reason] of Object.entries(expected.verifiers ?? {})) expect(seen.verifiers[name], all).toMatch(reason);
  for (const code of expected.notices ?? []) expect(seen.notices, all).toContain(code);
  if (expected.changed) expect(seen.changed, all).toEqual(expected.changed);
  const [actual, wanted] = expected.also?.(seen) ?? [];
  expect(actual, all).toEqual(wanted);
}

function lineOf({ name }: Row, seen: Seen): string {
  const findings = seen.findings.map(
    (each) => `${each.severity} ${each.class}${each.counts ? '' : ', not counted'}: ${each.claim}`,
  );
  const verifiers = Object.entries(seen.verifiers).filter(([, text]) => text !== 'valid: ');
  const shown =
    findings.length + verifiers.length > 0 ? [...findings, ...verifiers.map(([who, text]) => `${who}: ${text}`)] : [seen.reasons];
  const cell = shown.map((text) => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').slice(0, 160)).join('<br>');
  return `| ${name} | ${seen.outcome} (${seen.exitCode}) | ${seen.row ?? '–'} | ${cell} |`;
}
