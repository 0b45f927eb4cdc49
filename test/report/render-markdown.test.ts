import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReportData } from '../../runtime/generated/types.ts';
import {
  assembleReport,
  messagesFor,
  renderMarkdown,
  renderReport,
  serialiseReport,
  validateReportData,
} from '../../runtime/report/index.ts';
import { hostileText } from './hostile.ts';
import { all, parse, textOf } from './parse.ts';
import type { Story } from './story.ts';
import { accepted, answer, blockedEarly, cancelled, executorFailed, finding, notAccepted, Story as Told } from './story.ts';

const RUNS = process.env['OKSTRA_SOAK'] === undefined ? 20 : 300;

const dataOf = (story: Story): ReportData => assembleReport(story.input());
const english = (story: Story): string => renderMarkdown(dataOf(story), messagesFor('en'));

describe('the report of a run', () => {
  test.each([
    ['accepted', accepted()],
    ['not-accepted', notAccepted()],
    ['blocked', blockedEarly()],
    ['failed', executorFailed()],
  ])('%s looks like its golden file', async (name, story) => {
    await expect(english(story)).toMatchFileSnapshot(`../fixtures/report/${name}.md`);
  });

  test('in Korean looks like its golden file', async () => {
    await expect(renderMarkdown(dataOf(notAccepted()), messagesFor('ko'))).toMatchFileSnapshot(
      '../fixtures/report/not-accepted.ko.md',
    );
  });
});

test('rendering again from the written data gives the same bytes', () => {
  const text = serialiseReport(dataOf(notAccepted()));
  const again = JSON.parse(text) as ReportData;
  expect(serialiseReport(again)).toBe(text);
  expect(renderReport(again, 'md')).toBe(renderReport(dataOf(notAccepted()), 'md'));
});

test('the order of keys in data.json does not matter for it, nor for what is rendered', () => {
  const data = dataOf(notAccepted());
  const reversed = (_: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toReversed())
      : value;
  const shuffled = { ...(JSON.parse(JSON.stringify(data), reversed) as ReportData), convergence: data.convergence };
  expect(Object.keys(shuffled.run)).not.toEqual(Object.keys(data.run));
  expect(serialiseReport(shuffled)).toBe(serialiseReport(data));
  expect(renderReport(shuffled, 'md')).toBe(renderReport(data, 'md'));
});

test('the language of the run decides, status words and what programs read stay', () => {
  const story = accepted({ language: 'ko' });
  const korean = renderReport(dataOf(story), 'md');
  expect(korean.split('\n').slice(0, 6)).toEqual([
    '# Implementation Report for spec-01-hello — Hello',
    '',
    '- Mode: strict',
    '- Max attempts: 2',
    '- Attempts used: 1',
    '- Final verifier status: ok',
  ]);
  expect(korean).toContain('\n## Remaining tasks\n');
  expect(korean).toContain('\n## Final worker output\n');
  expect(korean).toContain('## 판정');
  expect(korean).toContain('**accepted**');
});

test('a format that is not there is a usage failure that names those there are', () => {
  expect(() => renderReport(dataOf(accepted()), 'html')).toThrow(
    expect.objectContaining({
      failure: expect.objectContaining({
        category: 'usage',
        code: 'unknown-report-format',
        message: 'Expected a report format (md, sarif, junit), found "html".',
      }),
    }),
  );
});

test('a run without follow-ups, findings or notices says so in a line each', () => {
  const text = english(accepted());
  for (const line of ['No follow-ups.', 'No findings.', 'No notices.', 'No dissent.']) expect(text).toContain(`\n\n${line}\n`);
});

test('missing categories have their line, exactly', () => {
  expect(english(accepted())).toContain('\n- qa-command not configured: lint\n');
});

test('a skipped check has its line, exactly', () => {
  const story = new Told().prepared().attempt().captured();
  story.checked({ status: 'skipped', exitCode: null, note: 'qa-command skipped: ruff (language=python not in diff)', tail: '' });
  expect(english(story)).toContain('\n- qa-command skipped: ruff (language=python not in diff)\n');
});

test('a verifier that disagrees with the verdict is kept as dissent', () => {
  const story = new Told({ mode: 'parallel' }).prepared().attempt();
  story
    .captured()
    .checked()
    .answered('verifier:alpha', answer())
    .answered('verifier:beta', answer({ verdict: 'concerns' }, ['partial']));
  const disputed = finding({
    severity: 'minor',
    class: 'disputed',
    positions: [
      {
        round: 1,
        seat: 'verifier:beta',
        vendor: 'two',
        finding: 'F-001',
        position: 'DISAGREE',
        kind: 'c',
        evidence: 'handled in src/b.ts',
      },
    ],
  });
  story.verdict('pass', 'accepted', { findings: [disputed] });
  const text = english(story);
  expect(text).toContain('- verifier:beta answered **concerns**; the verdict is **pass**.');
  expect(text).toContain('- **AC-1**: verifier:alpha met, verifier:beta partial');
  expect(text).toContain('- **F-001**: verifier:beta disagrees (c): handled in src/b.ts');
});

