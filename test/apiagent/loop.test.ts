import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecordedRequest, Turn } from '../agents/script.ts';
import { ApiRig, resultsIn, use, WIRES } from './rig.ts';

let rig: ApiRig;
beforeEach(() => {
  rig = new ApiRig();
});
afterEach(() => rig.dispose());

test.each(WIRES)(
  'three hundred turns over %s are one conversation, and all of its tokens are counted',
  async (wire) => {
    const model = await rig.model(wire, ({ call }) =>
      call < 299 ? { calls: [use('write_file', { path: 'n.txt', content: `${call}\n` })] } : { text: 'done' },
    );
    const told = await rig.ask(wire, model.baseUrl);
    expect(told).toMatchObject({ isAnswered: true, text: 'done', usage: { inputTokens: 300_000, outputTokens: 3000 } });
    expect(rig.read('n.txt')).toBe('298\n');
    expect(resultsIn(model.calls()[299]?.body)).toHaveLength(299);
  },
  60_000,
);

test('fifty agents at once do not get into each other’s way', async () => {
  const model = await rig.model('chat', ({ body }) => {
    const name = /agent-(\d+)\./.exec(JSON.stringify(body))?.[1] ?? '';
    const done = resultsIn(body).length;
    return done < 3
      ? { calls: [use('write_file', { path: `${name}/${done}.txt`, content: name })], delayMs: 5 }
      : { text: `end ${name}` };
  });
  const told = await Promise.all(
    Array.from({ length: 50 }, (_, n) => rig.ask('chat', model.baseUrl, { prompt: `You are agent-${n}.` })),
  );
  expect(told.map(({ text }) => text)).toEqual(Array.from({ length: 50 }, (_, n) => `end ${n}`));
  for (const n of [0, 49]) expect(rig.read(`${n}/2.txt`)).toBe(String(n));
  expect(model.calls()).toHaveLength(200);
});

describe('it is stopped, and the outcome has a name, when', () => {
  test.each([
    ['one call', 1],
    ['two calls in turn', 2],
    ['three calls in turn', 3],
  ])('%s is repeated', async (_what, period) => {
    const model = await rig.model('chat', ({ call }) => ({ calls: [use('list_files', { depth: (call % period) + 1 })] }));
    const { fault } = await rig.ask('chat', model.baseUrl);
    expect(fault).toMatchObject({ kind: 'loop', message: expect.stringContaining('6 times in a row') });
    expect(model.calls().length).toBeLessThanOrEqual(6 * period);
    expect(resultsIn(model.calls().at(-1)?.body).at(-1)).toContain('Do something else.');
  });

  test('a command is run again and again that takes another time each, and prints the same', async () => {
    const model = await rig.model('chat', () => ({
      calls: [use('run', { command: 'sleep "0.$(date +%N | cut -c1)"; echo same' })],
    }));
    const { fault } = await rig.ask('chat', model.baseUrl);
    expect(fault).toMatchObject({ kind: 'loop', message: expect.stringContaining('6 times in a row') });
    expect(model.calls()).toHaveLength(6);
  });

  test('the model is asked more often than maxTurns allows', async () => {
    const model = await rig.model('chat', ({ call }) => ({ calls: [use('search', { pattern: `word${call}` })] }));
    const { fault } = await rig.ask('chat', model.baseUrl, { maxTurns: 7 });
    expect(fault).toMatchObject({ kind: 'output-cap', fix: expect.stringContaining('agents.tested.maxTurns') });
    expect(model.calls()).toHaveLength(7);
  });

  test('it costs more than maxBudgetUsd, by the price that is configured', async () => {
    const model = await rig.model('chat', ({ call }) => ({
      calls: [use('search', { pattern: `word${call}` })],
      usage: { input: 100_000, output: 1000 },
    }));
    const { fault } = await rig.ask('chat', model.baseUrl, { money: { maxUsd: 1, price: { input: 3, output: 15 } } });
    expect(fault).toMatchObject({ kind: 'output-cap', message: expect.stringContaining('$1.2600 of the $1') });
    expect(model.calls()).toHaveLength(4);
  });

  test('its answers are cut again and again', async () => {
    const model = await rig.model('chat', () => ({ text: 'word ', finish: 'length' }));
    const { fault } = await rig.ask('chat', model.baseUrl, { maxTokens: 5 });
    expect(fault).toMatchObject({ kind: 'output-cap', fix: expect.stringContaining('maxTokens') });
    expect(model.calls()).toHaveLength(4);
  });
});

test('an executor is told of the files in which a project has rules for agents, a verifier is not', async () => {
  rig.write('AGENTS.md', 'Use tabs.\n');
  const model = await rig.model('chat', () => ({ text: 'done' }));
  await rig.ask('chat', model.baseUrl);
  await rig.ask('chat', model.baseUrl, { role: 'verifier' });
  const told = model
    .calls()
    .map(({ body }) => (body as { messages: { content: string }[] }).messages[0]?.content.includes('AGENTS.md'));
  expect(told).toEqual([true, false]);
});

