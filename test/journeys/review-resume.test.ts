import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../runtime/model/events.ts';
import { CHECK, changedIn, PASS, ReviewRig, reportOf, testOf } from './review-rig.ts';

let rig: ReviewRig;
beforeEach(() => {
  rig = new ReviewRig();
});
afterEach(() => rig.dispose());

function events(): readonly RunEvent[] {
  const reviews = join(rig.repo, '.okstra/tasks/review');
  if (!existsSync(reviews)) return [];
  const [id = ''] = readdirSync(reviews);
  const file = join(reviews, id, 'runs/final-verification-001/journal.jsonl');
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RunEvent);
}

const slow = (): string => join(rig.root, 'slow');
const hurry = (): void => rmSync(slow());

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 30_000;
  while (!holds()) {
    if (Date.now() > end)
      throw new Error(
        `never so: ${events()
          .map(({ type }) => type)
          .join(', ')}`,
      );
    await sleep(10);
  }
}

const has =
  (type: RunEvent['type'], times = 1) =>
  (): boolean =>
    events().filter((event) => event.type === type).length >= times;

/** Two verifiers, the second of them slow until `hurry`. */
function slowProject(): void {
  writeFileSync(slow(), '');
  rig.project(
    { a: PASS, b: `if (fs.existsSync(${JSON.stringify(slow())})) sleep(80_000); ${PASS}` },
    { config: CHECK, files: { 'test/add.test.mjs': testOf(3) } },
  );
  rig.branch('topic', ['feat: mine', { 'mine.txt': 'mine\n' }]);
}

describe('killed with kill -9, a review goes on', () => {
  test.each([
    ['before anything ran', has('run-started')],
    ['while checks run', has('prepared')],
    ['with one answer on record', has('answer-judged')],
  ])('%s: with what is on record, and leaves no trace', async (_when, moment) => {
    slowProject();
    const before = rig.traces();
    const running = rig.start(['review', '--json']);
    await until(moment);
    running.kill('SIGKILL');
    await running.ended;
    const seen = events().map(({ type }) => type);
    const answered = seen.includes('answer-judged');
    hurry();
    // the user goes on working meanwhile
    rig.git('switch', '-q', 'main');
    const end = await rig.cli(['resume', '--json']);
    expect(end.json).toMatchObject({ exitCode: 0, outcome: 'accepted', branch: null, change: { name: 'main...topic' } });
    expect(changedIn(end)).toEqual(['mine.txt']);
    expect(reportOf(end).run.resumed).toBe(1);
    if (answered) expect(rig.calls('a')).toHaveLength(1);
    rig.git('switch', '-q', 'topic');
    const { index: _index, ...left } = rig.traces();
    expect(left).toEqual(Object.fromEntries(Object.entries(before).filter(([key]) => key !== 'index')));
    expect((await rig.cli(['resume', '--json'])).json).toMatchObject({ ok: true, run: null });
  });

  test('of a working tree that has changed since: as it was when the review began', async () => {
    slowProject();
    rig.write('mine.txt', 'changed once\n');
    const running = rig.start(['review', '--json', '--working-tree']);
    await until(has('answer-judged'));
    running.kill('SIGKILL');
    await running.ended;
    hurry();
    rig.write('mine.txt', 'changed twice\n');
    rig.git('-c', 'gc.pruneExpire=now', 'gc', '-q', '--prune=now');
    const end = await rig.cli(['resume', '--json']);
    expect(end.json).toMatchObject({ exitCode: 0, outcome: 'accepted', change: { kind: 'working-tree' } });
    expect(readFileSync(join(end.json.run.dir, 'diffs/attempt-1.diff'), 'utf8')).toContain('+changed once');
    expect(rig.git('for-each-ref', 'refs/okstra')).toBe('');
  });
});

// Eight programs, one after another.
test('okstra stop ends a review, okstra resume goes on, a second one is told who holds it, another change is free', {
  timeout: 90_000,
}, async () => {
  slowProject();
  const running = rig.start(['review', '--json']);
  await until(has('answer-judged'));
  const second = await rig.review();
  expect(second.json).toMatchObject({ exitCode: 3, error: { code: 'held' } });
  hurry();
  expect((await rig.review('topic..main')).json).toMatchObject({ outcome: 'accepted' });
  expect((await rig.cli(['stop'])).exitCode).toBe(0);
  const stopped = await running.ended;
  expect(stopped.json).toMatchObject({
    exitCode: 130,
    outcome: 'cancelled',
    error: { fix: expect.stringContaining('okstra resume') },
  });
  // what it judges is held until it has ended
  expect(rig.git('for-each-ref', 'refs/okstra/runs')).toContain('attempt-1');
  const history = await rig.cli(['inspect', 'history', stopped.json.run.taskKey.split(':').at(-1), '--json']);
  expect(history.json.runs).toMatchObject([
    { outcome: 'cancelled', resumable: true, command: `okstra resume ${stopped.json.run.id}` },
  ]);
  const end = await rig.cli(['resume', '--json', stopped.json.run.id]);
  expect(end.json).toMatchObject({ outcome: 'accepted', run: { id: stopped.json.run.id } });
  expect(rig.calls('a')).toHaveLength(2);
  const again = await rig.cli(['resume', '--json', stopped.json.run.id]);
  expect(again.json).toMatchObject({
    exitCode: 2,
    error: { code: 'run-ended', fix: expect.stringMatching(/^okstra review [0-9a-f]{10}\.\.[0-9a-f]{10} /) },
  });
});

test('a review that was interrupted is named by the next one, and discard gives it up with all it held', {
  timeout: 90_000,
}, async () => {
  slowProject();
  const running = rig.start(['review', '--json']);
  await until(has('answer-judged'));
  running.kill('SIGKILL');
  await running.ended;
  const [first] = events();
  const id = first?.type === 'run-started' ? first.runId : '';
  hurry();
  const anew = await rig.cli(['review']);
  expect(anew.exitCode).toBe(0);
  expect(anew.stderr).toContain(`okstra resume ${id} goes on with that one.`);
  expect(rig.git('for-each-ref', `refs/okstra/runs/${id}`)).not.toBe('');
  expect((await rig.cli(['discard', '--json', id])).json).toMatchObject({ ok: true, run: { id } });
  expect(rig.git('for-each-ref', 'refs/okstra')).toBe('');
  const newest = JSON.parse((await rig.cli(['inspect', 'history', '--json', '--limit', '1'])).stdout).runs[0];
  expect(newest).toMatchObject({ outcome: 'accepted', phase: 'final-verification' });
  expect((await rig.cli(['inspect', 'report', newest.id])).stdout).toMatch(/^# Review Report for review-/);
  expect((await rig.cli(['inspect', 'history'])).stdout).toMatch(/^once more: okstra review [0-9a-f]{10}\.\.[0-9a-f]{10}$/m);
  expect((await rig.cli(['inspect', 'logs', newest.id, '--json'])).exitCode).toBe(0);
  expect((await rig.cli(['inspect', 'time', newest.id])).stdout).toContain('verifier:a');
});
