import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TakeAnswer } from '../../../runtime/sources/frd/claims/index.ts';
import {
  awaitMerge,
  mergedAt,
  readClaims,
  releaseClaims,
  renewClaims,
  settleAwaiting,
  skewOf,
  takeClaims,
  takeNextBundle,
} from '../../../runtime/sources/frd/claims/index.ts';
import { parseClaim } from '../../../runtime/sources/frd/claims/payload.ts';
import { readDocument } from '../../../runtime/sources/frd/read-document.ts';
import { commit, run, write } from '../../git/scratch.ts';
import { after, claimByOthers, claimsAt, clone, contextOf, HOUR, hook, makeRemote, T, take, wrapper } from './claim-rig.ts';
import type { Json } from './documents.ts';
import { fileOf, filesOfSet, frd } from './documents.ts';

const heldBy = (answer: TakeAnswer) => (answer.kind === 'lost' ? [] : answer.claims);
const localFiles = (dir: string): string[] =>
  existsSync(join(dir, '.codex/claims-local')) ? readdirSync(join(dir, '.codex/claims-local')).toSorted() : [];
const documentOf = (value: Json) => {
  const read = readDocument(value, fileOf(value));
  if (!read.ok) throw new Error('not a document');
  return read.value;
};

describe('a claim', () => {
  test('is a branch named after its task with one file at its tip, in the documented form', async () => {
    const remote = makeRemote();
    const mine = contextOf(clone(remote), 'agent-7', { ownerInfo: 'me@here' });
    const answer = await take(mine, T(1));
    expect(answer).toMatchObject({ kind: 'claimed', takeovers: [], wasMine: false });
    const ref = 'refs/heads/codex/claim/FRD-001-T1';
    expect(run(remote, 'ls-tree', '-r', '--name-only', ref)).toBe('.codex-claim.json');
    expect(JSON.parse(run(remote, 'show', `${ref}:.codex-claim.json`))).toEqual({
      createdAt: '2031-04-02T12:00:00Z',
      expiresAt: '2031-04-03T12:00:00Z',
      ownerId: 'agent-7',
      ownerInfo: 'me@here',
    });
    expect(heldBy(answer)[0]?.tip).toBe(run(remote, 'rev-parse', ref));
  });

  test('keeps others away, leaves branches, tags and FETCH_HEAD of the clone as they were, and is free again when it is given back', async () => {
    const remote = makeRemote();
    const [first, second] = [contextOf(clone(remote), 'one'), contextOf(clone(remote), 'two')];
    const before = run(second.repo.top, 'for-each-ref');
    await take(first, T(1));
    expect((await readClaims(second)).holdings.get(T(1))).toEqual({
      kind: 'held',
      ownerId: 'one',
      until: '2031-04-03T12:00:00Z',
    });
    expect(run(second.repo.top, 'for-each-ref')).toBe(before);
    expect(existsSync(join(second.repo.top, '.git/FETCH_HEAD'))).toBe(false);
    expect(await releaseClaims(second, [T(1)])).toEqual({ released: [], kept: [{ taskId: T(1), why: "it is one's" }] });
    expect(await releaseClaims(first, [T(1)])).toEqual({ released: [T(1)], kept: [] });
    expect(claimsAt(remote)).toEqual({});
    expect((await take(second, T(1))).kind).toBe('claimed');
  });

  test('of another program of the convention counts, and what it says besides is kept', async () => {
    const remote = makeRemote();
    const other = clone(remote);
    const payload = {
      createdAt: '2031-04-02T09:00:00.000+00:00',
      expiresAt: '2031-04-03T09:00:00Z',
      ownerId: 'theirs',
      version: 2,
      host: { cpu: 1 },
    };
    claimByOthers(other, T(1), payload);
    const view = await readClaims(contextOf(clone(remote), 'mine'));
    expect(view.holdings.get(T(1))).toMatchObject({ kind: 'held', ownerId: 'theirs' });
    const theirs = contextOf(other, 'theirs');
    const held = [
      {
        taskId: T(1),
        createdAt: payload.createdAt,
        expiresAt: payload.expiresAt,
        tip: run(remote, 'rev-parse', 'codex/claim/FRD-001-T1'),
      },
    ];
    expect(await renewClaims(theirs, held)).toMatchObject({ kind: 'renewed' });
    expect(JSON.parse(run(remote, 'show', 'codex/claim/FRD-001-T1:.codex-claim.json'))).toEqual({
      ...payload,
      expiresAt: '2031-04-03T12:00:00Z',
    });
  });

  test.each([
    ['that is no JSON', '{', 'expected a name in double quotes, found the end'],
    ['that is a list', '[]', 'it is no JSON object'],
    ['without an owner', '{"createdAt":"2031-04-02T09:00:00Z","expiresAt":"2031-04-02T09:00:00Z"}', 'it has no ownerId'],
    ['without an end', '{"createdAt":"2031-04-02T09:00:00Z","ownerId":"x"}', 'it has no expiresAt'],
    ['that never began', '{"createdAt":"2031-13-02T09:00:00Z","ownerId":"x"}', 'its createdAt is no time'],
    [
      'with an end that is no time',
      '{"createdAt":"2031-04-02T09:00:00Z","ownerId":"x","expiresAt":"soon"}',
      'its expiresAt is no time',
    ],
  ])('%s cannot be read', (_what, text, why) => {
    expect(parseClaim(text)).toBe(why);
  });

  test('that cannot be read holds its task until a person takes it away', async () => {
    const remote = makeRemote();
    const dir = clone(remote);
    run(dir, 'push', '--quiet', 'origin', 'main:refs/heads/codex/claim/FRD-001-T1');
    const context = contextOf(dir, 'mine');
    const why = 'there is no .codex-claim.json';
    expect((await readClaims(context)).holdings.get(T(1))).toEqual({ kind: 'unreadable', why });
    const { kept } = await releaseClaims(context, [T(1)]);
    expect(kept).toEqual([{ taskId: T(1), why: `it cannot be read: ${why}` }]);
    expect((await releaseClaims(context, [T(1)], () => true)).released).toEqual([T(1)]);
  });

  test('that is longer than any claim, and a thousand others, do no harm', async () => {
    const remote = makeRemote();
    claimByOthers(clone(remote), T(1), ' '.repeat(100_000));
    const tip = run(remote, 'rev-parse', 'main');
    const many = Array.from({ length: 1000 }, (_, n) => `create refs/heads/codex/claim/FRD-002-T${n + 1} ${tip}\n`).join('');
    execFileSync('git', ['update-ref', '--stdin'], { cwd: remote, input: many });
    const view = await readClaims(contextOf(clone(remote), 'mine'));
    expect(view.holdings.size).toBe(1001);
    expect(view.holdings.get(T(1))).toMatchObject({ kind: 'unreadable' });
  });
});

