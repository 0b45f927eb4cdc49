import { expect, test } from 'vitest';
import { applySplices } from '../../../runtime/sources/task-queue/lines.ts';
import { parseProgress } from '../../../runtime/sources/task-queue/progress-file.ts';
import type { NewResults } from '../../../runtime/sources/task-queue/results-section.ts';
import { openIssues, resultSplices } from '../../../runtime/sources/task-queue/results-section.ts';

const header = { 'Run date': '2031-04-02', Scope: 'all tasks', Commit: 'abc' };
const apply = (text: string, results: NewResults): string => {
  const file = parseProgress(text, 'P');
  return applySplices(file.lines, resultSplices(file, results));
};
const pass = (name: string) => ({ name, word: 'PASS' as const, text: '1/1' });

const whole = (): string =>
  apply('# P\n\n## Verification Results\n\nNot run yet.\n', {
    header,
    isWhole: true,
    groups: {
      criteria: [pass('T-001'), { name: 'T-002', word: 'ISSUE', text: '0/1' }],
      contract: [{ name: 'api.md', word: 'NON-COMPLIANT', text: 'a  password\nis let in' }],
    },
  });

test('a first verification fills the section', () => {
  expect(whole()).toBe(
    '# P\n\n## Verification Results\n\n**Run date**: 2031-04-02\n**Scope**: all tasks\n**Commit**: abc\n\n### Criteria\n\n- T-001: PASS 1/1\n- T-002: ISSUE 0/1\n\n### Contracts of the specs\n\n- api.md: NON-COMPLIANT a password is let in\n',
  );
});

test('a partial verification changes its own lines, and nothing else of the results or of what people wrote', () => {
  const before = `${whole().replace('- T-002', 'Mine.\n- [ ] sign off\n- T-002')}\nSeen by Anna.\n\n## Mine\n\nprose\n`;
  const after = apply(before, {
    header: { ...header, Scope: 'T-002', Commit: 'def' },
    isWhole: false,
    groups: { criteria: [pass('T-002'), pass('T-003')] },
  });
  expect(after).toBe(before.replace('- T-002: ISSUE 0/1\n', '- T-002: PASS 1/1\n- T-003: PASS 1/1\n'));
});

test('a whole one takes the place of former lines, one that was only of parts gets its header replaced', () => {
  const part = apply('# P\n', { header: { ...header, Scope: 'T-009' }, isWhole: false, groups: { criteria: [pass('T-009')] } });
  const noted = part.replace('### Criteria', 'My words.\n\n### Criteria');
  const after = apply(noted, { header, isWhole: true, groups: { criteria: [pass('T-001')], documents: [pass('api.md')] } });
  expect(after).toBe(
    '# P\n\n## Verification Results\n\n**Run date**: 2031-04-02\n**Scope**: all tasks\n**Commit**: abc\n\nMy words.\n\n### Criteria\n\n- T-001: PASS 1/1\n\n### Specs and documents\n\n- api.md: PASS 1/1\n',
  );
});

test('what the last look found wrong with specs is an open issue; what follows from tasks is told by them', () => {
  const file = parseProgress(whole(), 'P');
  expect(openIssues(file)).toEqual(['api.md: NON-COMPLIANT']);
  const ofTasks = whole().replace('a password is let in', 'by its tasks: criteria do not hold: T-002');
  expect(openIssues(parseProgress(ofTasks, 'P'))).toEqual([]);
});
