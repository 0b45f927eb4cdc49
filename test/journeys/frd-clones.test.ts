/** Several clones of one remote work off a set of feature documents; holders are killed, and a reviewer merges what waits for it. */
import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cloneOwner } from '../../runtime/sources/frd/claims/index.ts';
import { parseNotes } from '../../runtime/sources/frd/notes.ts';
import type { Json } from '../sources/frd/documents.ts';
import { numbers } from '../support/numbers.ts';
import { claimsAt, frd, frdRig, WRITER } from './frd-rig.ts';
import type { CliEnd } from './rig.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

interface Field {
  readonly seed: number;
  readonly clones: number;
  readonly documents: number;
  readonly tasks: number;
  /** Of each run, in 0 to 1. */
  readonly killed: number;
  /** Clones that may die for good. */
  readonly mayDie: number;
}

interface Task {
  readonly taskId: string;
  readonly dependencies: readonly string[];
  readonly status: string;
}

/** Dependencies on earlier tasks of the document and on earlier documents, boundaries of pull requests here and there. */
function setOf({ documents, tasks }: Field, random: () => number) {
  return Array.from({ length: documents }, (_, d) => {
    const id = (n: number): string => `FRD-${String(d + 1).padStart(3, '0')}-T${n}`;
    const shapes = Array.from({ length: tasks }, (_task, t) => ({
      pr: t === 0 || random() < 0.6,
      needs: t > 0 && random() < 0.5 ? [id(t)] : [],
      // No command: each run is as short as can be.
      more: { verification: [{ verificationId: `${id(t + 1)}-V1`, type: 'build', description: 'It is there.' }] },
    }));
    const earlier = d > 1 && random() < 0.4 ? [`FRD-${String(1 + Math.floor(random() * (d - 1))).padStart(3, '0')}`] : [];
    return frd(d + 1, shapes, { dependencies: earlier });
  });
}

interface Worked {
  /** In order of their merging. */
  readonly merged: readonly string[];
  readonly claims: Readonly<Record<string, string>>;
  readonly kills: number;
}

/** Somebody else was faster, or took over what was held too long: all that may keep a clone from its work. */
const OVERTAKEN: ReadonlySet<string> = new Set([
  'bundle-merged',
  'claim-contended',
  'claim-lost',
  'claimed',
  'held',
  'lease-contended',
  'run-ended',
]);

/** As `WRITER`, with a line in a file of the test for each one that came to its end, and a note that no other has. */
const writer = (executed: string): string => `sleep(200 + Math.random() * 400);
${WRITER}
const word = (n) => require('node:crypto').createHash('sha256').update(files[0] + n).digest('hex').slice(0, 10);
const note = { context: files[0], situation: word(1), learning: word(2), action: word(3), check: word(4), applicability: 'all' };
console.log('\\n\`\`\`json\\n' + JSON.stringify({ notes: [note] }) + '\\n\`\`\`');
fs.appendFileSync(${JSON.stringify(executed)}, files.join(' ') + '\\n');`;

