import { beforeAll, expect, test } from 'vitest';
import type { Kill, Undisturbed } from './compare.ts';
import { lived, seeded, sideBySide, undisturbed } from './compare.ts';

const KILLS = process.env['OKSTRA_SOAK'] === '1' ? 200 : 5;

let whole: Undisturbed;
beforeAll(async () => {
  whole = await undisturbed();
}, 60_000);

/** Lives of one to four kills, the second and later ones while the run is being resumed: the same lives each time. */
function lives(): readonly (readonly Kill[])[] {
  const random = seeded(7);
  const found: Kill[][] = [];
  for (let left = KILLS; left > 0; ) {
    const kills = Math.min(left, 1 + Math.floor(random() * 4));
    left -= kills;
    found.push(Array.from({ length: kills }, () => ({ at: `after:${Math.floor(random() * whole.ms)}`, all: random() < 0.5 })));
  }
  return found;
}

test(`killed ${KILLS} times at random, while it is resumed too, a run ends as it would have`, async () => {
  expect(await sideBySide(lives(), (kills) => lived(kills, whole))).toEqual([]);
}, 7_200_000);
