import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectAccepted, ID, lightRig } from './light.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

test('machine code that a run kept is taken by the next one, although both hold their heap small', async () => {
  lightRig(rig);
  const folder = join(rig.root, 'code');
  for (const starts of [1, 2]) {
    expectAccepted(
      await rig.cli(['run', '--exec', '--again', '--level', 'light', '--json', ID], { env: { NODE_COMPILE_CACHE: folder } }),
    );
    const names = readdirSync(join(folder, 'okstra'));
    expect(names).toEqual([expect.stringMatching(/-run$/)]);
    // Code that V8 refuses begins again with one start.
    expect(readFileSync(join(folder, 'okstra', names[0] ?? '')).at(-1)).toBe(starts);
  }
});