describe('an expired claim', () => {
  test('can be taken over only after the time by which clocks may differ; whoever had it then cannot come back', async () => {
    const remote = makeRemote();
    const first = contextOf(clone(remote), 'one', { ttlMs: HOUR });
    const held = heldBy(await take(first, T(1)));
    const top = clone(remote);
    const at = (ms: number) => contextOf(top, 'two', { ttlMs: HOUR, now: () => after(ms) });
    expect((await readClaims(at(HOUR + 119_000))).holdings.get(T(1))).toMatchObject({ kind: 'held' });
    const late = at(HOUR + 120_000);
    expect((await readClaims(late)).holdings.get(T(1))).toMatchObject({ kind: 'expired', ownerId: 'one' });
    expect(await take(late, T(1))).toMatchObject({
      kind: 'claimed',
      takeovers: [
        {
          taskId: T(1),
          ownerId: 'two',
          previousOwnerId: 'one',
          previousExpiresAt: '2031-04-02T13:00:00Z',
          takeoverAt: '2031-04-02T13:02:00Z',
        },
      ],
    });
    expect(await renewClaims(first, held)).toEqual({ kind: 'lost', taskIds: [T(1)] });
    expect(claimsAt(remote)).toEqual({ [T(1)]: 'two' });
  });

  test('is expired by what it says, not by the date of its commit', async () => {
    const remote = makeRemote();
    const dir = clone(remote);
    process.env['GIT_COMMITTER_DATE'] = '2001-01-01T00:00:00Z';
    try {
      claimByOthers(dir, T(1), { createdAt: '2001-01-01T00:00:00Z', expiresAt: '2031-04-02T12:30:00Z', ownerId: 'one' });
    } finally {
      delete process.env['GIT_COMMITTER_DATE'];
    }
    expect((await readClaims(contextOf(dir, 'two'))).holdings.get(T(1))).toMatchObject({ kind: 'held' });
  });

  test('is taken over by one of two that see it at once', async () => {
    const remote = makeRemote();
    await take(contextOf(clone(remote), 'one', { ttlMs: HOUR }), T(1));
    const late = ['two', 'three'].map((owner) => contextOf(clone(remote), owner, { now: () => after(2 * HOUR) }));
    const views = await Promise.all(late.map(readClaims));
    const answers = await Promise.all(late.map((context, n) => takeClaims(context, views[n] as never, [T(1)])));
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['claimed', 'lost']);
  });

  test('is taken over at a remote that takes no rewritten branches', async () => {
    const remote = makeRemote();
    run(remote, 'config', 'receive.denyNonFastForwards', 'true');
    claimByOthers(clone(remote), T(1), { createdAt: '2031-04-02T01:00:00Z', expiresAt: '2031-04-02T02:00:00Z', ownerId: 'gone' });
    const context = contextOf(clone(remote), 'two');
    const answer = await take(context, T(1));
    expect(answer).toMatchObject({ kind: 'claimed', takeovers: [{ previousOwnerId: 'gone' }] });
    expect(await renewClaims(context, heldBy(answer))).toMatchObject({ kind: 'renewed' });
  });

  test('a short time to live cuts the time by which clocks may differ to a third of it', () => {
    expect([skewOf(120_000, 24 * HOUR), skewOf(120_000, 9000)]).toEqual([120_000, 3000]);
  });
});

