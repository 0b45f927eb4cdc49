import { beforeAll, describe, expect, test } from 'vitest';
import { lived, seeded, sideBySide, undisturbed } from './compare.ts';

const soak = process.env['OKSTRA_SOAK'] === '1';
const MOMENTS = ['synced', 'before', 'torn', 'written'] as const;

let whole: Awaited<ReturnType<typeof undisturbed>>;
beforeAll(async () => {
  whole = await undisturbed();
}, 60_000);

/** In the soak run every event on disk, and every event at one of the other moments; else a few of each, the same ones each time. */
function moments(seed: number): readonly string[] {
  const random = seeded(seed);
  const all = Array.from({ length: whole.events }, (_, index) => index + 1);
  if (soak) return all.flatMap((n) => ['synced', MOMENTS[1 + (n % 3)]].map((moment) => `journal:${n}:${moment}`));
  // One out of each third of the run.
  const some = Array.from({ length: 3 }, (_, part) => {
    const n = 1 + Math.floor(((part + random()) * whole.events) / 3);
    return `journal:${n}:${MOMENTS[Math.floor(random() * MOMENTS.length)]}`;
  });
  return [...some, `journal:${whole.sideBySide}:synced`];
}

describe('killed at an event of its journal and resumed, a run ends as it would have, and asks nobody twice whose answer was on record', () => {
  test('okstra with everything it started', async () => {
    expect(await sideBySide(moments(1), (at) => lived([{ at, all: true }], whole))).toEqual([]);
  }, 3_600_000);

  test('okstra alone, while agents, checks and git live on', async () => {
    expect(await sideBySide(moments(2), (at) => lived([{ at, all: false }], whole))).toEqual([]);
  }, 3_600_000);
});

test.skipIf(!soak)(
  'killed before any change of the file system that it makes',
  async () => {
    const numbers = Array.from({ length: whole.writes }, (_, index) => index + 1);
    expect(numbers.length).toBeGreaterThan(100);
    expect(await sideBySide(numbers, (n) => lived([{ at: `write:${n}`, all: n % 2 === 0 }], whole))).toEqual([]);
  },
  14_400_000,
);
