import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { type AnswerKind, parseAnswer, parsePositions, strictSchema } from '../../runtime/findings/index.ts';
import { positionsAnswerSchema, verifierAnswerSchema } from '../../runtime/generated/schemas.ts';
import { criterion, TREE } from './build.ts';

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every schema inside a schema, with its place. */
function nodes(schema: Node, path = '#'): [string, Node][] {
  const named = isNode(schema['properties']) ? Object.entries(schema['properties']) : [];
  const listed = Array.isArray(schema['anyOf'])
    ? schema['anyOf'].map((each, index): [string, unknown] => [String(index), each])
    : [];
  const below = [...named, ...listed, ...(isNode(schema['items']) ? [['items', schema['items']] as const] : [])];
  return [[path, schema], ...below.flatMap(([name, each]) => (isNode(each) ? nodes(each, `${path}/${name}`) : []))];
}

const full = {
  tree: TREE,
  verdict: 'concerns',
  criteria: [{ id: 'AC-1', status: 'met', evidence: 'seen' }],
  findings: [
    {
      category: 'correctness',
      severity: 'major',
      claim: 'c',
      evidence: 'e',
      criterion: null,
      location: { file: 'a', startLine: 1, endLine: null },
      quote: { file: 'a', side: null, line: 1, text: 't' },
      reproducer: { cmd: 'x', expect: { exit: 'nonzero', stdout: null } },
      recommendation: null,
    },
    {
      category: 'correctness',
      severity: 'note',
      claim: 'c',
      evidence: 'e',
      criterion: 'AC-1',
      location: null,
      quote: null,
      reproducer: { cmd: 'x', expect: { exit: 1, stdout: 'no' } },
      recommendation: 'r',
    },
  ],
  commands: null,
  summary: null,
};

const compiled = (kind: AnswerKind) => new Ajv2020({ strict: true, allowUnionTypes: true }).compile(strictSchema(kind));
const fits = compiled('review');
const fitsPositions = compiled('positions');
const fullPositions = {
  tree: TREE,
  positions: [
    { finding: 'F-001', position: 'AGREE', kind: null, evidence: 'e', quote: null },
    { finding: 'F-002', position: 'DISAGREE', kind: 'a', evidence: 'e', quote: { file: 'a', side: 'base', line: 1, text: 't' } },
  ],
  findings: full.findings,
};

describe.each<AnswerKind>(['review', 'task-review', 'positions'])('the strict variant of %s', (kind) => {
  const all = nodes(strictSchema(kind));

  test('closes every object and requires all its properties', () => {
    const objects = all.filter(([, { properties }]) => properties !== undefined);
    expect(objects.length).toBeGreaterThan(6);
    for (const [path, { properties, required, additionalProperties }] of objects) {
      expect([path, required, additionalProperties]).toEqual([path, Object.keys(properties as Node), false]);
    }
  });

  test('has only keywords that strict structured output takes', () => {
    const keywords = new Set(all.flatMap(([, node]) => Object.keys(node)));
    expect([...keywords].toSorted()).toEqual([
      'additionalProperties',
      'anyOf',
      'description',
      'enum',
      'items',
      'properties',
      'required',
      'type',
    ]);
  });

  test('has null in no enumeration and beside no object or list, but as an alternative', () => {
    const mixed = all.filter(
      ([, { type, enum: values }]) =>
        (Array.isArray(values) && values.includes(null)) ||
        (Array.isArray(type) && (type.includes('object') || type.includes('array'))),
    );
    expect(mixed.map(([path]) => path)).toEqual([]);
  });

  test('is a value of its own each time', () => {
    const first = strictSchema(kind);
    first['type'] = 'array';
    expect(strictSchema(kind)['type']).toBe('object');
  });
});

describe('an answer in the strict form', () => {
  test('takes null for everything optional, and refuses what is left out or unknown', () => {
    const { summary: _, ...without } = full;
    expect([fits(without), fits({ ...full, more: 1 }), fits({ ...full, verdict: null }), fits(full)]).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  test('is drawn from the schema: what fits it is a valid answer', () => {
    expect(Object.keys(strictSchema()['properties'] as Node)).toEqual(Object.keys(verifierAnswerSchema['properties'] as Node));
    const parsed = parseAnswer({
      text: '',
      structured: full,
      criteria: [criterion('AC-1')],
      receiptsCriteria: [],
      tree: TREE,
      level: 'cross',
    });
    expect(parsed.kind).toBe('valid');
  });

  test('about a task holds what is reported besides, and only there', () => {
    const gap = { level: 'L0', what: 'w', assumption: null, patch: { file: 'a.md', find: 'x', replace: 'y' } };
    const fix = { type: 'regression', task: 'T-001', files: null, what: 'w' };
    const fitsTask = compiled('task-review');
    expect(fitsTask({ ...full, gaps: [gap], fixTasks: [fix] })).toBe(true);
    expect(fitsTask({ ...full, gaps: null, fixTasks: null })).toBe(true);
    expect(fitsTask({ ...full, gaps: [{ ...gap, level: 'L3' }], fixTasks: null })).toBe(false);
    expect(fitsTask(full)).toBe(false);
    expect(fits({ ...full, gaps: [gap], fixTasks: [fix] })).toBe(false);
  });

  test('of positions takes null for everything optional, and refuses what is left out or unknown', () => {
    const { findings: _, ...without } = fullPositions;
    const [first, second] = fullPositions.positions;
    const { kind: __, ...kindless } = first ?? {};
    expect(fitsPositions(fullPositions)).toBe(true);
    for (const given of [
      without,
      { ...fullPositions, more: 1 },
      { ...fullPositions, positions: [kindless, second] },
      { ...fullPositions, positions: [{ ...first, kind: 'f' }] },
      { ...fullPositions, positions: [{ ...first, position: null }] },
    ]) {
      expect(fitsPositions(given)).toBe(false);
    }
  });

  test('of positions is a valid answer', () => {
    expect(Object.keys(strictSchema('positions')['properties'] as Node)).toEqual(
      Object.keys(positionsAnswerSchema['properties'] as Node),
    );
    const parsed = parsePositions({
      text: '',
      structured: fullPositions,
      tree: TREE,
      asked: ['F-001', 'F-002'],
      criteria: ['AC-1'],
    });
    expect(parsed).toMatchObject({ kind: 'valid', notices: [], answer: { form: 'structured', findings: [{}, {}] } });
  });
});

test('a finding has the same fields in a review and in a round, and a quote the same in a finding and a position', () => {
  const itemsOf = (schema: Node, list: string): Node => {
    const { properties } = schema as { properties: Record<string, { items: Node }> };
    return untitled(properties[list]?.items ?? {}) as Node;
  };
  const inRound = itemsOf(positionsAnswerSchema, 'findings');
  expect(inRound).toEqual(itemsOf(verifierAnswerSchema, 'findings'));
  expect(Object.keys(inRound['properties'] as Node)).toContain('reproducer');
  const quoteOf = (items: Node) => ({ ...(items['properties'] as Record<string, Node>)['quote'], description: '' });
  expect(quoteOf(itemsOf(positionsAnswerSchema, 'positions'))).toEqual(quoteOf(inRound));
});

/** Titles name the generated types, which are of their own for each schema. */
function untitled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untitled);
  if (!isNode(value)) return value;
  const kept = Object.entries(value).filter(([key, each]) => key !== 'title' || typeof each !== 'string');
  return Object.fromEntries(kept.map(([key, each]) => [key, untitled(each)]));
}