describe('a bundle', () => {
  test('is claimed whole or not at all', async () => {
    const remote = makeRemote();
    const [one, two] = [contextOf(clone(remote), 'one'), contextOf(clone(remote), 'two')];
    const stale = await readClaims(one);
    await take(two, T(2));
    expect(await takeClaims(one, stale, [T(1), T(2), T(3)])).toEqual({ kind: 'lost', taskIds: [T(2)] });
    expect(claimsAt(remote)).toEqual({ [T(2)]: 'two' });
  });

  test('the same at a remote that knows no atomic push: what was taken is taken back', async () => {
    const remote = makeRemote();
    run(remote, 'config', 'receive.advertiseAtomic', 'false');
    const [one, two] = [contextOf(clone(remote), 'one'), contextOf(clone(remote), 'two')];
    expect((await take(one, T(8), T(9))).kind).toBe('claimed');
    const stale = await readClaims(one);
    await take(two, T(2));
    expect(await takeClaims(one, stale, [T(1), T(2), T(3)])).toEqual({ kind: 'lost', taskIds: [T(2)] });
    expect(claimsAt(remote)).toEqual({ [T(2)]: 'two', [T(8)]: 'one', [T(9)]: 'one' });
  });

  test('is claimed again by its owner, and stays what it was', async () => {
    const remote = makeRemote();
    const context = contextOf(clone(remote), 'one');
    await take(context, T(1), T(2));
    const again = await take({ ...context, now: () => after(HOUR) }, T(1), T(2));
    expect(again).toMatchObject({
      kind: 'claimed',
      wasMine: true,
      takeovers: [],
      claims: [{ createdAt: '2031-04-02T12:00:00Z', expiresAt: '2031-04-03T13:00:00Z' }, {}],
    });
  });

  test('that somebody claimed, merged and gave back between two looks is not done again', async () => {
    const remote = makeRemote(filesOfSet([frd(1, [{}, {}])]));
    const [dir, other] = [clone(remote), clone(remote)];
    const done = commit(other, filesOfSet([frd(1, [{ status: 'completed' }, {}])]), 'feat: all of it');
    run(other, 'push', '--quiet', 'origin', `${done}:refs/heads/aside`);
    // Everything of it happens after the first look, right before the push of the claim arrives.
    const merge = `git -C ${remote} update-ref refs/heads/main ${done}; exec git-receive-pack "$@"`;
    run(dir, 'config', 'remote.origin.receivepack', wrapper(merge));
    const answer = await takeNextBundle(contextOf(dir, 'one'), {
      documents: [documentOf(frd(1, [{}, {}]))],
      rootPath: 'specs/frds',
    });
    expect(answer).toMatchObject({ kind: 'taken', bundle: { tasks: [{ taskId: T(2) }] } });
    expect(answer.selection.passedOver).toMatchObject([{ taskId: T(1), reason: { kind: 'merged', where: 'origin' } }]);
    expect(claimsAt(remote)).toEqual({ [T(2)]: 'one' });
  });

  test('that somebody else was faster with is left for the next one', async () => {
    const remote = makeRemote();
    const documents = [documentOf(frd(1, [{}, { pr: false }, {}]))];
    const [one, two] = [contextOf(clone(remote), 'one'), contextOf(clone(remote), 'two')];
    await take(one, T(1), T(2));
    const answer = await takeNextBundle(two, { documents: documents, rootPath: 'specs/frds' });
    expect(answer).toMatchObject({
      kind: 'taken',
      bundle: { tasks: [{ taskId: T(3) }] },
      claim: { kind: 'claimed' },
      cleanup: { name: 'local_claims_stale_cleanup', status: 'passed', details: '0 removed' },
    });
    expect(answer.selection.passedOver.map(({ taskId, reason }) => [taskId, reason.kind])).toEqual([
      [T(1), 'claimed'],
      [T(2), 'claimed'],
    ]);
    expect(
      await takeNextBundle(contextOf(clone(remote), 'three'), { documents: documents, rootPath: 'specs/frds' }),
    ).toMatchObject({ kind: 'nothing' });
  });
});

