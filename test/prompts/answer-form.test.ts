import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ANALYSIS_SECTIONS, parseAnalysis } from '../../runtime/findings/analysis.ts';
import { parseAnswer } from '../../runtime/findings/answer.ts';
import { findSections, parseExecutorClaims, SECTIONS } from '../../runtime/findings/executor-claims.ts';
import { parseReportProse } from '../../runtime/findings/report-prose.ts';
import { validateVerifierAnswer } from '../../runtime/generated/validators.js';
import { compose } from '../../runtime/prompts/compose.ts';
import { executorPrompt } from '../../runtime/prompts/executor-prompt.ts';
import { verifierPrompt } from '../../runtime/prompts/verifier-prompt.ts';
import { executorInput, facts, item, library, TREE, valueOf, verifierInput } from './support.ts';

const contract = (id: string): string => {
  const found = library.profiles.find((profile) => profile.id === id);
  if (found === undefined) throw new Error(`no profile ${id}`);
  return found.body;
};

const verifierForm = contract('contract-verifier');

/** Every property name and every word of an enumeration in a schema. */
function wordsOf(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(wordsOf);
  if (typeof node !== 'object' || node === null) return [];
  const { properties, enum: words, ...rest } = node as { properties?: object; enum?: readonly unknown[] };
  const named = Object.entries(properties ?? {}).flatMap(([name, schema]) => [name].concat(wordsOf(schema)));
  return [...named, ...(words ?? []).filter((word) => typeof word === 'string'), ...Object.values(rest).flatMap(wordsOf)];
}

describe('the answer form of a verifier', () => {
  const schema: unknown = JSON.parse(readFileSync(new URL('../../schemas/verifier-answer.schema.json', import.meta.url), 'utf8'));

  test.each([...new Set(wordsOf(schema))])('names %s of the schema', (word) => {
    expect(verifierForm).toMatch(new RegExp(`\`"?${word}"?\``));
  });

  test('names nothing in code that the schema does not know', () => {
    const known = new Set([...wordsOf(schema), 'Tree:']);
    const spans = [...verifierForm.matchAll(/`"?([A-Za-z:-]+)"?`/g)].map(([, word = '']) => word);
    expect(spans.filter((word) => !known.has(word))).toEqual([]);
  });

  test('shows a skeleton that fits the schema once its words are chosen, and not before', () => {
    const skeleton = JSON.parse(/^`(\{.*\})`$/m.exec(verifierForm)?.[1] ?? '') as { criteria: object[] };
    expect(validateVerifierAnswer(skeleton)).toBe(false);
    const criteria = skeleton.criteria.map((criterion) => ({ ...criterion, status: 'met' }));
    expect(validateVerifierAnswer({ ...skeleton, verdict: 'pass', criteria })).toBe(true);
  });
});

describe('what is reported besides the work on a task', () => {
  const schema: unknown = JSON.parse(readFileSync(new URL('../../schemas/task-report.schema.json', import.meta.url), 'utf8'));
  // Kinds that other tools write into the files; nobody is asked for them.
  const unasked = new Set(['context-gap', 'design-gap', 'supply-chain']);
  const words = [...new Set(wordsOf(schema))].filter((word) => !unasked.has(word));

  test.each(words)('names %s of its schema to executors and verifiers', (word) => {
    expect(contract('source-task-queue')).toMatch(new RegExp(`[\`"]${word}[\`"]`));
  });
});

const ask = (level: 'light' | 'cross') => valueOf(verifierPrompt(verifierInput({ level }))).text;
const read = (text: string, level: 'light' | 'cross') =>
  parseAnswer({ text, criteria: item().criteria, receiptsCriteria: [], tree: TREE, level });

/** What a verifier answers that does what its prompt says: ids and tree are read from the prompt itself. */
function fullAnswer(prompt: string) {
  const ids = [...prompt.matchAll(/^- ([A-Z]+(?:-\d+)?): /gm)].map(([, id]) => id);
  const finding = {
    category: 'correctness',
    severity: 'major',
    claim: 'Half is rounded down below zero.',
    evidence: 'Math.floor(-2.5) is -3.',
    criterion: 'AC-1',
    location: { file: 'src/price.js', startLine: 1, endLine: 1 },
    quote: { file: 'src/price.js', side: 'new', line: 1, text: 'round' },
    reproducer: { cmd: 'node check.js', expect: { exit: 'nonzero', stdout: '-3' } },
    recommendation: 'Round the absolute value.',
  };
  return {
    tree: /^Tree: (.+)$/m.exec(prompt)?.[1],
    verdict: 'concerns',
    criteria: ids.map((id) => ({ id, status: id === 'AC-3' ? 'not-checked' : 'met', evidence: 'src/price.js:1' })),
    findings: [finding],
    commands: [{ cmd: 'npm test', exitCode: 0 }],
    summary: 'One case is wrong.',
  };
}