async function workedOff(field: Field): Promise<Worked> {
  const random = numbers(field.seed);
  const documents = setOf(field, random);
  const executed = join(rig.root, 'executed');
  const remote = frdRig(rig, documents, {
    writer: writer(executed),
    extra: 'frd: { claimTtl: 8s }\nleases: { clockSkew: 1s }\n',
  });
  const branch = rig.git('branch', '--show-current');
  const places = Array.from({ length: field.clones }, (_, n) => join(rig.root, `clone-${n}`));
  for (const place of places) execFileSync('git', ['clone', '--quiet', remote, place]);
  const owners = new Map(places.map((place) => [cloneOwner(realpathSync(join(place, '.git'))), place]));
  const dead = new Set<string>();
  const merged: string[] = [];
  const bundles: string[] = [];
  const total = field.documents * field.tasks;
  const over = new AbortController();
  let kills = 0;
  let losses = 0;

  const clone = async (place: string, n: number): Promise<void> => {
    let runs = 0;
    while (!over.signal.aborted) {
      execFileSync('git', ['pull', '--quiet', '--ff-only'], { cwd: place });
      const run = rig.start(['work', '--source', 'frd', '--max-items', '1', '--level', 'light', '--json'], { cwd: place });
      runs += 1;
      // One holder dies whatever the numbers say.
      const dies = random() < field.killed || (n === 0 && runs === 1);
      const killer = dies ? sleep(800 + random() * 1_500).then(() => run.kill('SIGKILL')) : undefined;
      const end = await run.ended;
      await killer;
      if (end.signal === null) losses += lossesOf(end);
      else {
        expect([dies, end.signal], end.stderr).toEqual([true, 'SIGKILL']);
        kills += 1;
        if (dead.size < field.mayDie && random() < 0.4) {
          dead.add(place);
          return;
        }
      }
      await sleep(100 + random() * 400);
    }
  };

  const reviewer = async (): Promise<void> => {
    while (merged.length < total && !over.signal.aborted) {
      for (const { place, name, tasks } of waiting(remote, owners)) merge({ place, name, tasks });
      await sleep(300);
    }
    over.abort();
  };

  /** Only whole bundles, only what was not there, and only on top of what it needs. */
  function merge({ place, name, tasks }: { place: string; name: string; tasks: readonly string[] }): void {
    execFileSync('git', ['fetch', '--quiet', place, name], { cwd: rig.repo });
    const before = tasksAt('HEAD');
    const then = tasksAt('FETCH_HEAD');
    const base = tasksAt(rig.git('merge-base', 'HEAD', 'FETCH_HEAD'));
    const own = [...then.values()].filter(({ taskId, status }) => status === 'completed' && base.get(taskId)?.status !== status);
    // The claims of a bundle change together, and are not read together: it is whole at the next look.
    if (own.length !== tasks.length) return;
    const done = new Set([...before.values()].filter(({ status }) => status === 'completed').map(({ taskId }) => taskId));
    expect(own.map(({ taskId }) => taskId)).toEqual(tasks);
    for (const id of tasks) {
      expect(done.has(id), `${id} once`).toBe(false);
      const needs = [...(before.get(id)?.dependencies ?? []), ...needsOf(id)];
      for (const need of needs) expect(isDone(need, done), `${id} after ${need}`).toBe(true);
      done.add(id);
    }
    // A conflict fails the test: bundles that are worked side by side merge one after the other.
    rig.git('merge', '--quiet', '--no-edit', 'FETCH_HEAD');
    rig.git('push', '--quiet', 'origin', `HEAD:${branch}`);
    merged.push(...tasks);
    bundles.push(tasks[0] ?? '');
  }

  const isDone = (need: string, done: ReadonlySet<string>): boolean =>
    need.includes('-T')
      ? done.has(need)
      : Array.from({ length: field.tasks }, (_, t) => `${need}-T${t + 1}`).every((id) => done.has(id));
  const needsOf = (id: string): readonly string[] => documents[Number(id.slice(4, 7)) - 1].metadata.dependencies;

  function tasksAt(ref: string): ReadonlyMap<string, Task> {
    return new Map(
      documents.flatMap((_document, d) => {
        const file = `specs/frds/frd-${String(d + 1).padStart(3, '0')}-feature.json`;
        const { majorTasks } = JSON.parse(rig.git('show', `${ref}:${file}`)) as { readonly majorTasks: readonly Task[] };
        return majorTasks.map((task) => [task.taskId, task] as const);
      }),
    );
  }

  await Promise.all(
    [...places.map(clone), reviewer()].map(async (each) =>
      each.catch((error: unknown) => {
        over.abort();
        throw error;
      }),
    ),
  );
  expect(merged.toSorted()).toEqual([...tasksAt('HEAD').keys()].toSorted());
  expect([...tasksAt('HEAD').values()].every(({ status }) => status === 'completed')).toBe(true);
  // What a clone that is gone for good had accepted and offered to nobody is lost with it.
  const living = places.filter((each) => !dead.has(each));
  expect(accepted([rig.repo, ...living]).toSorted(), 'accepted by any clone').toEqual(merged.toSorted());
  const works = readFileSync(executed, 'utf8').trim().split('\n');
  expect(new Set(works.flatMap((line) => line.split(' ')))).toEqual(new Set(merged.map((id) => `src/${id.toLowerCase()}.txt`)));
  expect(works.length, `${kills} kills, ${losses} overtaken`).toBeLessThanOrEqual(bundles.length + kills + losses);
  const notes = parseNotes(rig.git('show', 'HEAD:.codex/NOTES.md')).entries;
  expect(notes.map(({ context }) => context.split(':')[0] ?? '').toSorted()).toEqual(bundles.toSorted());
  expect(notes.filter(({ text }) => text.split('\n').length !== 6)).toEqual([]);
  // Nobody is left with a run of before that keeps it from working.
  for (const place of living) {
    execFileSync('git', ['pull', '--quiet', '--ff-only'], { cwd: place });
    const end = await rig.cli(['run', 'frd:next', '--json'], { cwd: place });
    expect([end.exitCode, end.json.run], end.stderr).toEqual([0, null]);
  }
  // Of the dead those claims are left that wait for a merge: they end two weeks later, or when a person says so.
  const left = Object.entries(claimsAt(remote));
  const [place = ''] = living;
  for (const [id, ownerId] of left) {
    expect([...owners].find(([owner]) => ownerId.startsWith(owner))?.[1], id).toSatisfy((owner: string) => dead.has(owner));
    const end = await rig.cli(['frd', 'release', '--force', id], { cwd: place });
    expect(end.exitCode, end.stderr).toBe(0);
  }
  return { merged, claims: claimsAt(remote), kills };
}

