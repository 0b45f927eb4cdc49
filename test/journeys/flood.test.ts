/** Agents and checks that print more than anybody reads: okstra stays small, its logs stay within their limits, and the run ends as it would have. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FLOOD, MB, panelRig, runWatched } from './flood-rig.ts';
import { expectAccepted, ID, journalOf, lightRig, PASS, run } from './light.ts';
import { type CliEnd, Rig } from './rig.ts';

vi.setConfig({ testTimeout: 900_000 });

const SOAK = process.env['OKSTRA_SOAK'] === '1';
/** The bound for one run, whatever its agents print. */
const MOST_MEMORY = 200 * MB;

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const artifacts = (end: CliEnd) =>
  journalOf(end).flatMap((event) => (event.type === 'dispatch-finished' ? [event.stream, event.log, event.text] : []));

/** Each artifact is what the journal says of it. */
function expectWhole(end: CliEnd): void {
  for (const { path, sha256, bytes } of artifacts(end)) {
    const content = readFileSync(join(end.json.run.dir, path));
    expect({ path, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') }).toEqual({
      path,
      sha256,
      bytes,
    });
  }
}

function expectSmall(peak: number): void {
  if (process.platform === 'linux') expect(peak / MB).toBeLessThan(MOST_MEMORY / MB);
}

const reportOf = (end: CliEnd): string => readFileSync(end.json.report.markdown, 'utf8');

/** Bytes, lines and escapes that no reader expects. */
const ODDITIES = String.raw`
bytes(${SOAK ? 2048 : 160} * 1048576, 'the quick brown fox jumps over the lazy dog, and then it jumps back over it once more\n');
bytes(${SOAK ? 100 : 10} * 1048576, 'one line without an end ');
put('\n');
bytes(1048576, '\0\0\0\0');
fs.writeSync(1, Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0xe2, 0x82, 0x0a]));
put('\x1b[2J\x1b]0;owned\x07\x1b[31mred\u202e\n');
`;

describe('an executor that prints without end', () => {
  const writer = `${FLOOD}${ODDITIES}
fs.writeFileSync('hello.txt', 'hello\\n');
put('SUMMARY\\n- wrote hello.txt, said after the flood\\n');`;

  test('leaves a log within its limit that says what is missing, and its last words reach the report', async () => {
    lightRig(rig, { writer, extra: 'run: { logCap: 8MB }\n' });
    const end = await runWatched(rig, ['run', '--exec', '--level', 'light', '--json', ID]);
    expectAccepted(end);
    expectWhole(end);
    expectSmall(end.peak);
    const stream = join(end.json.run.dir, 'results/executor-1.raw.jsonl');
    expect(statSync(stream).size).toBeLessThan(8 * MB + 200);
    const text = readFileSync(stream, 'utf8');
    expect(text.startsWith('the quick brown fox')).toBe(true);
    expect(text.endsWith('SUMMARY\n- wrote hello.txt, said after the flood\n')).toBe(true);
    const [, bytes] = /^\[okstra: (\d+) bytes in \d+ lines left out here; run\.logCap is reached\]$/m.exec(text) ?? [];
    expect(Number(bytes)).toBeGreaterThan(150 * MB);
    expect(reportOf(end)).toContain('wrote hello.txt, said after the flood');
    for (const sign of ['\u001b]0;owned', '\u202e']) expect(end.stderr + reportOf(end)).not.toContain(sign);
  });

  test('is stopped at run.outputCap, by what it wrote and not by what was read', async () => {
    lightRig(rig, { writer, extra: 'run: { outputCap: 20MB, maxAttempts: 1 }\n' });
    const end = await runWatched(rig, ['run', '--exec', '--level', 'light', '--json', ID]);
    expect(end.json).toMatchObject({ outcome: 'failed' });
    const finished = journalOf(end).find((event) => event.type === 'dispatch-finished' && event.dispatch === 'executor-1');
    expect(finished).toMatchObject({ fault: { kind: 'output-cap' } });
    expectSmall(end.peak);
  });
});

test('verifiers that tell tens of thousands of events side by side give their verdicts, and what they told is shown as a sample', async () => {
  const events = SOAK ? 50_000 * 20 : 20_000;
  panelRig(
    rig,
    SOAK ? 4 : 2,
    `let many = '';
for (let n = 0; n < ${events}; n += 1) {
  many += JSON.stringify({ type: 'item.completed', item: { id: 'm' + n, type: 'agent_message', text: 'I looked at file number ' + n } }) + '\\n';
  if (many.length > 100000) { put(many); many = ''; }
}
put(many);
put('{"type":"item.completed","item":{"type":"agent_message","text":"'); bytes(${SOAK ? 100 : 10} * 1048576, 'long '); put('"}}\\n');`,
  );
  const end = await runWatched(rig, ['run', '--exec', '--json-stream', ID]);
  expect(end.exitCode, end.stderr).toBe(0);
  const told = end.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const answer = told.at(-1).answer;
  expect(answer).toMatchObject({ outcome: 'accepted', verdict: 'pass' });
  expectSmall(end.peak);
  const agents = told.filter(({ type }) => type === 'agent').length;
  const skipped = told.filter(({ type }) => type === 'skipped').reduce((sum, { events: more }) => sum + more, 0);
  expect(agents).toBeLessThan(events);
  expect(agents + skipped).toBeGreaterThanOrEqual(2 * events);
});

test('a check that prints more than it may is stopped, and its log keeps both ends', async () => {
  lightRig(rig, {
    extra: `checks: { test: [{ label: loud, cmd: "echo begin; head -c ${SOAK ? 600 : 60}M /dev/zero | tr '\\\\0' 'a'; echo; echo 12 passed; test -s README.md" }] }\n`,
  });
  const running = await runWatched(rig, ['run', '--exec', '--level', 'light', '--json', ID]);
  expectSmall(running.peak);
  const receipt = journalOf(running).find((event) => event.type === 'check-finished');
  const log = receipt?.type === 'check-finished' ? receipt.receipt.log : undefined;
  expect(log?.bytes).toBeLessThan(11 * MB);
  const text = readFileSync(join(running.json.run.dir, log?.path ?? ''), 'utf8');
  expect(text.startsWith('begin\naaa')).toBe(true);
  expect(text).toMatch(/\[okstra: \d+ characters left out\]/);
  if (!SOAK) {
    expectAccepted(running);
    expect(text.endsWith('12 passed\n')).toBe(true);
  }
});

test('a verifier whose answer stands behind a flood of plain text is understood', async () => {
  lightRig(rig, {
    judge: `${FLOOD}bytes(30 * 1048576, 'thinking about it\\n');\nput('\\n\`\`\`json\\n');${PASS}put('\`\`\`\\n');`,
  });
  expectAccepted(await run(rig));
});
