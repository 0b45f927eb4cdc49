/** One life of a run: killed, perhaps again, resumed; and whether it ended as an undisturbed one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { endOf, ITEM, inFlight, World } from './world.ts';

export type End = ReturnType<typeof endOf>;

export interface Undisturbed {
  readonly end: End;
  readonly events: number;
  /** Number of the event with which the first of three verifiers begins: two more are about to. */
  readonly sideBySide: number;
  /** Changes of the file system. */
  readonly writes: number;
  readonly asks: readonly string[];
  readonly ms: number;
}

/** Ends after which nothing of it is left lying is what every other is compared with. */
export async function undisturbed(): Promise<Undisturbed> {
  const world = new World();
  try {
    const from = performance.now();
    const log = join(world.root, 'counts');
    const { json } = await world.counted(['run', '--exec', ITEM, '--json'], log);
    const ms = performance.now() - from;
    expect(json).toMatchObject({ exitCode: 0, outcome: 'accepted', verdict: 'concerns', followUps: [{ autoSpawn: true }] });
    const asks = world.dispatches().map(({ ask }) => ask);
    expect(new Set(asks).size).toBe(asks.length);
    expect(await world.noProcesses()).toEqual([]);
    const writes = readFileSync(log, 'utf8').match(/^write /gm)?.length ?? 0;
    const sideBySideAt = world.events().find((event) => event.type === 'dispatch-started' && event.seat !== 'executor')?.seq ?? 0;
    return { end: endOf(world), events: world.events().length, sideBySide: sideBySideAt, writes, asks: asks.toSorted(), ms };
  } finally {
    world.dispose();
  }
}

export interface Kill {
  readonly at: string;
  /** With everything that came out of it; otherwise agents, checks and git live on. */
  readonly all: boolean;
}

/** Kills a run, and each resume of it in turn; the last resume is left to end. */
export async function lived(
  kills: readonly Kill[],
  expected: { readonly end: End; readonly asks: readonly string[] },
): Promise<void> {
  const world = new World();
  try {
    const allowed = new Map<string, number>(expected.asks.map((ask) => [ask, 1]));
    let command: readonly string[] = ['run', '--exec', ITEM, '--json'];
    for (const { at, all } of kills) {
      await world.killed(command, at, { world: all });
      for (const ask of inFlight(world.events())) allowed.set(ask, (allowed.get(ask) ?? 0) + 1);
      command = world.events().length === 0 ? command : ['resume', '--json'];
    }
    const resumed = await world.cli(['resume', '--json']);
    expect({ stderr: resumed.stderr.match(/^error:.*(?:\n.*){0,2}/m)?.[0], exitCode: resumed.exitCode }).toEqual({ exitCode: 0 });
    if (resumed.json.run !== null) expect(resumed.json).toMatchObject({ outcome: 'accepted', verdict: 'concerns' });
    // Nothing had begun, or all had ended: then the item is run, which is what a person would do.
    else expect((await world.cli(['run', '--exec', ITEM, '--json'])).json).toMatchObject({ exitCode: 0, outcome: 'accepted' });
    expect(await world.noProcesses()).toEqual([]);
    const different = differences(endOf(world), expected.end);
    if (different.length > 0) throw new Error(`another end:\n${different.join('\n')}`);
    const counts = new Map<string, number>();
    for (const { ask } of world.dispatches()) counts.set(ask, (counts.get(ask) ?? 0) + 1);
    expect([...counts.keys()].toSorted()).toEqual(expected.asks);
    for (const [ask, count] of counts)
      expect({ ask, count, allowed: allowed.get(ask), fits: count <= (allowed.get(ask) ?? 0) }).toMatchObject({ fits: true });
  } catch (error) {
    throw new Error(
      `killed ${kills.map(({ at, all }) => `${at}${all ? ' with all' : ''}`).join(', then ')}: ${(error as Error).message}`,
      { cause: error },
    );
  } finally {
    world.dispose();
  }
}

/** What one has and the other has not, a line each. */
function differences(found: End, expected: End): readonly string[] {
  const [here, there] = [flat(found), flat(expected)];
  return [
    ...here.filter((line) => !there.includes(line)).map((line) => `+ ${line}`),
    ...there.filter((line) => !here.includes(line)).map((line) => `- ${line}`),
    ...(here.length === there.length ? [] : [`${here.length} lines, not ${there.length}`]),
  ];
}

const flat = (value: unknown, name = ''): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, each]) => flat(each, Array.isArray(value) ? name : `${name}/${key}`))
    : [`${name}: ${String(value)}`];

/** Two at a time: there are two cores, and each has agents of its own. @returns what was wrong, for all of them together */
export async function sideBySide<T>(entries: readonly T[], act: (entry: T) => Promise<void>): Promise<readonly string[]> {
  const left = [...entries];
  const failed: string[] = [];
  const worker = async (): Promise<void> => {
    for (let entry = left.shift(); entry !== undefined; entry = left.shift())
      await act(entry).catch((error: Error) => failed.push(error.message));
  };
  await Promise.all([worker(), worker()]);
  return failed;
}

/** Numbers from 0 up to 1, the same ones each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
