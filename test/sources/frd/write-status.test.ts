import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { statusFromTasks } from '../../../runtime/sources/frd/status.ts';
import { changeStatus, localDay, reconcileIndex } from '../../../runtime/sources/frd/write-status.ts';
import { repository } from '../../support/program.ts';
import type { Json } from './documents.ts';
import { frd, indexOf, text } from './documents.ts';

const TODAY = '2031-04-02';
const changed = (body: string, taskIds: readonly string[], to: 'completed' | 'in_progress' = 'completed') => {
  const answer = changeStatus(body, { taskIds, to, today: TODAY });
  if (!answer.ok) throw new Error(answer.failure.expected);
  return answer.value;
};

describe('a document', () => {
  test('has its finished tasks and their subtasks completed, its status worked out, and its day', () => {
    const document = frd(1, [{}, { pr: false }, {}]);
    document.majorTasks[0].subtasks.push({
      ...document.majorTasks[0].subtasks[0],
      subtaskId: 'FRD-001-T1-S2',
      status: 'skipped',
    });
    const { text: after, status } = changed(text(document), ['FRD-001-T1', 'FRD-001-T2']);
    const expected = structuredClone(document);
    for (const task of expected.majorTasks.slice(0, 2)) {
      task.status = 'completed';
      task.subtasks[0].status = 'completed';
    }
    expected.metadata.status = 'in_progress';
    expected.metadata.updatedAt = TODAY;
    expect(after).toBe(text(expected));
    expect(status).toBe('in_progress');
  });

  test('is in progress when work on it begins, and a completed one stays completed', () => {
    const begun = changed(text(frd(1, [{}, {}])), ['FRD-001-T2'], 'in_progress');
    expect(JSON.parse(begun.text)).toMatchObject({
      metadata: { status: 'in_progress', updatedAt: TODAY },
      majorTasks: [{ status: 'not_started' }, { status: 'in_progress' }],
    });
    expect(changed(text(frd(1, [{}], { status: 'completed' })), ['FRD-001-T1'], 'in_progress').status).toBe('completed');
  });

  test('that is written twice changes once', () => {
    const once = changed(text(frd(1, [{}, {}])), ['FRD-001-T1']);
    expect(once.isChanged).toBe(true);
    const again = changeStatus(once.text, { taskIds: ['FRD-001-T1'], to: 'completed', today: '2031-05-05' });
    expect(again).toEqual({ ok: true, value: { text: once.text, status: 'in_progress', isChanged: false } });
  });

  test('keeps everything else byte for byte: odd layout, escapes, numbers, unknown members, mark and line ends', () => {
    const body =
      '\uFEFF{"metadata" : {"status":"not_started","n":1.50e+2, "u":"\\u00e9",\r\n\t"updatedAt":"2031-04-01"},\r\n "majorTasks":[ {"taskId":"FRD-001-T1","status":\t"not_started","subtasks":[{"subtaskId":"FRD-001-T1-S1"},{ "a" : 1 , "status" : "blocked" }]}]}';
    expect(changed(body, ['FRD-001-T1']).text).toBe(
      '\uFEFF{"metadata" : {"status":"completed","n":1.50e+2, "u":"\\u00e9",\r\n\t"updatedAt":"2031-04-02"},\r\n "majorTasks":[ {"taskId":"FRD-001-T1","status":\t"completed","subtasks":[{"subtaskId":"FRD-001-T1-S1","status":"completed"},{ "a" : 1 , "status" : "completed" }]}]}',
    );
  });

  test('that is no JSON is left alone, and the place is told', () => {
    expect(changeStatus('{ "metadata": }', { taskIds: [], to: 'completed', today: TODAY })).toMatchObject({
      ok: false,
      failure: { offset: 14 },
    });
  });
});

describe('whatever the document', () => {
  const STATUSES = ['not_started', 'in_progress', 'completed', 'blocked', 'skipped'] as const;
  const documents = fc.record({
    statuses: fc.array(fc.constantFrom(...STATUSES), { minLength: 1, maxLength: 6 }),
    picked: fc.array(fc.nat(5), { maxLength: 4 }),
    indent: fc.constantFrom<string | number | undefined>(undefined, 1, 2, 4, '\t', ' \t '),
    newline: fc.constantFrom('\n', '\r\n'),
    junk: fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
  });

  test('exactly the status members and the day differ', () => {
    fc.assert(
      fc.property(documents, ({ statuses, picked, indent, newline, junk }) => {
        const document = frd(
          1,
          statuses.map((status) => ({ status, more: { 'x-junk': junk } })),
        );
        const ids = picked.map((n) => `FRD-001-T${n + 1}`);
        const body = JSON.stringify(document, null, indent).replaceAll('\n', newline);
        const after = changed(body, ids);
        // The same edits made on the value, printed the same way, are the same bytes.
        const wanted: Json = JSON.parse(body);
        let isEdited = false;
        for (const task of wanted.majorTasks) {
          if (!ids.includes(task.taskId)) continue;
          for (const part of [task, ...task.subtasks.filter(({ status }: Json) => status !== 'skipped')]) {
            isEdited ||= part.status !== 'completed';
            part.status = 'completed';
          }
        }
        const status = statusFromTasks(wanted.majorTasks.map((task: Json) => task.status));
        isEdited ||= wanted.metadata.status !== status;
        wanted.metadata.status = status;
        if (isEdited) wanted.metadata.updatedAt = TODAY;
        expect(after.text).toBe(JSON.stringify(wanted, null, indent).replaceAll('\n', newline));
        expect(after.isChanged).toBe(isEdited);
      }),
    );
  });
});

test('the index copies the status of the documents that are named, and nothing else of it changes', () => {
  const index = indexOf([frd(1), frd(2), frd(3)]);
  const body = JSON.stringify(index, null, 4);
  const answer = reconcileIndex(
    body,
    new Map([
      ['FRD-002', 'completed'],
      ['FRD-003', 'not_started'],
    ]),
  );
  index.frds[1].status = 'completed';
  expect(answer).toEqual({ ok: true, value: JSON.stringify(index, null, 4) });
});

test('days are those of the local calendar', () => {
  expect(localDay(new Date(2031, 3, 2, 0, 5))).toBe('2031-04-02');
  const script = `import { localDay } from ${JSON.stringify(join(repository, 'runtime/sources/frd/write-status.ts'))};
    console.log(localDay(new Date('2031-04-02T23:30:00Z')))`;
  const inZone = (TZ: string): string =>
    spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, TZ },
      encoding: 'utf8',
    }).stdout.trim();
  expect([inZone('Pacific/Auckland'), inZone('UTC'), inZone('America/Los_Angeles')]).toEqual([
    '2031-04-03',
    '2031-04-02',
    '2031-04-02',
  ]);
});