/** What somebody else was faster with; whatever else ends a run that nobody killed fails the test. */
function lossesOf({ exitCode, json, stderr }: CliEnd): number {
  if (exitCode === 0) return 0;
  const { worked = [], notices = [], error } = json;
  const codes: readonly (string | undefined)[] = [
    ...worked.filter(({ answer }: Json) => !answer.ok).map(({ answer }: Json) => answer.error?.code),
    ...[...notices, ...(error === undefined ? [] : [error])].map(({ code }: Json) => code),
  ];
  expect([exitCode, codes.filter((code) => !OVERTAKEN.has(code ?? ''))], `${JSON.stringify(json)}\n${stderr}`).toEqual([3, []]);
  expect(codes).not.toEqual([]);
  return codes.length;
}

/** Tasks that runs completed on branches of these clones, as often as they did. */
function accepted(places: readonly string[]): readonly string[] {
  const commits = new Map<string, readonly string[]>();
  for (const place of places) {
    const git = (...args: readonly string[]): string => execFileSync('git', args, { cwd: place, encoding: 'utf8' }).trim();
    const grep = '^chore\\(frd-[0-9]+\\): mark .* completed$';
    for (const commit of git('log', '--branches', '-E', `--grep=${grep}`, '--format=%H').split('\n').filter(Boolean)) {
      if (commits.has(commit)) continue;
      const file = git('show', '--format=', '--name-only', commit, '--', 'specs/frds/frd-*').split('\n')[0] ?? '';
      const completed = (at: string): readonly string[] =>
        (JSON.parse(git('show', `${at}:${file}`)) as { readonly majorTasks: readonly Task[] }).majorTasks
          .filter(({ status }) => status === 'completed')
          .map(({ taskId }) => taskId);
      const before = new Set(completed(`${commit}^`));
      commits.set(
        commit,
        completed(commit).filter((id) => !before.has(id)),
      );
    }
  }
  return [...commits.values()].flat();
}

/** Bundles whose claims say that they wait for their merge, and where their branches are. */
function waiting(remote: string, owners: ReadonlyMap<string, string>) {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: remote, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  const refs = git('for-each-ref', '--format=%(refname)', 'refs/heads/codex/claim').split('\n').filter(Boolean);
  const bundles = new Map<string, { readonly place: string; readonly name: string; readonly tasks: string[] }>();
  for (const ref of refs) {
    let text: string;
    try {
      text = git('show', `${ref}:.codex-claim.json`);
    } catch {
      continue; // given back meanwhile
    }
    const { ownerId, ownerInfo = '' } = JSON.parse(text) as { readonly ownerId: string; readonly ownerInfo?: string };
    const name = /^awaiting merge of (.+)$/.exec(ownerInfo)?.[1];
    const place = [...owners].find(([owner]) => ownerId.startsWith(owner))?.[1];
    if (name === undefined || place === undefined) continue;
    const bundle = bundles.get(ownerId) ?? { place, name, tasks: [] };
    bundle.tasks.push(ref.slice(ref.lastIndexOf('/') + 1));
    bundles.set(ownerId, bundle);
  }
  const known = new Set(
    execFileSync('git', ['ls-tree', '-r', '--name-only', 'HEAD', 'src/'], { cwd: remote, encoding: 'utf8' }).split('\n'),
  );
  return [...bundles.values()].filter(({ tasks }) => tasks.some((id) => !known.has(`src/${id.toLowerCase()}.txt`)));
}

test.runIf(process.env['OKSTRA_SOAK'])(
  'twelve clones work off forty tasks, each implemented exactly once and in its order, holders killed at random; no claim is left',
  async () => {
    const end = await workedOff({ seed: 7, clones: 12, documents: 8, tasks: 5, killed: 0.3, mayDie: 3 });
    expect(new Set(end.merged).size).toBe(40);
    expect(end.merged).toHaveLength(40);
    expect(end.kills).toBeGreaterThan(3);
    expect(end.claims).toEqual({});
  },
  1_200_000,
);

test('two clones work off a set, each task implemented exactly once and in its order, a holder killed; no claim is left', async () => {
  const end = await workedOff({ seed: 3, clones: 2, documents: 2, tasks: 1, killed: 0, mayDie: 0 });
  expect(end.merged.toSorted()).toEqual(['FRD-001-T1', 'FRD-002-T1']);
  expect(end.kills).toBeGreaterThan(0);
  expect(end.claims).toEqual({});
}, 120_000);