test('a recommendation whose finding does not count is listed as not taken up', () => {
  const story = new Told().prepared().attempt();
  const refuted = finding({
    class: 'refuted',
    counts: false,
    why: 'its quote does not exist',
    recommendation: 'Rename everything',
  });
  story
    .captured()
    .checked()
    .answered('verifier:alpha', answer())
    .verdict('pass', 'accepted', { findings: [refuted] });
  expect(english(story)).toContain('Recommendations not taken up:\n\n- **F-001** (refuted): Rename everything\n');
});

test('the worker output stands last and a long one points to the full text', () => {
  const story = new Told().prepared().attempt();
  story.dispatched('executor', { text: `first line\n${'x'.repeat(99)}\n`.repeat(400) });
  const root = parse(english(story));
  const [heading, where, block] = root.children.slice(-3);
  expect(heading && textOf(heading)).toBe('Final worker output');
  expect(where && textOf(where)).toContain('.okstra/tasks/specs/spec-01-hello/runs/implementation-001/results/executor-1.txt');
  expect(block?.type).toBe('code');
  expect(Buffer.byteLength(block ? textOf(block) : '')).toBeLessThanOrEqual(16 * 1024);
});

describe('hostile text', () => {
  const ALLOWED = new Set('root heading paragraph text list listItem code inlineCode strong table tableRow tableCell'.split(' '));
  const stories = [accepted(), notAccepted(), blockedEarly(), executorFailed(), cancelled()].map((story) => ({
    data: dataOf(story),
    headings: outline(parse(english(story))),
  }));

  test('in any field changes no heading, opens no table cell and leaves no HTML, link or image', () => {
    fc.assert(
      fc.property(fc.constantFrom(...stories), hostileText(), ({ data, headings }, text) => {
        const spoiled = spoil(data, text);
        const root = parse(renderMarkdown(spoiled, messagesFor('en')));
        const nodes = all(root);
        expect(nodes.map(({ type }) => type).filter((type) => !ALLOWED.has(type))).toEqual([]);
        expect(outline(root)).toEqual(headings);
        for (const node of nodes) {
          if (node.type !== 'table') continue;
          const width = node.children[0]?.children.length;
          expect(node.children.every(({ children }) => children.length === width)).toBe(true);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('in a task stays inside the JSON object that programs read, and comes out of it unchanged', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const data = { ...dataOf(accepted()), remainingTasks: [{ text, origin: 'AC-1' }] };
        const blocks = parse(renderMarkdown(data, messagesFor('en'))).children;
        const at = blocks.findIndex((node) => node.type === 'heading' && textOf(node) === 'Remaining tasks');
        const block = blocks[at + 1];
        if (block?.type !== 'code') throw new Error('expected a code block below Remaining tasks');
        expect(JSON.parse(block.value)).toEqual({ remainingTasks: [text] });
      }),
      { numRuns: RUNS },
    );
  });

  test('in the name of an item leaves the heading one line', () => {
    const story = accepted({ item: { name: 'Hello\n\n## Verdict `x` <script>|' } });
    expect(english(story).split('\n')[0]).toBe(
      '# Implementation Report for spec-01-hello — Hello ## Verdict \\`x\\` \\<script>\\|',
    );
  });
});

/** Depths of all headings: nothing a text says adds or removes one. */
function outline(root: ReturnType<typeof parse>): readonly number[] {
  return root.children.flatMap((node) => (node.type === 'heading' ? [node.depth] : []));
}

/** The data with `text` in every field that may hold any text. Blank texts would drop blocks, so a letter stands before them. */
function spoil(data: ReportData, text: string): ReportData {
  const copy = structuredClone(data);
  const visit = (node: object): void => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'object' && value !== null) visit(value);
      else if (typeof value === 'string' && FREE.has(key)) Reflect.set(node, key, `a${text}`);
    }
    if (Array.isArray(node)) node.forEach((item, index) => typeof item === 'string' && Reflect.set(node, index, `a${text}`));
  };
  visit(copy);
  expect(validateReportData(copy)).toEqual([]);
  return copy;
}

const FREE = new Set(
  `id name text claim evidence summary tail cmd message fix reason title scope origin label path agent vendor driver detail programVersion
   branch commit tree sha file why recommendation note os git node cwd check dir previousPath taskKey okstraVersion code seat`.split(
    /\s+/,
  ),
);