describe('after the run', () => {
  test('the claims of a bundle wait for its branch, are renewed by their clone, and go once it is merged', async () => {
    const files = filesOfSet([frd(1)]);
    const remote = makeRemote(files);
    const dir = clone(remote);
    const one = contextOf(dir, 'one');
    const held = heldBy(await take(one, T(1)));
    const mergeLeaseMs = 14 * 24 * HOUR;
    expect(await awaitMerge(one, held, { branch: 'codex/f001-t1', mergeLeaseMs })).toMatchObject({
      kind: 'renewed',
      claims: [{ expiresAt: '2031-04-16T12:00:00Z' }],
    });
    run(dir, 'branch', 'codex/f001-t1');
    run(dir, 'checkout', '--quiet', 'codex/f001-t1');
    commit(dir, { 'src/x.txt': 'x' });
    run(dir, 'checkout', '--quiet', 'main');

    const settle = async (now: Date) => {
      const context = { ...one, ownerId: 'clone', now: () => now };
      const documents = [documentOf(frd(1))];
      return settleAwaiting(context, await readClaims(context), {
        mergeLeaseMs,
        isOurs: (id) => id === 'one',
        isMerged: mergedAt(context, { documents, rootPath: 'specs/frds', remote: { kind: 'reached', name: 'origin' } }),
      });
    };
    expect((await readClaims({ ...one, now: () => after(HOUR) })).holdings.get(T(1))).toMatchObject({
      kind: 'awaiting-merge',
      branch: 'codex/f001-t1',
    });
    expect(await settle(after(HOUR))).toEqual({ merged: [], renewed: [], failed: [] });
    expect(await settle(after(8 * 24 * HOUR))).toEqual({ merged: [], renewed: [T(1)], failed: [] });
    expect(JSON.parse(run(remote, 'show', 'codex/claim/FRD-001-T1:.codex-claim.json'))).toMatchObject({
      ownerInfo: 'awaiting merge of codex/f001-t1',
      expiresAt: '2031-04-24T12:00:00Z',
    });
    run(dir, 'merge', '--quiet', '--no-ff', '--no-edit', 'codex/f001-t1');
    // Other clones see nothing of a merge that only this one has, and would do the task again.
    expect(await settle(after(9 * 24 * HOUR))).toEqual({ merged: [], renewed: [], failed: [] });
    expect(claimsAt(remote)).toEqual({ [T(1)]: 'one' });
    // Nor does it matter what the remote's HEAD names, if that is not there.
    run(remote, 'symbolic-ref', 'HEAD', 'refs/heads/nowhere');
    run(dir, 'push', '--quiet', 'origin', 'main');
    expect(await settle(after(9 * 24 * HOUR))).toEqual({ merged: [T(1)], renewed: [], failed: [] });
    expect(claimsAt(remote)).toEqual({});
  });

  test('a claim of a clone that did not come back goes when its time is over and its task is completed at the remote', async () => {
    const remote = makeRemote(filesOfSet([frd(1, [{ status: 'completed' }, {}])]));
    const here = contextOf(clone(remote), 'one');
    await take(contextOf(clone(remote), 'gone'), T(1), T(2));
    const settle = async (now: Date) => {
      const context = { ...here, now: () => now };
      const view = await readClaims(context);
      const isMerged = mergedAt(context, { documents: [], rootPath: 'specs/frds', remote: view.remote });
      return settleAwaiting(context, view, { mergeLeaseMs: HOUR, isOurs: (id) => id === 'one', isMerged });
    };
    expect(await settle(after(23 * HOUR))).toEqual({ merged: [], renewed: [], failed: [] });
    expect(await settle(after(25 * HOUR))).toEqual({ merged: [T(1)], renewed: [], failed: [] });
    expect(claimsAt(remote)).toEqual({ [T(2)]: 'gone' });
  });

  test('a task that is completed at the remote is merged, also when it was squashed', async () => {
    const remote = makeRemote(filesOfSet([frd(1, [{ status: 'completed' }, {}])]));
    const context = contextOf(clone(remote), 'one');
    const at = (kind: 'reached' | 'unreachable') =>
      mergedAt(context, { documents: [], rootPath: 'specs/frds', remote: { kind, name: 'origin', why: '' } });
    expect([await at('reached')(T(1), 'gone'), await at('reached')(T(2), 'gone')]).toEqual([true, false]);
    // What it holds is not known while it cannot be asked.
    expect(await at('unreachable')(T(1), 'gone')).toBe(false);
  });

  test('without a remote a task is merged that is completed where its branch is not checked out, and one whose branch is in HEAD', async () => {
    const dir = clone(makeRemote());
    const { remote: _remote, ...context } = contextOf(dir, 'one');
    const here = (documents: Parameters<typeof mergedAt>[1]['documents']) =>
      mergedAt(context, { documents, rootPath: 'specs/frds', remote: { kind: 'absent', why: '' } });
    const isMerged = here([documentOf(frd(1, [{ status: 'completed' }, {}]))]);
    expect([await isMerged(T(1), 'codex/f001-t1'), await isMerged(T(2), 'codex/f001-t2')]).toEqual([true, false]);
    run(dir, 'checkout', '--quiet', '-b', 'codex/f001-t1');
    commit(dir, { 'src/x.txt': 'x' });
    expect(await here([documentOf(frd(1, [{ status: 'completed' }]))])(T(1), 'codex/f001-t1')).toBe(false);
    run(dir, 'checkout', '--quiet', '-b', 'other');
    expect(await here([])(T(1), 'codex/f001-t1')).toBe(true);
  });
});

