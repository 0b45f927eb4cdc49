/** Several clones of one remote work off a set of feature documents; holders are killed, and a reviewer merges what waits for it. */
import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cloneOwner } from '../../runtime/sources/frd/claims/index.ts';
import { numbers } from '../support/numbers.ts';
import { claimsAt, frd, frdRig, WRITER } from './frd-rig.ts';
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

async function workedOff(field: Field): Promise<Worked> {
  const random = numbers(field.seed);
  const documents = setOf(field, random);
  const remote = frdRig(rig, documents, {
    writer: `sleep(200 + Math.random() * 400);\n${WRITER}`,
    extra: 'frd: { claimTtl: 8s }\nleases: { clockSkew: 1s }\n',
  });
  const branch = rig.git('branch', '--show-current');
  const places = Array.from({ length: field.clones }, (_, n) => join(rig.root, `clone-${n}`));
  for (const place of places) execFileSync('git', ['clone', '--quiet', remote, place]);
  const owners = new Map(places.map((place) => [cloneOwner(realpathSync(join(place, '.git'))), place]));
  const dead = new Set<string>();
  const merged: string[] = [];
  const total = field.documents * field.tasks;
  const over = new AbortController();
  let kills = 0;

  const clone = async (place: string, n: number): Promise<void> => {
    let runs = 0;
    while (!over.signal.aborted) {
      execFileSync('git', ['pull', '--quiet', '--ff-only'], { cwd: place });
      const run = rig.start(['work', '--source', 'frd', '--max-items', '1', '--level', 'light', '--quiet'], { cwd: place });
      runs += 1;
      // One holder dies whatever the numbers say.
      const dies = random() < field.killed || (n === 0 && runs === 1);
      const killer = dies ? sleep(800 + random() * 1_500).then(() => run.kill('SIGKILL')) : undefined;
      const end = await run.ended;
      await killer;
      if (end.signal !== null) {
        kills += 1;
        if (dead.size < field.mayDie && random() < 0.4) {
          dead.add(place);
          return;
        }
      } else if (end.exitCode !== 0) expect([0, 3, 130, 5], end.stderr).toContain(end.exitCode);
      await sleep(100 + random() * 400);
    }
  };

  const reviewer = async (): Promise<void> => {
    while (merged.length < total) {
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
    rig.git('merge', '--quiet', '--no-edit', '-X', 'theirs', 'FETCH_HEAD');
    rig.git('push', '--quiet', 'origin', `HEAD:${branch}`);
    merged.push(...tasks);
    // Whoever is gone cannot give its claims back.
    if (dead.has(place)) for (const id of tasks) rig.git('push', '--quiet', 'origin', `:refs/heads/codex/claim/${id}`);
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

  await Promise.all([...places.map(async (place, n) => clone(place, n)), reviewer()]);
  expect(merged.toSorted()).toEqual([...tasksAt('HEAD').keys()].toSorted());
  expect([...tasksAt('HEAD').values()].every(({ status }) => status === 'completed')).toBe(true);
  for (const id of merged) {
    const file = `src/${id.toLowerCase()}.txt`;
    expect(rig.git('log', '--format=%h', '--diff-filter=A', '--', file).split('\n'), file).toHaveLength(1);
  }
  for (const place of places.filter((each) => !dead.has(each))) {
    execFileSync('git', ['pull', '--quiet', '--ff-only'], { cwd: place });
    const end = await rig.cli(['frd', 'claims', '--json'], { cwd: place });
    expect(end.exitCode, end.stderr).toBe(0);
  }
  return { merged, claims: claimsAt(remote), kills };
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
