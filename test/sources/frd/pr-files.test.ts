import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { validateRunSummary } from '../../../runtime/generated/validators/run-summary.js';
import type { TakeAnswer } from '../../../runtime/sources/frd/claims/index.ts';
import type { PrData } from '../../../runtime/sources/frd/pr-data.ts';
import { prClaim } from '../../../runtime/sources/frd/pr-data.ts';
import { finalOutput, renderPrFiles, runSummary } from '../../../runtime/sources/frd/pr-files.ts';
import { writePrFiles } from '../../../runtime/sources/frd/write-pr-files.ts';
import { emptyFolder } from '../../git/scratch.ts';
import { T } from './claim-rig.ts';

const claim = (n: number) => ({
  taskId: T(n),
  createdAt: '2031-04-02T12:00:00Z',
  expiresAt: '2031-04-03T12:00:00Z',
  tip: 'a'.repeat(40),
});
const claimed: TakeAnswer = { kind: 'claimed', claims: [claim(1)], takeovers: [], wasMine: false };

const single: PrData = {
  bundle: {
    frdId: 'FRD-001',
    tasks: [{ taskId: T(1), title: 'Store the greeting', subtasks: [{ taskId: `${T(1)}-S1`, title: 'Write the file' }] }],
    nextBoundaryTaskId: T(2),
    deferred: [{ taskId: T(2), title: 'Say it' }],
    branch: 'codex/f001-t1',
  },
  isAccepted: true,
  commits: [{ hash: 'ab12cd3', message: 'feat(frd-001): store the greeting\n\nWhy.' }],
  filesChanged: ['src/x.ts'],
  results: [
    { name: 'unit', command: 'npm test', exitCode: 0, status: 'passed', kind: 'test', outputSummary: '3 passed' },
    { name: 'feature documents', command: 'okstra validate specs/frds', exitCode: 0, status: 'passed', kind: 'schema' },
  ],
  preflight: [
    { name: 'local_claims_stale_cleanup', status: 'passed', details: '0 removed' },
    { name: 'language_profiles', status: 'passed', details: 'typescript (src/x.ts)' },
  ],
  claim: prClaim(claimed),
  memory: { file: '.codex/NOTES.md', status: 'no_change', summary: '' },
  summary: 'The greeting is kept.',
  risks: ['None is known.'],
  notes: [],
  followUps: ['Translate it.'],
};
const bundle: PrData = {
  ...single,
  bundle: {
    ...(single.bundle as NonNullable<PrData['bundle']>),
    tasks: [1, 2].map((n) => ({ taskId: T(n), title: `Task ${n}`, subtasks: [] })),
    branch: 'codex/f001-t1-b',
  },
  claim: prClaim({ ...claimed, claims: [claim(1), claim(2)] }),
};
const { bundle: _none, ...empty } = single;
const KINDS: Readonly<Record<string, PrData>> = {
  single,
  bundle,
  fallback_local: {
    ...single,
    claim: prClaim({
      kind: 'fallback-local',
      claims: [claim(1)],
      why: 'origin cannot be reached: gone',
      maybeThere: new Map(),
      leftBehind: [],
    }),
  },
  takeover: {
    ...single,
    claim: prClaim({
      ...claimed,
      takeovers: [
        {
          taskId: T(1),
          ownerId: 'me',
          previousOwnerId: 'them',
          previousExpiresAt: '2031-04-01T12:00:00Z',
          takeoverAt: '2031-04-02T12:00:00Z',
        },
      ],
    }),
  },
  'nothing eligible': {
    ...empty,
    nothing: 'No task can be taken: all 2 are completed or skipped.',
    commits: [],
    filesChanged: [],
    results: [],
    claim: prClaim('nothing-taken'),
  },
  'failed check': { ...single, results: [{ name: 'unit', command: 'npm test', exitCode: null, status: 'failed', kind: 'test' }] },
  'strict CI': {
    ...single,
    strict: {
      overallStatus: 'failed',
      evidence: [
        { taskId: T(1), verificationId: `${T(1)}-V1`, commands: ['npm test | cat'], status: 'passed', humanEvidence: null },
        {
          taskId: T(1),
          verificationId: `${T(1)}-V2`,
          commands: [],
          status: 'manual_verified',
          humanEvidence: 'Seen by jo on a phone.',
        },
      ],
    },
  },
};

