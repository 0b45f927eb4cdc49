import { expect, test } from 'vitest';
import { bundleCriteria, bundleFiles, bundleText } from '../../../runtime/sources/frd/bundle-text.ts';
import { readDocument } from '../../../runtime/sources/frd/read-document.ts';
import { fileOf, frd } from './documents.ts';

const shape = frd(1, [
  {
    more: {
      testOmissionReason: undefined,
      testRequirements: [
        {
          testRequirementId: 'FRD-001-T1-TR1',
          type: 'unit',
          description: 'The greeting is kept',
          scenarios: [{ scenarioId: 'FRD-001-T1-TR1-S1', type: 'error', description: 'no disk', expectedOutcome: 'an error' }],
        },
      ],
      gotchas: [{ gotchaId: 'FRD-001-T1-G1', severity: 'critical', description: 'Names may be\nempty.' }],
      notes: 'Keep it short.',
    },
  },
  { pr: false, more: { verification: [{ verificationId: 'FRD-001-T2-V1', type: 'manual', description: 'It looks right.' }] } },
  {},
]);
const read = readDocument(shape, fileOf(shape));
if (!read.ok) throw new Error(JSON.stringify(read.failure));
const tasks = read.value.tasks.slice(0, 2);

test('agents are given subtasks, files, gotchas, tests, verification and notes of the bundle, and no other task', () => {
  expect(bundleText(read.value, tasks)).toBe(`# FRD-001: Feature 1

What feature 1 does.

## Rests on

- docs/spec.md

## FRD-001-T1: Task FRD-001-T1

What FRD-001-T1 does.

### Subtasks

- FRD-001-T1-S1: The only one
  - Writes a file.
  - creates src/frd-001-t1.txt

### Gotchas

- FRD-001-T1-G1 (critical): Names may be empty.

### Tests

- FRD-001-T1-TR1 (unit): The greeting is kept
  - FRD-001-T1-TR1-S1 (error): no disk → an error

### Verification

- FRD-001-T1-V1 (test): The tests pass. Commands: \`node --test\`

### Notes

- Keep it short.

## FRD-001-T2: Task FRD-001-T2

What FRD-001-T2 does.

### Subtasks

- FRD-001-T2-S1: The only one
  - Writes a file.
  - creates src/frd-001-t2.txt

### Tests

- None asked for: Nothing to test.

### Verification

- FRD-001-T2-V1 (manual): It looks right.

## Not part of this

- Every other task of FRD-001. The change ends with FRD-001-T2.`);
});

test('subtasks, scenarios and verification entries are what has to be true; a single command answers for its entry', () => {
  expect(bundleCriteria(tasks)).toEqual([
    { text: 'FRD-001-T1-S1: The only one', kind: 'automated' },
    { text: 'FRD-001-T1-TR1-S1: no disk → an error', kind: 'automated' },
    { text: 'FRD-001-T1-V1: The tests pass.', kind: 'automated', command: 'node --test' },
    { text: 'FRD-001-T2-S1: The only one', kind: 'automated' },
    { text: 'FRD-001-T2-V1: It looks right.', kind: 'manual' },
  ]);
});

test('the files of all subtasks are the limit of the change, and none is no limit', () => {
  expect(bundleFiles(tasks)).toEqual(['src/frd-001-t1.txt', 'src/frd-001-t2.txt']);
  expect(bundleFiles(tasks.map((task) => ({ ...task, subtasks: [] })))).toBeUndefined();
});
