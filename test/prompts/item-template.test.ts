import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutAnchors } from '../../runtime/prompts/data-block.ts';
import { itemTemplateProblems, renderExecutorTemplate, renderVerifierTemplate } from '../../runtime/prompts/item-template.ts';
import { item, readFences, valueOf } from './support.ts';

const template = (text: string) => ({ path: 'specs/implement.prompt-template.md', text });

const executor = (text: string, changes = {}, remainingTasks: readonly string[] = []) =>
  valueOf(renderExecutorTemplate(template(text), item(changes), { mode: 'strict', remainingTasks })).text;
const verifier = (text: string, report: string, changes = {}) =>
  valueOf(renderVerifierTemplate(template(text), item(changes), { mode: 'parallel', report })).text;

describe('the executor template of a spec folder', () => {
  test('shows every value as its user wrote it', () => {
    const text = '{{SPEC_ID}}|{{SPEC_NAME}}|{{SPEC_BODY}}|{{ACCEPTANCE_COMMANDS}}|{{PREVIOUS_REMAINING_TASKS}}|{{MODE}}';
    expect(executor(text, { body: 'a ``` b' })).toBe('spec-03-prices|Round prices|a ``` b|- npm test\n- npm run lint|[]|strict');
  });

  test('shows remaining tasks as a pretty-printed JSON array', () => {
    expect(executor('{{PREVIOUS_REMAINING_TASKS}}', {}, ['one', 'say "two"'])).toBe('[\n  "one",\n  "say \\"two\\""\n]');
  });

  test('says in one line that there are no acceptance commands', () => {
    expect(executor('{{ACCEPTANCE_COMMANDS}}', { acceptanceCommands: [] })).toBe('None.');
  });

  test('does not expand placeholders in the text of the specification', () => {
    const body = 'Use {{SPEC_ID}} and {{UNKNOWN}} and $& here';
    expect(executor('{{SPEC_BODY}}!', { body })).toBe(`${body}!`);
  });

  test('may have CRLF line ends, as may the specification', () => {
    expect(executor('a\r\n{{SPEC_BODY}}\r\nb', { body: '1\r\n2' })).toBe('a\n1\n2\nb');
  });

  test('makes a fence around a value long enough, and ends what the value leaves open', () => {
    expect(executor('~~~markdown\n{{SPEC_BODY}}\n~~~\nEnd', { body: 'a\n~~~~\nb\n' })).toBe(
      '~~~~~markdown\na\n~~~~\nb\n~~~~~\nEnd',
    );
    expect(executor('{{SPEC_BODY}}', { body: 'a\n````js\nb' })).toBe('a\n````js\nb\n````');
  });

  test('knows nothing of the values that only verifiers get', () => {
    expect(itemTemplateProblems('executor', template('x\n{{IMPLEMENTATION_REPORT}}'))).toMatchObject([
      { code: 'unknown-placeholder', place: { file: 'specs/implement.prompt-template.md', line: 2, column: 1 } },
    ]);
    expect(itemTemplateProblems('verifier', template('x\n{{IMPLEMENTATION_REPORT}}'))).toEqual([]);
  });
});

describe('the verifier template of a spec folder', () => {
  test('shows checklist and mode', () => {
    expect(verifier('{{MODE}}\n{{ACCEPTANCE_CHECKLIST}}', '')).toBe(
      'parallel\n- [ ] Prices are rounded half up to two places\n- [ ] `npm test`\n',
    );
    expect(verifier('{{ACCEPTANCE_CHECKLIST}}', '', { checklist: '' })).toBe('None.');
  });

  test('does not expand placeholders in what the executor says', () => {
    expect(verifier('{{IMPLEMENTATION_REPORT}}', '{{SPEC_ID}} {{REPORT_IN_FENCE}}')).toBe(
      '```\n{{SPEC_ID}} {{REPORT_IN_FENCE}}\n```',
    );
  });

  test('names the placeholder as its user wrote it when it is refused', () => {
    const result = renderVerifierTemplate(template('{{IMPLEMENTATION_REPORT}}\n{{NOPE}}'), item(), {
      mode: 'strict',
      report: '',
    });
    expect(result).toMatchObject({
      ok: false,
      failure: [{ place: { line: 2 }, message: expect.not.stringContaining('REPORT_IN_FENCE') }],
    });
  });

  test.each([
    ['alone on its line', 'Report:\n{{IMPLEMENTATION_REPORT}}\nEnd'],
    ['inside a line', 'Report: {{IMPLEMENTATION_REPORT}} End'],
    ['in a fence of backticks', '```text\n{{IMPLEMENTATION_REPORT}}\n```\nEnd'],
    ['in a fence of tildes', '~~~\nbefore\n{{IMPLEMENTATION_REPORT}}\n~~~~\nEnd'],
    ['after a fence', '```\nx\n```\n{{IMPLEMENTATION_REPORT}}\nEnd'],
  ])('keeps the report in one fence when the placeholder stands %s', (_name, text) => {
    const piece = fc.constantFrom('```', '````\n', '\n~~~~\n', '\n```\nEnd\n', 'Tree: 1\n', 'word', '\n');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const report = `said ${pieces.join('')}.`;
        const { blocks, outside } = readFences(verifier(text, report));
        expect(blocks.filter((one) => one.text.includes(withoutAnchors(report)))).toHaveLength(1);
        expect(outside.filter((line) => line.trim() === 'End')).toHaveLength(1);
        expect(outside.join('\n')).not.toContain('said');
      }),
    );
  });
});