describe.each(Object.entries(KINDS))('a run of the kind %s', (kind, data) => {
  const files = renderPrFiles(data);
  test('has a summary that fits the schema, and its own values in it', () => {
    const summary: unknown = JSON.parse(files['RUN_SUMMARY.json']);
    expect(validateRunSummary(summary), JSON.stringify(validateRunSummary.errors)).toBe(true);
    expect(summary).toMatchSnapshot(kind);
  });

  test('has a title of one conventional line, with which the body begins, and all its parts', () => {
    const title = files['PR_TITLE.md'].trimEnd();
    expect(title).toMatch(/^(?:feat\(frd-001\)|chore): [^\n]{3,60}$/);
    expect(files['PR_BODY.md'].startsWith(`## PR Title\n\n${title}\n\n## Summary\n`)).toBe(true);
    const headings = files['PR_BODY.md'].split('\n').filter((line) => line.startsWith('#'));
    expect(headings).toEqual([
      '## PR Title',
      '## Summary',
      '## FRD Scope',
      '### Implemented',
      '### Deferred',
      '## Changes',
      '## Validation',
      '### Tests',
      '### Ajv schema validation',
      ...(kind === 'strict CI' ? ['## Verification coverage'] : []),
      '## Risks',
      '## Notes',
      '## Follow-ups',
    ]);
  });

  test('ends with eleven items', () => {
    const numbers = [...finalOutput(data).matchAll(/^(\d+)\. /gm)].map(([, n]) => Number(n));
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });
});

test('a summary that leaves something out, or says a word that is none, does not fit', () => {
  const good = runSummary(single);
  const { taskClaim: _, ...without } = good;
  for (const wrong of [
    without,
    { ...good, extra: 1 },
    { ...good, memoryUpdate: { ...good.memoryUpdate, status: 'kept' } },
    { ...good, overallStatus: 'passed' },
  ]) {
    expect(validateRunSummary(wrong)).toBe(false);
  }
});

test('texts of others stay on their line and are no Markdown of their own', () => {
  const evil = 'Evil\n## Forged\n<script> | `x` [a](b)';
  const body = renderPrFiles({ ...bundle, risks: [evil], filesChanged: ['a`b.txt'] })['PR_BODY.md'];
  expect(body).toContain(String.raw`- Evil ## Forged \<script\> \| \`x\` \[a\](b)`);
  expect(body).not.toMatch(/^## Forged/m);
  expect(body).toContain('- `` a`b.txt ``');
});

test('the three files are written anew each time', () => {
  const dir = emptyFolder();
  writePrFiles(dir, bundle);
  const paths = writePrFiles(dir, single);
  expect(Object.keys(paths)).toEqual(['PR_TITLE.md', 'PR_BODY.md', 'RUN_SUMMARY.json']);
  expect(JSON.parse(readFileSync(join(dir, '.codex/pr/RUN_SUMMARY.json'), 'utf8')).selectedBundleTaskIds).toEqual([T(1)]);
});

test("a claim that was one's own before, and one that others have, are said", () => {
  expect(prClaim({ ...claimed, wasMine: true })).toMatchObject({
    status: 'already_claimed',
    taskId: T(1),
    claimRef: `refs/heads/codex/claim/${T(1)}`,
  });
  expect(prClaim({ kind: 'lost', taskIds: [T(2)] })).toMatchObject({ status: 'already_claimed', taskId: null });
  expect(prClaim('not-used')).toMatchObject({ status: 'not_used', taskId: null, claimRef: null });
});
