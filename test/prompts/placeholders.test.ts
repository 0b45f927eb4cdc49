import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { insertValues } from '../../runtime/prompts/insert.ts';
import type { TemplateText } from '../../runtime/prompts/placeholders.ts';
import { valueOf } from './support.ts';

const template = (text: string) => ({ file: 'specs/implement.md', text });

const renderPlaceholders = (text: TemplateText, values: Readonly<Record<string, string>>) =>
  insertValues(text, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { text: value, form: 'raw' }])));

describe('placeholders', () => {
  test('are replaced wherever they stand, more than once too', () => {
    expect(valueOf(renderPlaceholders(template('{{A}}-{{B}}{{A}}'), { A: '1', B: '2' }))).toBe('1-21');
  });

  test('inside inserted text are left as they are', () => {
    expect(valueOf(renderPlaceholders(template('{{A}} {{B}}'), { A: '{{B}} {{A}} {{C}}', B: '$& $1 {{' }))).toBe(
      '{{B}} {{A}} {{C}} $& $1 {{',
    );
  });

  test('never arise from joined pieces', () => {
    expect(valueOf(renderPlaceholders(template('{{{A}}{{B}}}'), { A: '{', B: 'A}}' }))).toBe('{{A}}}');
  });

  test('that are unknown fail with file, line, column and the known names, each of them', () => {
    const result = renderPlaceholders(template('{{A}}\n  {{SPEC_NMAE}}\n{{C}}'), { A: '', B: '' });
    if (result.ok) throw new Error('expected a failure');
    expect(result.failure.map((failure) => failure.place)).toEqual([
      { file: 'specs/implement.md', line: 2, column: 3 },
      { file: 'specs/implement.md', line: 3, column: 1 },
    ]);
    expect(result.failure[0]?.message).toBe('Expected one of the placeholders {{A}}, {{B}}, found {{SPEC_NMAE}}.');
  });

  test.each(['{{ SPEC_ID }}', '{{spec_id}}', '{{Spec-Id}}', '{{specId}}', '{{SPEC_ID }}', '{{SPECID}}'])(
    'written as %s fail with the right spelling',
    (found) => {
      expect(renderPlaceholders(template(found), { SPEC_ID: 'x' })).toMatchObject({
        ok: false,
        failure: [{ fix: 'Write {{SPEC_ID}}.' }],
      });
    },
  );

  test.each(['{{ user.name }}', '{{user}}', '{{#if A}}', '{{}}', '{ {A} }', '{{A', '{A}', '{{A\n}}'])(
    'are not seen in %s',
    (text) => {
      expect(valueOf(renderPlaceholders(template(text), { A: 'x' }))).toBe(text);
    },
  );

  test('give exactly the pieces between them and the values', () => {
    const piece = fc.string().filter((text) => !/[{}]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, fc.constantFrom('A', 'B'))), fc.string(), fc.string(), (pieces, a, b) => {
        const text = pieces.map(([before, name]) => `${before}{{${name}}}`).join('');
        const expected = pieces.map(([before, name]) => before + (name === 'A' ? a : b)).join('');
        expect(valueOf(renderPlaceholders(template(text), { A: a, B: b }))).toBe(expected);
      }),
    );
  });
});