test('the same call with another result is no circle', async () => {
  const model = await rig.model('chat', ({ call }) =>
    call < 20 ? { calls: [use('run', { command: 'date +%N' })] } : { text: 'done' },
  );
  expect((await rig.ask('chat', model.baseUrl)).isAnswered).toBe(true);
});

test.each(WIRES)('over %s text that was cut goes on where it ended, and a call that was cut is not made', async (wire) => {
  const model = await rig.model(wire, [
    { calls: [use('write_file', { path: 'big.txt', content: 'x' })], finish: 'length' },
    { text: 'One half ', finish: 'length' },
    { text: 'and the other.' },
  ]);
  expect(await rig.ask(wire, model.baseUrl)).toMatchObject({ isAnswered: true, text: 'One half and the other.' });
  expect(rig.git('status', '--porcelain')).toBe('');
});

test('calls that cannot be made come back as errors, and the conversation goes on', async () => {
  const model = await rig.model('chat', [
    {
      calls: [
        use('no_such_tool', {}),
        use('read_file', {}),
        use('edit_file', { path: 'src/a.txt', old_text: 'nowhere', new_text: 'x' }),
      ],
    },
    { text: 'done' },
  ]);
  const told = await rig.ask('chat', model.baseUrl);
  expect(told.isAnswered).toBe(true);
  expect(resultsIn(model.calls()[1]?.body)).toEqual([
    expect.stringMatching(/^Error: There is no tool no_such_tool/),
    'Error: Expected path, found none.',
    'Error: old_text does not stand in src/a.txt; nothing was changed.',
  ]);
});

const overflow: Turn = {
  fault: {
    kind: 'status',
    status: 400,
    body: JSON.stringify({ error: { message: 'maximum context length is 8000 tokens', code: 'context_length_exceeded' } }),
  },
};

test('where the window is full, older results make room: the model is told, and so is the report', async () => {
  rig.write('long.txt', 'line of text\n'.repeat(900));
  const model = await rig.model('chat', ({ body, call }) => {
    if (JSON.stringify(body).length > 60_000) return overflow;
    return call < 9 ? { calls: [use('read_file', { path: 'long.txt', start_line: call + 1 })] } : { text: 'done' };
  });
  const told = await rig.ask('chat', model.baseUrl);
  expect(told.isAnswered).toBe(true);
  expect(told.notices).toContainEqual(expect.stringMatching(/^context-shortened: .*older results of tools/));
  expect(JSON.stringify(model.calls().at(-1)?.body)).toContain('were left out to make room. Call again for what you need.');
});

test('a server that counts far too few tokens may have cut the question, and the report says so once', async () => {
  const model = await rig.model('chat', ({ call }) =>
    call < 2
      ? { calls: [use('list_files', { depth: call + 1 })], usage: { input: 4096 } }
      : { text: 'done', usage: { input: 4096 } },
  );
  const told = await rig.ask('chat', model.baseUrl, { prompt: 'word '.repeat(12_000) });
  expect(told.notices).toEqual([expect.stringMatching(/^context-doubtful: The API counted 4096 tokens in 60000 characters/)]);
});

