/**
 * What the models of the demo say: a writer that believes itself, and two reviewers. Played by local servers for its recording, see
 * `recording.test.ts`.
 */
import type { RecordedRequest, Turn } from '../agents/script.ts';
import { resultsIn, use } from '../apiagent/rig.ts';

const CODE = 'src/slugify.js';
const TESTS = 'test/slugify.test.js';

const FIRST = `/** Turns a product title into the last part of its address. */
export function slugify(title) {
  const slug = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  if (slug === '') throw new RangeError(\`no letters or digits in "\${title}"\`);
  return slug;
}
`;

const TEST_TEXT = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slugify } from '../src/slugify.js';

test('words are joined by hyphens', () => {
  assert.equal(slugify(' Blue  Mug '), 'blue-mug');
});

test('accents are dropped and punctuation counts as a gap', () => {
  assert.equal(slugify('Crème Brûlée'), 'creme-brulee');
  assert.equal(slugify('(Tea & Co.)'), 'tea-co');
});

test('a title without letters or digits is an error that names it', () => {
  assert.throws(() => slugify('!?'), { name: 'RangeError', message: /!\\?/ });
});
`;

const FIRST_WORDS = `## SUMMARY

- slugify drops accents, treats punctuation as gaps and refuses empty titles
- three tests, all green

## CHANGELOG

- src/slugify.js: rewritten
- test/slugify.test.js: two tests added

## TRACEABILITY

- AC-1, AC-2, AC-3: covered by the tests

## RUNBOOK

node --test

## MANUAL SMOKE TEST

1. Call slugify with a title of the shop; the address is as before.

## OPEN ISSUES & RISKS

None. All tests pass.

\`\`\`json
{ "commands": [{ "cmd": "node --test", "exitCode": 0 }] }
\`\`\`
`;

/** The line of the first attempt that loses the letters below the accents, and what it becomes. */
const LINE = {
  old: `  const slug = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');`,
  new: `  const slug = title.normalize('NFKD').replaceAll(/\\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');`,
};

const SECOND_WORDS = `## SUMMARY

- accents are taken apart before anything is dropped, so their letters stay
- the failing test passes now

## CHANGELOG

- src/slugify.js: normalise first

## TRACEABILITY

- AC-1: node --test
- AC-2: test "accents are dropped and punctuation counts as a gap"
- AC-3: test "a title without letters or digits is an error that names it"

## RUNBOOK

node --test

## MANUAL SMOKE TEST

1. Open a product whose title has no accents; its address is as before.

## OPEN ISSUES & RISKS

Letters that do not decompose, such as ß, count as gaps.

\`\`\`json
{ "commands": [{ "cmd": "node --test", "exitCode": 0 }] }
\`\`\`
`;

const isSecond = ({ body }: RecordedRequest): boolean => JSON.stringify(body).includes('Checks that failed when okstra ran them');

/** Reads, writes, and says that all tests pass; in the second attempt it mends the one line. */
export function writer(request: RecordedRequest): Turn {
  const step = resultsIn(request.body).length;
  if (step === 0) return { calls: [use('read_file', { path: CODE })] };
  if (isSecond(request))
    return step === 1
      ? { calls: [use('edit_file', { path: CODE, old_text: LINE.old, new_text: LINE.new })] }
      : { text: SECOND_WORDS };
  if (step > 1) return { text: FIRST_WORDS };
  return { calls: [use('write_file', { path: CODE, content: FIRST }), use('write_file', { path: TESTS, content: TEST_TEXT })] };
}

const treeIn = ({ body }: RecordedRequest): string => /Tree: ([0-9a-f]{40})/.exec(JSON.stringify(body))?.[1] ?? '';

const answer = (request: RecordedRequest, value: object): Turn =>
  resultsIn(request.body).length === 0
    ? { calls: [use('read_file', { path: CODE })] }
    : { text: JSON.stringify({ tree: treeIn(request), ...value }, null, 2) };

/** Finds nothing, and adds to what the critic found. */
export const reviewer = (request: RecordedRequest): Turn =>
  answer(request, JSON.stringify(request.body).includes('Findings of others') ? POSITIONS : REVIEW);

/** Finds one small thing. */
export const critic = (request: RecordedRequest): Turn => answer(request, CRITIQUE);

const REVIEW = {
  verdict: 'pass',
  criteria: [
    {
      id: 'AC-1',
      status: 'met',
      evidence: 'receipt of node --test, exit code 0',
    },
    {
      id: 'AC-2',
      status: 'met',
      evidence: 'src/slugify.js normalises to NFKD and drops marks; the test covers both examples',
    },
    {
      id: 'AC-3',
      status: 'met',
      evidence: 'the RangeError holds the title; tested',
    },
    {
      id: 'AC-4',
      status: 'not-checked',
      evidence: 'needs the list of existing products',
    },
  ],
  findings: [],
  summary: 'Small, covered by tests, nothing outside the item.',
};

const CRITIQUE = {
  verdict: 'pass',
  criteria: [
    {
      id: 'AC-1',
      status: 'met',
      evidence: 'receipt of node --test, exit code 0',
    },
    {
      id: 'AC-2',
      status: 'met',
      evidence: 'both examples of the item are asserted',
    },
    {
      id: 'AC-3',
      status: 'met',
      evidence: 'message matched in the test',
    },
    {
      id: 'AC-4',
      status: 'not-checked',
      evidence: 'needs the list of existing products',
    },
  ],
  findings: [
    {
      category: 'maintainability',
      severity: 'minor',
      location: {
        file: 'src/slugify.js',
        startLine: 3,
        endLine: 3,
      },
      claim: 'Letters without a decomposition, such as ß or ø, are dropped silently.',
      evidence: 'NFKD leaves them whole, and the next replacement takes them for a gap.',
      quote: {
        file: 'src/slugify.js',
        side: 'new',
        line: 3,
        text: "const slug = title.normalize('NFKD').replaceAll(/\\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');",
      },
      recommendation: 'Map them before the replacement, or name them in the item.',
    },
  ],
  summary: 'Does what the item asks.',
};

const POSITIONS = {
  positions: [
    {
      finding: 'F-003',
      position: 'SUPPLEMENT',
      kind: null,
      evidence: '\'ß\' becomes \'-\' and then nothing: "Maß" gives "ma".',
      quote: null,
    },
  ],
  findings: [],
};
