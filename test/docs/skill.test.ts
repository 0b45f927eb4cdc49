import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXIT_CODES } from '../../runtime/model/failure.ts';
import { repository } from '../support/program.ts';
import { page } from './pages.ts';

const names = readdirSync(join(repository, 'skills'));

test.each(names)('the skill %s has the front matter of the Agent Skills format, and is short', (name) => {
  const { text } = page(`skills/${name}/SKILL.md`);
  const [, front = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
  const fields = new Map(
    front.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  expect([...fields.keys()]).toEqual(['name', 'description']);
  expect(fields.get('name')).toBe(name);
  expect(fields.get('description')).toMatch(/\bUse when\b/);
  expect(fields.get('description')?.length).toBeLessThanOrEqual(1024);
  expect(body.split(/\s+/).filter((word) => word !== '').length).toBeLessThan(300);
});

test('the skill for runs says what to do on each exit code', () => {
  const { text } = page('skills/okstra-run/SKILL.md');
  const codes = [...text.matchAll(/^\| (\d+) \|/gm)].map(([, code = '']) => Number(code));
  expect(codes).toEqual([0, ...Object.values(EXIT_CODES)]);
});