describe('a change that does not fit', () => {
  const TREE = 'a'.repeat(40);
  const FILES = ['a.ts', 'b.ts', 'c.ts', 'd.ts'];
  const partOf = (file: string): string =>
    `diff --git a/${file} b/${file}\n--- a/${file}\n+++ b/${file}\n@@ -0,0 +1,2 @@\n+${file} first\n+${'x'.repeat(3000)}\n`;
  const diff = FILES.map(partOf).join('');
  const answer = (files: readonly string[]): Turn => ({
    text: JSON.stringify({
      tree: TREE,
      verdict: files.includes('c.ts') ? 'fail' : 'pass',
      criteria: [
        { id: 'AC-1', status: files.includes('a.ts') ? 'met' : 'not-checked', evidence: files.join(' ') },
        { id: 'AC-2', status: files.includes('c.ts') ? 'unmet' : 'met', evidence: files.join(' ') },
      ],
      findings: files.includes('c.ts') ? [{ category: 'correctness', severity: 'major', claim: 'wrong', evidence: 'c.ts' }] : [],
      commands: [],
      summary: `saw ${files.join(' ')}`,
    }),
  });
  const filesIn = ({ body }: RecordedRequest): readonly string[] =>
    FILES.filter((file) => JSON.stringify(body).includes(`+${file} first`));
  const ask = async (script: (request: RecordedRequest) => Turn) => {
    rig.write('.okstra-inputs/change.diff', diff);
    const model = await rig.model('chat', script);
    const prompt = `Judge it.\n\n\`\`\`diff\n${diff}\`\`\`\n\nCriteria: AC-1, AC-2.`;
    return { model, told: await rig.ask('chat', model.baseUrl, { role: 'verifier', prompt }) };
  };

  test('is judged by file, in as few parts as fit; the answers are merged, and the split is on record', async () => {
    const { told } = await ask((request) => (filesIn(request).length > 2 ? overflow : answer(filesIn(request))));
    expect(JSON.parse(told.text ?? '')).toMatchObject({
      tree: TREE,
      verdict: 'fail',
      criteria: [
        { id: 'AC-1', status: 'met' },
        { id: 'AC-2', status: 'unmet' },
      ],
      findings: [{ claim: 'wrong' }],
      summary: expect.stringContaining('in 2 parts'),
    });
    expect(told.notices).toEqual([
      expect.stringMatching(/^change-split: .*2 parts.*sent: \d+ characters.*a\.ts, b\.ts; c\.ts, d\.ts/),
    ]);
  });

  const changed = ({ text = '' }: Turn, change: Readonly<Record<string, unknown>>): Turn => ({
    text: JSON.stringify({ ...JSON.parse(text), ...change }),
  });
  const PARTLY = [
    ['a verdict that is none', { verdict: 'reject' }],
    ['a status that is none', { criteria: [{ id: 'AC-2', status: 'not met', evidence: 'c.ts' }] }],
    ['another tree', { tree: 'b'.repeat(40) }],
  ] as const;

  test.each(PARTLY)('is asked about again where a part is answered with %s, and that answer counts', async (_what, change) => {
    const { told, model } = await ask((request) => {
      const files = filesIn(request);
      if (files.length > 2) return overflow;
      const isRepair = JSON.stringify(request.body).includes('An answer that does not fit');
      return files.includes('c.ts') && !isRepair ? changed(answer(files), change) : answer(files);
    });
    expect(JSON.parse(told.text ?? '')).toMatchObject({ verdict: 'fail', tree: TREE, findings: [{ claim: 'wrong' }] });
    expect(model.calls()).toHaveLength(4);
  });

  test.each(PARTLY)('is not judged where a part stays answered with %s', async (_what, change) => {
    const { told } = await ask((request) => {
      const files = filesIn(request);
      if (files.length > 2) return overflow;
      return files.includes('c.ts') ? changed(answer(files), change) : answer(files);
    });
    expect(told).toMatchObject({
      isAnswered: false,
      fault: { kind: 'stream', message: expect.stringContaining('the answer about c.ts, d.ts cannot be used') },
    });
  });

  test('is not judged where a part contradicts itself, and nobody is asked again', async () => {
    const block = (turn: Turn): string => `\`\`\`json\n${turn.text}\n\`\`\`\n`;
    const { told, model } = await ask((request) => {
      const files = filesIn(request);
      if (files.length > 2) return overflow;
      const good = changed(answer(files), { verdict: 'pass', criteria: [], findings: [] });
      return files.includes('c.ts') ? { text: block(answer(files)) + block(good) } : answer(files);
    });
    expect(told.fault?.message).toContain('two json blocks fit');
    expect(model.calls()).toHaveLength(3);
  });

  test('is judged one by one where two are too many', async () => {
    const { told, model } = await ask((request) => (filesIn(request).length > 1 ? overflow : answer(filesIn(request))));
    expect(JSON.parse(told.text ?? '').summary).toContain('in 4 parts');
    expect(
      model
        .calls()
        .slice(2)
        .filter((request) => filesIn(request).length === 1)
        .map((request) => filesIn(request).join(''))
        .toSorted(),
    ).toEqual(FILES);
  });

  test('and whose one file does not, is a fault that names the file and the sizes', async () => {
    const { told } = await ask((request) => (filesIn(request).includes('c.ts') ? overflow : answer(filesIn(request))));
    expect(told.fault).toMatchObject({
      kind: 'context-overflow',
      message: expect.stringMatching(/sent: \d+ characters.*asked about c\.ts \(\d+ bytes\) alone/),
    });
  });

  test('into the question is a map with sizes, and each file can be read from its place', async () => {
    rig.write('.okstra-inputs/change.diff', diff);
    const model = await rig.model('chat', ({ body, call }) => {
      const offset = Number(/c\.ts: \+2 -0, \d+ bytes from offset (\d+)/.exec(JSON.stringify(body))?.[1]);
      return call === 0 ? { calls: [use('read_file', { path: '.okstra-inputs/change.diff', offset })] } : answer(['c.ts']);
    });
    expect(
      (await rig.ask('chat', model.baseUrl, { role: 'verifier', prompt: 'Judge .okstra-inputs/change.diff' })).isAnswered,
    ).toBe(true);
    expect(resultsIn(model.calls()[1]?.body)[0]).toMatch(/^diff --git a\/c\.ts b\/c\.ts/);
  });
});