describe('a remote', () => {
  const cut = (dir: string): void => void run(dir, 'remote', 'set-url', 'origin', '/nowhere/at/all.git');

  test.each([
    ['that is not there', {}, 'no remote is configured', (_dir: string) => ({ remote: undefined })],
    ['of a name that nothing has', {}, 'there is no remote other', () => ({ remote: { name: 'other', timeoutMs: 5000 } })],
    ['that cannot be reached', {}, /^origin cannot be reached: .*nowhere/, (dir: string) => (cut(dir), {})],
  ])('%s: tasks are claimed in this checkout, and it is said why', async (_what, _none, why, change) => {
    const dir = clone(makeRemote());
    const { remote, ...context } = { ...contextOf(dir, 'one'), ...change(dir) };
    const answer = await take({ ...context, ...(remote === undefined ? {} : { remote }) }, T(1), T(2));
    expect(answer).toMatchObject({ kind: 'fallback-local', why: expect.stringMatching(why), leftBehind: [] });
    expect(JSON.parse(readFileSync(join(dir, '.codex/claims-local/FRD-001-T1.json'), 'utf8'))).toEqual({
      createdAt: '2031-04-02T12:00:00Z',
      expiresAt: '2031-04-03T12:00:00Z',
      ownerId: 'one',
    });
    expect(await take({ ...contextOf(dir, 'two'), ...change(dir) }, T(2))).toEqual({ kind: 'lost', taskIds: [T(2)] });
  });

  test('that is slow is waited for as long as is configured', async () => {
    const dir = clone(makeRemote());
    run(dir, 'config', 'remote.origin.uploadpack', wrapper('sleep 20; exec git-upload-pack "$@"'));
    const context = contextOf(dir, 'one', { remote: { name: 'origin', timeoutMs: 300 } });
    expect(await take(context, T(1))).toMatchObject({
      kind: 'fallback-local',
      why: 'origin cannot be reached: no answer within 0.3 s',
    });
  });

  test.each([
    ['that may only be read', 'pre-receive', 'echo "this is read-only" >&2; exit 1'],
    ['that protects one branch of the bundle', 'update', 'case $1 in *T2) echo "this is protected" >&2; exit 1;; esac'],
  ])('%s: nothing is left there, and the claims are local', async (_what, name, script) => {
    const remote = makeRemote();
    hook(remote, name, script);
    const dir = clone(remote);
    const answer = await take(contextOf(dir, 'one'), T(1), T(2));
    expect(answer).toMatchObject({
      kind: 'fallback-local',
      why: expect.stringMatching(/^origin refuses claims: .*hook declined/),
    });
    expect(claimsAt(remote)).toEqual({});
    expect(localFiles(dir)).toEqual(['FRD-001-T1.json', 'FRD-001-T2.json']);
  });

  test('without atomic pushes that protects one branch: what was taken is taken back', async () => {
    const remote = makeRemote();
    run(remote, 'config', 'receive.advertiseAtomic', 'false');
    hook(remote, 'update', 'case $1 in *T2) exit 1;; esac');
    expect(await take(contextOf(clone(remote), 'one'), T(1), T(2))).toMatchObject({ kind: 'fallback-local', leftBehind: [] });
    expect(claimsAt(remote)).toEqual({});
  });

  test('whose answer to a push is cut off: what it holds tells that the push arrived', async () => {
    const remote = makeRemote();
    const dir = clone(remote);
    hook(remote, 'post-receive', 'kill -9 $PPID');
    const answer = await take(contextOf(dir, 'one'), T(1), T(2));
    expect(answer.kind).toBe('claimed');
    expect(claimsAt(remote)).toEqual({ [T(1)]: 'one', [T(2)]: 'one' });
  });

  test('whose answer to a deletion is cut off: what it holds tells that the claim is gone', async () => {
    const remote = makeRemote();
    const mine = contextOf(clone(remote), 'one');
    await take(mine, T(1));
    hook(remote, 'post-receive', 'kill -9 $PPID');
    expect(await releaseClaims(mine, [T(1)])).toEqual({ released: [T(1)], kept: [] });
    expect(claimsAt(remote)).toEqual({});
  });

  test('that is gone after the push arrived: local claims stand in, and the next renewal finds what is there', async () => {
    const remote = makeRemote();
    const dir = clone(remote);
    // The push arrives, its answer does not, and nothing answers afterwards.
    hook(remote, 'post-receive', `mv ${remote} ${remote}.gone; kill -9 $PPID`);
    const answer = await take(contextOf(dir, 'one'), T(1), T(2));
    expect(answer).toMatchObject({ kind: 'fallback-local', why: expect.stringMatching(/^origin does not answer: /) });
    expect(answer.kind === 'fallback-local' && [...answer.maybeThere.keys()]).toEqual([T(1), T(2)]);
    renameSync(`${remote}.gone`, remote);
    rmSync(join(remote, 'hooks/post-receive'));
    expect(await renewClaims(contextOf(dir, 'one'), heldBy(answer))).toMatchObject({ kind: 'renewed' });
    expect(claimsAt(remote)).toEqual({ [T(1)]: 'one', [T(2)]: 'one' });
    expect(localFiles(dir)).toEqual([]);
  });

  test('that is cut off before a renewal: the claims hold until their end less the time by which clocks may differ', async () => {
    const remote = makeRemote();
    const dir = clone(remote);
    const held = heldBy(await take(contextOf(dir, 'one'), T(1)));
    cut(dir);
    expect(await renewClaims(contextOf(dir, 'one', { now: () => after(HOUR) }), held)).toMatchObject({
      kind: 'unconfirmed',
      why: expect.stringContaining('nowhere'),
      holdsUntil: '2031-04-03T11:58:00Z',
    });
  });

  test('that is cut off before the claims are given back keeps them until their time is over', async () => {
    const dir = clone(makeRemote());
    await take(contextOf(dir, 'one'), T(1));
    cut(dir);
    expect(await releaseClaims(contextOf(dir, 'one'), [T(1)])).toMatchObject({
      released: [],
      kept: [{ taskId: T(1), why: expect.stringContaining('nowhere') }],
    });
  });

  test('that deletes no branch gets a claim that is over in its place', async () => {
    const remote = makeRemote();
    run(remote, 'config', 'receive.denyDeletes', 'true');
    const dir = clone(remote);
    await take(contextOf(dir, 'one'), T(1));
    expect(await releaseClaims(contextOf(dir, 'one'), [T(1)])).toEqual({ released: [T(1)], kept: [] });
    expect((await readClaims(contextOf(clone(remote), 'two'))).holdings.get(T(1))).toMatchObject({ kind: 'expired' });
  });

  test('that is there again when the tasks are claimed anew: the files go', async () => {
    const remote = makeRemote();
    const dir = clone(remote);
    cut(dir);
    await take(contextOf(dir, 'one'), T(1));
    expect(localFiles(dir)).toEqual([`${T(1)}.json`]);
    run(dir, 'remote', 'set-url', 'origin', remote);
    expect((await take(contextOf(dir, 'one'), T(1))).kind).toBe('claimed');
    expect(localFiles(dir)).toEqual([]);
  });

  test('that comes back gets the claims that were local, and the files go', async () => {
    const remote = makeRemote();
    const dir = clone(remote);
    cut(dir);
    const held = heldBy(await take(contextOf(dir, 'one'), T(1), T(2)));
    expect(await renewClaims(contextOf(dir, 'one', { now: () => after(HOUR) }), held)).toMatchObject({
      kind: 'renewed',
      promoted: [],
    });
    run(dir, 'remote', 'set-url', 'origin', remote);
    const renewed = await renewClaims(contextOf(dir, 'one'), held);
    expect(renewed).toMatchObject({ kind: 'renewed', promoted: [T(1), T(2)], claims: [{ tip: expect.any(String) }, {}] });
    expect(localFiles(dir)).toEqual([]);
    expect(claimsAt(remote)).toEqual({ [T(1)]: 'one', [T(2)]: 'one' });
  });

  test('where somebody else claimed meanwhile what was claimed locally: it is lost, and said', async () => {
    const remote = makeRemote();
    const dir = clone(remote);
    cut(dir);
    const held = heldBy(await take(contextOf(dir, 'one'), T(1)));
    await take(contextOf(clone(remote), 'two'), T(1));
    run(dir, 'remote', 'set-url', 'origin', remote);
    expect(await renewClaims(contextOf(dir, 'one'), held)).toEqual({ kind: 'lost', taskIds: [T(1)] });
  });
});