describe('an answer in the form that the prompt of a verifier asks for', () => {
  test.each(['light', 'cross'] as const)('is read in full by the parser of the runtime (level %s)', (level) => {
    const answer = fullAnswer(ask(level));
    const { criteria, findings, summary } = answer;
    expect(read(JSON.stringify(answer, undefined, 2), level)).toEqual({
      kind: 'valid',
      answer: expect.objectContaining({ form: 'json', tree: TREE, verdict: 'concerns', criteria, findings, summary }),
      notices: [],
    });
  });

  test('may be the two lines at level light, and only there', () => {
    const text = 'STATUS: missing\n{"remainingTasks":["Round half up below zero"]}\n';
    const expected = { kind: 'valid', answer: { form: 'two-line', remainingTasks: ['Round half up below zero'] } };
    expect(read(text, 'light')).toMatchObject(expected);
    expect(read(text, 'cross').kind).toBe('repairable');
  });

  test.each(['light', 'cross'] as const)('is not found in the prompt itself (level %s)', (level) => {
    expect(read(ask(level), level).kind).toBe('repairable');
  });
});

describe('an answer in the form that the prompt of an executor asks for', () => {
  const prompt = valueOf(executorPrompt(executorInput())).text;

  test('has the sections that the runtime looks for', () => {
    const asked = [...prompt.matchAll(/^\d\. ([A-Z &]+):/gm)].map(([, name]) => name);
    expect(asked).toEqual(SECTIONS);
    expect(findSections(asked.map((name) => `## ${name}\n\ntext\n`).join('\n')).missing).toEqual([]);
  });

  test('may have a json block whose every field is read', () => {
    const claims = {
      commands: [{ cmd: 'npm test', exitCode: 1 }],
      outOfPlan: [{ file: 'src/b.js', why: 'It is called from there.' }],
      exemptions: ['Only a comment changed.'],
      commits: [{ message: 'feat: round prices', files: ['src/price.js'] }],
    };
    const words = Object.entries(claims).flatMap(([field, [entry]]) =>
      [field].concat(typeof entry === 'object' ? Object.keys(entry) : []),
    );
    for (const word of words) expect(contract('contract-executor')).toContain(`\`${word}\``);
    expect(parseExecutorClaims(`SUMMARY\n\n\`\`\`json\n${JSON.stringify(claims)}\n\`\`\`\n`)).toEqual({ claims, notices: [] });
  });

  test('is not found in the prompt itself: an executor that echoes it claims nothing', () => {
    const { claims, notices } = parseExecutorClaims(prompt);
    expect(claims).toEqual({ commands: [], outOfPlan: [], exemptions: [], commits: [] });
    expect(notices).toEqual([]);
  });
});

describe('an answer in the form that the prompt of an analyst asks for', () => {
  const prompt = valueOf(compose({ ...library, facts: facts({ phase: 'error-analysis', role: 'analyst' }) })).text;
  const asked = [...prompt.matchAll(/^(\d)\. ([A-Z][a-z ]+):/gm)].map(([, n, name]) => `## ${n}. ${name}`);

  test('has the sections that the runtime reads, in their order', () => {
    expect(asked.map((heading) => heading.slice('## 1. '.length))).toEqual(ANALYSIS_SECTIONS);
    const parsed = parseAnalysis(asked.map((heading) => `${heading}\n\nText of ${heading}\n`).join('\n'));
    expect(parsed).toMatchObject({ ok: true, value: { conclusion: `Text of ${asked[0]}` } });
  });

  test('may leave out the notes, and only these', () => {
    const write = (left: string) =>
      parseAnalysis(
        asked
          .filter((heading) => !heading.endsWith(left))
          .map((heading) => `${heading}\ntext\n`)
          .join('\n'),
      );
    expect(write('Specialist notes')).toMatchObject({ ok: true, value: { sections: { 'Specialist notes': '' } } });
    for (const name of ANALYSIS_SECTIONS.slice(0, -1)) {
      expect(write(name)).toMatchObject({ ok: false, failure: [expect.stringContaining(name)] });
    }
  });

  test('is not found in the prompt itself', () => {
    expect(parseAnalysis(prompt).ok).toBe(false);
  });
});

describe('an answer in the form that the prompt of a report writer asks for', () => {
  const prompt = valueOf(compose({ ...library, facts: facts({ role: 'report-writer' }) })).text;
  const skeleton = /^`(\{.*\})`$/m.exec(prompt)?.[1] ?? '';

  test('is the object of the prompt with its texts written', () => {
    const prose = { summary: 'Prices are rounded half up.', rationale: 'The checks pass.\n\nOne verifier saw it differently.' };
    expect(Object.keys(JSON.parse(skeleton) as object)).toEqual(Object.keys(prose));
    for (const text of [JSON.stringify(prose), `Here it is:\n\n\`\`\`json\n${JSON.stringify(prose)}\n\`\`\`\n`]) {
      expect(parseReportProse(text)).toEqual({ ok: true, value: prose });
    }
  });

  test.each([
    ['the object as the prompt shows it', skeleton],
    ['the prompt itself', prompt],
    ['a text', 'All is well.'],
    ['an object without rationale', '{"summary": "a"}'],
    ['JSON that was cut off', '{"summary": "a", "ra'],
  ])('is not %s', (_what, text) => {
    expect(parseReportProse(text).ok).toBe(false);
  });
});
