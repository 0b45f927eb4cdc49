import { expect, test } from 'vitest';
import { Rig } from './rig.ts';
import { lightRig, run } from './light.ts';
test.each([1,2,3,4,5,6,7,8])('stress %i', async () => {
  const rig = new Rig();
  try {
    lightRig(rig);
    const ids = Array.from({ length: 6 }, (_, i) => `spec-1${i}-x`);
    for (const id of ids) rig.spec(id);
    const ends = await Promise.all(ids.map((id) => run(rig, [], { id })));
    expect(ends.map((e) => JSON.stringify(e.json?.error) ?? e.json?.outcome)).toEqual(ids.map(() => 'accepted'));
    expect(ids.map((id) => rig.metadata(id).status)).toEqual(ids.map(() => 'done'));
    expect(rig.git('for-each-ref', 'refs/okstra/leases')).toBe('');
  } finally { rig.dispose(); }
}, 120000);
