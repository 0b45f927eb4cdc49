import { expect, test } from 'vitest';
import { buildOverview } from '../../runtime/sources/overview.ts';
import { useRig } from './spec-folders/tree.ts';

const rig = useRig();

test('the overview says for each item whether it can run, what it waits for and who holds it', () => {
  rig.spec('spec-01-a', { status: 'done', lastRun: '2031-04-02T09:10:11Z' });
  rig.spec('spec-02-b', { dependsOn: ['spec-01-a'] });
  rig.spec('spec-03-c', { dependsOn: ['spec-02-b', 'nobody'] });
  rig.spec('spec-04-d', { status: 'in-progress' });
  rig.spec('spec-05-e', { status: 'failed', dependsOn: ['spec-06-f'] });
  rig.spec('spec-06-f', { dependsOn: ['spec-05-e'] });
  const overview = buildOverview(rig.source().discover(), new Map([['spec-04-d', 'run-1 on host']]));
  expect(overview.items.map(({ id, badge, readiness, canRun, lastRun }) => ({ id, badge, readiness, canRun, lastRun }))).toEqual([
    { id: 'spec-01-a', badge: 'DONE', readiness: { kind: 'done' }, canRun: false, lastRun: '2031-04-02T09:10:11Z' },
    { id: 'spec-02-b', badge: 'TODO', readiness: { kind: 'ready' }, canRun: true, lastRun: null },
    {
      id: 'spec-03-c',
      badge: 'BLOCKED',
      readiness: { kind: 'waiting', on: ['spec-02-b', 'nobody'] },
      canRun: false,
      lastRun: null,
    },
    { id: 'spec-04-d', badge: 'IN PROGRESS', readiness: { kind: 'leased', by: 'run-1 on host' }, canRun: false, lastRun: null },
    { id: 'spec-05-e', badge: 'BLOCKED', readiness: { kind: 'waiting', on: ['spec-06-f'] }, canRun: false, lastRun: null },
    { id: 'spec-06-f', badge: 'BLOCKED', readiness: { kind: 'waiting', on: ['spec-05-e'] }, canRun: false, lastRun: null },
  ]);
  expect(overview.counts).toEqual({ TODO: 1, 'IN PROGRESS': 1, DONE: 1, BLOCKED: 3, FAILED: 0 });
  expect(overview.cycles).toEqual([['spec-05-e', 'spec-06-f', 'spec-05-e']]);
  expect(overview.notices.map(({ message }) => message)).toEqual([
    'specs/spec-03-c depends on nobody, which no item is called.',
    'These items wait for each other: spec-05-e -> spec-06-f -> spec-05-e.',
  ]);
});
