import { describe, expect, test } from 'vitest';
import { decide } from '../../runtime/lead/index.ts';
import { attempt, dispatched, ended, executed, fault, judged, Rig, ready, ref, started, verdict } from './build.ts';

const WRITER = 'report-writer';
const over = (rig: Rig = executed({ reportWriter: WRITER })): Rig =>
  rig.add(
    verdict(1, 'accepted'),
    { type: 'published', branch: 'okstra/s', commits: [] },
    { type: 'run-finished', outcome: 'accepted', exitCode: 0 },
    { type: 'status-written', status: 'done' },
    { type: 'follow-ups-recorded', record: ref, count: 0, autoSpawn: [] },
  );
const asked = (): Rig => over().add(dispatched('report-writer-1', WRITER));

describe('the report writer', () => {
  test('is asked once the run is over, and the report is written when its answer was judged', () => {
    const rig = over();
    expect(decide(rig.state)).toEqual([{ type: 'dispatch', seat: WRITER, attempt: 1, round: 0, turn: 'first', reserve: {} }]);
    expect(rig.add(dispatched('report-writer-1', WRITER)).next).toEqual([]);
    expect(rig.add(ended('report-writer-1')).next).toEqual(['judge-answer:1:report-writer']);
    expect(rig.add(judged('report-writer-1', WRITER)).next).toEqual(['write-report::']);
  });

  test('has one repair turn; after it the report is made without it, and says why', () => {
    const rig = asked().add(ended('report-writer-1'), judged('report-writer-1', WRITER, 'repairable'));
    expect(decide(rig.state)).toMatchObject([{ type: 'dispatch', turn: 'repair', after: 'report-writer-1' }]);
    rig.add(dispatched('report-writer-2', WRITER, 1, 'repair'), ended('report-writer-2'));
    rig.add(judged('report-writer-2', WRITER, 'repairable'));
    const [givenUp] = decide(rig.state);
    expect(givenUp).toMatchObject({ type: 'give-up-prose', reason: expect.stringMatching(/after the repair turn/) });
    expect(rig.add({ type: 'prose-given-up', reason: 'x' }).next).toEqual(['write-report::']);
  });

  test.each([
    ['a fault that stays', fault('auth'), /auth/],
    ['a quota: the run is over and waits for nothing', fault('quota', '2031-01-01T01:00:00Z'), /quota/],
  ])('%s: the report goes without it', (_what, cause, reason) => {
    const rig = asked().add(ended('report-writer-1', cause));
    expect(decide(rig.state)).toMatchObject([{ type: 'give-up-prose', reason: expect.stringMatching(reason) }]);
  });

  test('is not asked by a run that is to stop, nor beyond the budget', () => {
    expect(decide(over().state, { stopping: true })).toMatchObject([{ type: 'give-up-prose' }]);
    expect(decide(over().state, { budgetTokens: 0 })).toMatchObject([
      { type: 'give-up-prose', reason: expect.stringMatching(/budget/) },
    ]);
  });

  test('that was interrupted is asked again', () => {
    const rig = asked().add({ type: 'run-resumed', okstra: '0', swept: 0 });
    expect(decide(rig.state)).toMatchObject([{ type: 'dispatch', seat: WRITER, turn: 'resumed' }]);
  });

  test('has nothing to do without a verdict, in a run that goes on later, and where there is none', () => {
    const failed = ready({ reportWriter: WRITER }).add(attempt(1), {
      type: 'run-failed',
      failure: { category: 'system', code: 'x', message: 'x' },
    });
    failed.add(
      { type: 'run-finished', outcome: 'failed', exitCode: 5 },
      { type: 'status-written', status: 'todo' },
      { type: 'follow-ups-recorded', record: ref, count: 0, autoSpawn: [] },
    );
    expect(failed.next).toEqual(['write-report::']);
    const stopped = new Rig().add(
      started({ reportWriter: WRITER }),
      { type: 'stop-requested', by: 'SIGINT' },
      { type: 'run-finished', outcome: 'cancelled', exitCode: 130 },
      { type: 'status-written', status: 'todo' },
    );
    expect(stopped.next).toEqual(['write-report::']);
    expect(over(executed()).next).toEqual(['write-report::']);
  });
});
