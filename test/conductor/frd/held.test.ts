import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { keepBundle } from '../../../runtime/conductor/frd/held.ts';
import { claimsAt, clone, contextOf, hook, makeRemote, T, take } from '../../sources/frd/claim-rig.ts';

test('a renewal that is due while the claims are confirmed waits for its turn: neither takes the other for somebody else', async () => {
  const remote = makeRemote();
  // Each look a second later: claims of the same second would be the same commit.
  let looks = 0;
  const now = (): Date => new Date(Date.now() + 1_000 * looks++);
  const context = contextOf(clone(remote), 'one', { now, ttlMs: 1_500, skewMs: 100 });
  const answer = await take(context, T(1));
  if (answer.kind !== 'claimed') throw new Error(answer.kind);
  // The next one is due before this one has its answer.
  hook(remote, 'update', 'sleep 0.8');
  const losses: string[] = [];
  const terms = { mergeLeaseMs: 60_000, onLost: (why: string) => losses.push(why), onNotice: () => undefined };
  const kept = keepBundle({ context, claims: answer.claims, ...terms });
  await sleep(400);
  await kept.confirm();
  await sleep(200);
  await kept.end({ kind: 'merge', branch: 'codex/f001-t1' });
  expect(losses).toEqual([]);
  expect(claimsAt(remote)).toEqual({ [T(1)]: 'one' });
});