describe('local claims', () => {
  const claimFile = (taskId: string, payload: unknown): Record<string, string> => ({
    [`.codex/claims-local/${taskId}.json`]: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });

  test('that are stale are removed at the beginning, whether or not a task is chosen', async () => {
    const remote = makeRemote();
    const dir = clone(remote);
    write(dir, {
      ...claimFile(T(1), { createdAt: '2031-04-01T11:59:59Z', ownerId: 'old' }),
      ...claimFile(T(2), { createdAt: '2031-04-02T11:00:00Z', expiresAt: '2031-04-02T11:30:00Z', ownerId: 'old' }),
      ...claimFile(T(3), { createdAt: '2031-04-01T12:00:01Z', ownerId: 'young' }),
      ...claimFile(T(4), { createdAt: '2031-03-01T12:00:00Z', expiresAt: '2031-04-12T12:00:00Z', ownerId: 'long' }),
      '.codex/claims-local/notes.json': '{}',
    });
    const answer = await takeNextBundle(contextOf(dir, 'one'), { documents: [], rootPath: 'specs/frds' });
    expect(answer).toMatchObject({
      kind: 'nothing',
      cleanup: { name: 'local_claims_stale_cleanup', status: 'passed', details: '2 removed: FRD-001-T1, FRD-001-T2' },
    });
    expect(localFiles(dir)).toEqual(['FRD-001-T3.json', 'FRD-001-T4.json', 'notes.json']);
    expect([...answer.view.holdings].map(([id, { kind }]) => [id, kind])).toEqual([
      [T(3), 'held'],
      [T(4), 'held'],
    ]);
  });

  test('keep a task from being taken also while the remote is there', async () => {
    const dir = clone(makeRemote());
    write(dir, claimFile(T(1), { createdAt: '2031-04-02T11:00:00Z', ownerId: 'other' }));
    const answer = await takeNextBundle(contextOf(dir, 'one'), {
      documents: [documentOf(frd(1, [{}, {}]))],
      rootPath: 'specs/frds',
    });
    expect(answer).toMatchObject({ kind: 'taken', bundle: { tasks: [{ taskId: T(2) }] } });
  });

  test('that cannot be read hold their task for a day, and are named', async () => {
    const dir = clone(makeRemote());
    write(dir, claimFile(T(1), 'not JSON'));
    const soon = contextOf(dir, 'one', { now: () => new Date() });
    expect((await readClaims(soon)).holdings.get(T(1))).toMatchObject({ kind: 'unreadable' });
    const answer = await takeNextBundle(
      { ...soon, now: () => new Date(Date.now() + 25 * HOUR) },
      { documents: [], rootPath: 'specs/frds' },
    );
    expect(answer.cleanup.details).toBe('1 removed: FRD-001-T1');
  });
});
