import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Progress } from '../../runtime/index.ts';
import { realPorts, runItem } from '../../runtime/index.ts';
import { fold } from '../../runtime/lead/index.ts';
import type { RunEvent } from '../../runtime/model/events.ts';
import { builtProgram } from '../support/program.ts';
import { callsOfClaude, claudeRig, fakeClaude } from './fake-claude.ts';
import { expectAccepted, ID, journalOf, lightRig, noticeCodes, PASS, run, survivors, WRITE } from './light.ts';
import { Rig } from './rig.ts';

/** What others here nearly show waits for the soak. */
const IS_SOAK = process.env['OKSTRA_SOAK'] === '1';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const DOCUMENTED = `if (role === 'executor') { write(); done({ cost: 0.4 }); } else done({ cost: 0.05, structured: pass });`;

/** A program under codex' name as executor and verifier; `script` has `count` (its calls, this one included), `say`, `account` and `sleep`. */
function codexRig(script: string, extra = ''): void {
  const calls = join(rig.root, 'codex.calls');
  rig.program(
    'codex',
    `#!${process.execPath}
const fs = require('node:fs');
const argv = process.argv.slice(2);
if (argv.includes('--version')) { console.log('codex-cli 0.169.0'); process.exit(0); }
if (argv[0] !== 'exec') process.exit(0);
fs.readFileSync(0);
fs.appendFileSync(${JSON.stringify(calls)}, argv.join(' ') + '\\n');
const count = fs.readFileSync(${JSON.stringify(calls)}, 'utf8').trim().split('\\n').length;
const say = (line) => console.log(JSON.stringify(line));
const account = (input_tokens, output_tokens) => say({ type: 'turn.completed', usage: { input_tokens, output_tokens } });
const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
say({ type: 'thread.started', thread_id: '00000000-0000-4000-8000-000000000001' });
${script}
`,
  );
  rig.spec(ID);
  const agents = 'agents: { codex: { driver: codex-cli, sandbox: full } }\nroles: { executor: codex, verifiers: [codex] }\n';
  rig.write('okstra.yaml', `project: sample\n${agents}${extra}`);
  rig.commit('configuration');
}

describe('a budget', () => {
  test('in tokens: what does not fit is not dispatched; raised, the run goes on where it stood', async () => {
    lightRig(rig, { writer: `${WRITE} console.log('x'.repeat(40_000));` });
    const end = await run(rig, ['--budget-tokens', '9000']);
    expect(end.json).toMatchObject({
      exitCode: 3,
      outcome: 'blocked',
      error: {
        category: 'blocked',
        code: 'budget-exhausted',
        message: expect.stringMatching(/^The agents of this run used \d+ of 9000 tokens; verifier:judge would need 450 more\.$/),
        fix: expect.stringContaining(`okstra resume ${end.json.run.id}`),
      },
    });
    expect([rig.calls('writer').length, rig.calls('judge').length]).toEqual([1, 0]);
    expect(rig.metadata(ID).status).toBe('todo');
    expect(rig.metadata(ID).notes).toMatch(/blocked: The agents of this run used/);

    // as it was: blocked again; with more: the verifier alone is asked
    expect((await rig.cli(['resume', end.json.run.id, '--json'])).json).toMatchObject({ exitCode: 3, outcome: 'blocked' });
    const more = await rig.cli(['resume', end.json.run.id, '--budget-tokens', '100000', '--json']);
    expectAccepted(more);
    expect([rig.calls('writer').length, rig.calls('judge').length]).toEqual([1, 1]);
    const data = JSON.parse(readFileSync(more.json.report.data, 'utf8'));
    expect(data.usage.budget.tokens).toMatchObject({ limit: 100_000, estimated: true });
    expect(readFileSync(more.json.report.markdown, 'utf8')).toMatch(/Budget: ~[\d,]+ of 100,000 tokens\./);
  });

  test('in money: reserved before, settled after, and the limit of the CLI itself is what was reserved', async () => {
    claudeRig(rig);
    fakeClaude(rig, DOCUMENTED);
    const end = await rig.cli(['run', '--exec', ID, '--json', '--budget-usd', '2']);
    expectAccepted(end);
    const events = journalOf(end);
    const began = events.filter((event) => event.type === 'dispatch-started');
    const ended = events.filter((event) => event.type === 'dispatch-finished');
    expect(began.map(({ reserved }) => reserved?.usd)).toEqual([1.9, 0.4]);
    expect(callsOfClaude(rig).map(({ role, cap }) => [role, cap])).toEqual([
      ['executor', '1.9'],
      ['verifier', '0.4'],
    ]);
    expect(ended.map(({ costUsd, costSource, settled }) => ({ costUsd, costSource, settled }))).toEqual([
      { costUsd: 0.4, costSource: 'reported', settled: { tokens: 1010, usd: 0.4 } },
      { costUsd: 0.05, costSource: 'reported', settled: { tokens: 1010, usd: 0.05 } },
    ]);
    expect(readFileSync(end.json.report.markdown, 'utf8')).toMatch(/Budget: [\d,]+ of 5,000,000 tokens; \$0\.4500 of \$2\.00\./);
  });

  test.skipIf(!IS_SOAK)('in money: agents without a price are named and not counted; with one they are', async () => {
    lightRig(rig);
    const plain = await run(rig, ['--budget-usd', '1', '--dry-run']);
    expect(noticeCodes({ ...plain, json: plain.json.plan })).toContain('not-counted-in-money');
    expect(plain.json.plan.limits.budgetUsd).toBe(1);
    rig.write(
      'okstra.yaml',
      `${rig.read('okstra.yaml')}pricing: { writer: { input: 1000000, output: 0 }, judge: { input: 1, output: 1 } }\n`,
    );
    rig.commit('prices');
    const end = await run(rig, ['--budget-usd', '1']);
    // a dollar a token: the executor alone is over it
    expect(end.json).toMatchObject({
      exitCode: 3,
      error: { code: 'budget-exhausted', message: expect.stringMatching(/cost \$\d+\.\d\d of \$1;/) },
    });
    expect(noticeCodes(end)).toContain('budget-usd');
    expect(rig.calls('judge')).toEqual([]);
  });

  test('in money: an agent with a price is stopped while it works, at what nobody else has reserved', async () => {
    // A dollar for 10,000 tokens. Each call of its model tells 2,000, as codex does in its log; it would go on for 40.
    codexRig(
      `for (let call = 1; call <= 40; call += 1) {
  fs.writeFileSync(${JSON.stringify(join(rig.root, 'made'))}, String(call));
  console.error(new Date(1e12 + call).toISOString() + ' INFO codex_otel.trace_safe: event.name="codex.sse_event" event.kind=response.completed ttft_ms=9 input_token_count=1500 output_token_count=500');
  sleep(200);
}`,
      'pricing: { codex: { input: 100, output: 100 } }\n',
    );
    const end = await run(rig, ['--budget-usd', '1']);
    expect(end.json, end.stderr).toMatchObject({
      exitCode: 3,
      outcome: 'blocked',
      error: {
        code: 'budget-exhausted',
        message: expect.stringContaining('run.budgetUsd'),
        fix: expect.stringContaining('--budget-usd'),
      },
    });
    expect(journalOf(end).find((event) => event.type === 'dispatch-finished')).toMatchObject({
      end: { stopped: 'budget' },
      settled: { usd: expect.closeTo(1.2, 5) },
    });
    expect(Number(readFileSync(join(rig.root, 'made'), 'utf8'))).toBeLessThan(20);
    expect(survivors(end.json.run.id)).toEqual([]);
  });

  test.skipIf(!IS_SOAK)('in tokens: a prompt that alone would pass it is not sent', async () => {
    lightRig(rig);
    const end = await run(rig, ['--budget-tokens', '300']);
    expect(end.json).toMatchObject({
      exitCode: 3,
      outcome: 'blocked',
      error: {
        code: 'budget-exhausted',
        message: expect.stringMatching(/^The prompt of executor alone is some \d+ tokens; 300 of 300 are left\.$/),
      },
    });
    expect(rig.calls('writer')).toEqual([]);
  });

  test('four fifths of it are worth a notice', async () => {
    lightRig(rig, { writer: `${WRITE} for (let n = 0; n < 60_000; n += 1) console.log('so it goes'); console.log('done');` });
    const end = await run(rig, ['--budget-tokens', '210000']);
    expectAccepted(end);
    expect(noticeCodes(end).filter((code) => code === 'budget-tokens')).toHaveLength(1);
  });

  test('a dispatch that was killed with okstra counts, with what is known of it', async () => {
    lightRig(rig, {
      writer: `if (count === 1) { for (let n = 0; n < 4000; n += 1) console.log('still at it, line ' + n); sleep(60_000); } ${WRITE}`,
    });
    const first = rig.start(['run', '--exec', '--level', 'light', '--json', ID]);
    const stream = join(rig.repo, `.okstra/tasks/specs/${ID}/runs/implementation-001/results/executor-1.raw.jsonl`);
    const written = (): number => statSync(stream, { throwIfNoEntry: false })?.size ?? 0;
    while (written() < 4000) await new Promise((resolve) => setTimeout(resolve, 20));
    first.kill('SIGKILL');
    await first.ended;
    const end = await rig.cli(['resume', '--json']);
    expectAccepted(end);
    const lost = journalOf(end).find((event) => event.type === 'dispatch-abandoned');
    expect(lost).toMatchObject({ reason: 'interrupted', settled: { estimated: ['tokens'] } });
    expect(lost?.type === 'dispatch-abandoned' && lost.settled?.tokens).toBeGreaterThan(1000);
  });
});

test.skipIf(!IS_SOAK)(
  'a killed dispatch that went on with a session counts without what the session had used before',
  async () => {
    // The account of a session holds all of it: 50,000 tokens of a first try that broke off, 10,500 more of the one that is killed.
    codexRig(`
if (count === 1) { account(50000, 1000); process.exit(1); }
if (count === 2) { account(60000, 1500); sleep(60000); }
fs.writeFileSync('hello.txt', 'hello');
account(70000, 2000);`);
    const first = rig.start(['run', '--exec', '--level', 'light', '--json', ID]);
    const stream = join(rig.repo, `.okstra/tasks/specs/${ID}/runs/implementation-001/results/executor-2.raw.jsonl`);
    while (!existsSync(stream) || !readFileSync(stream, 'utf8').includes('60000'))
      await new Promise((end) => setTimeout(end, 20));
    first.kill('SIGKILL');
    await first.ended;
    const end = await rig.cli(['resume', '--json']);
    const lost = journalOf(end).find((event) => event.type === 'dispatch-abandoned');
    expect(lost).toMatchObject({ dispatch: 'executor-2', reason: 'interrupted', settled: { tokens: 10_500 } });
  },
);

test('a silence is warned of before it ends an agent, by the limit of its role', async () => {
  lightRig(rig, {
    writer: `console.log('thinking'); sleep(1800); ${WRITE}`,
    extra: 'run: { silence: { executor: 3s, verifier: 1m } }\n',
  });
  const end = await run(rig);
  expectAccepted(end);
  const warned = end.json.notices.filter(({ code }: { code: string }) => code === 'agent-silent');
  expect(warned).toEqual([
    expect.objectContaining({
      message: expect.stringMatching(
        /^executor \(executor-1\) has printed nothing for 1s; at 3s it is stopped \(run\.silence\)\.$/,
      ),
    }),
  ]);
});

test('the clock of the run ends it, goes on where it stood when it is resumed, and can be raised', async () => {
  lightRig(rig, { writer: `if (count < 2) sleep(60_000); ${WRITE}` });
  const end = await run(rig, ['--max-time', '2s']);
  expect(end.json).toMatchObject({
    exitCode: 3,
    outcome: 'blocked',
    error: { code: 'time-exhausted', message: expect.stringContaining('2s'), fix: expect.stringContaining('--max-time') },
  });
  expect(survivors(end.json.run.id)).toEqual([]);
  const again = await rig.cli(['run', '--exec', '--json', ID]);
  expect(again.json).toMatchObject({ exitCode: 3, error: { code: 'time-exhausted' } });
  expect(rig.calls('writer')).toHaveLength(1);
  expectAccepted(await rig.cli(['run', '--exec', '--json', ID, '--max-time', '5m']));
  expect(rig.calls('writer')).toHaveLength(2);
});

test('a machine that was suspended for hours while an agent worked uses up none of the time of the run', async () => {
  lightRig(rig, { writer: `while (!fs.existsSync(${JSON.stringify(join(rig.root, 'go'))})) sleep(20); ${WRITE}` });
  let suspendedMs = 0;
  const ports = { ...realPorts(), env: rig.env, now: () => new Date(Date.now() + suspendedMs) };
  const request = { cwd: rig.repo, ref: ID, flags: { level: 'light', maxTimeMs: 3_600_000 } } as const;
  const events: RunEvent[] = [];
  const onProgress = (progress: Progress): void => void (progress.type === 'event' && events.push(progress.event));
  const running = runItem(request, { onProgress, signal: new AbortController().signal }, ports);
  while (rig.calls('writer').length === 0) await sleep(20);
  suspendedMs = 5 * 3_600_000;
  await sleep(2200); // time enough for the clock of the run to be looked at
  writeFileSync(join(rig.root, 'go'), '');
  expect(await running).toMatchObject({ outcome: 'accepted' });
  expect(fold(events).activeMs).toBeLessThan(600_000);
  // Counted once, with the first event after it.
  expect(events.flatMap(({ stoodMs }) => stoodMs ?? [])).toEqual([expect.closeTo(5 * 3_600_000, -2)]);
});

const canMount = (() => {
  try {
    execFileSync('bwrap', ['--dev-bind', '/', '/', '--size', '1048576', '--tmpfs', '/mnt', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.runIf(canMount)('a small disk', () => {
  /** okstra with its own folder on a disk of that many megabytes, one command line after another in the same place. */
  function onSmallDisk(megabytes: number, lines: readonly string[]): string {
    const node = `${process.execPath} ${builtProgram()}`;
    const script = lines.map((line) => line.replaceAll('okstra ', `${node} `)).join('\n');
    return execFileSync(
      'bwrap',
      ['--dev-bind', '/', '/', '--size', String(megabytes * 1024 * 1024), '--tmpfs', '/mnt', 'sh', '-c', script],
      {
        cwd: rig.repo,
        env: { ...rig.env, OKSTRA_HOME: '/mnt/home' },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
  }

  test('too little of it is an error before the run, with the place; nothing was written', () => {
    lightRig(rig);
    const text = onSmallDisk(100, [`okstra run --exec --json ${ID} || true`, 'find /mnt -type f | wc -l']);
    const [, document = '', files = ''] = /^([^]*\n\})\n\s*(\d+)\s*$/.exec(text) ?? [];
    expect(JSON.parse(document)).toMatchObject({
      exitCode: 2,
      error: {
        code: 'disk-full',
        message: expect.stringMatching(/at least 200 MB free for OKSTRA_HOME at \/mnt\S* .*found 100 MB/),
        fix: expect.any(String),
      },
    });
    expect(Number(files)).toBeLessThanOrEqual(1); // what is remembered of programs
    expect(existsSync(join(rig.repo, '.okstra'))).toBe(false);
  });

  test('filled while the run goes on: blocked before the next dispatch, and gone on with once there is space', () => {
    lightRig(rig, {
      writer: `fs.writeFileSync('/mnt/flood', Buffer.alloc(60e6)); ${WRITE}`,
      extra: 'run: { minFreeDisk: 100MB }\n',
    });
    const text = onSmallDisk(150, [
      `okstra run --exec --json --level light ${ID} > /mnt/first.json 2>&1 || true`,
      `grep -m1 '"code": "disk-full"' /mnt/first.json`,
      `grep -m1 '"outcome"' /mnt/first.json`,
      'rm /mnt/flood',
      'okstra resume --json',
    ]);
    expect(text).toMatch(/^ *"code": "disk-full",\n *"outcome": "blocked",\n/);
    expect(JSON.parse(text.slice(text.indexOf('\n{') + 1))).toMatchObject({ exitCode: 0, outcome: 'accepted' });
    expect([rig.calls('writer').length, rig.calls('judge').length]).toEqual([1, 1]);
  });
});

test('tool calls that failed lie in a file of the dispatch, named by hash in the journal', async () => {
  claudeRig(rig);
  fakeClaude(
    rig,
    `if (role === 'executor') {
  say({ type: 'assistant', message: { id: 'm', model: 'claude-opus-5-5', content: [{ type: 'tool_use', id: 't1', name: 'Bash', input: { command: 'npm test' } }] } });
  say({ type: 'user', message: { content: [{ type: 'tool_result', tool_use_id: 't1', is_error: true, content: 'Exit code 1\\nno tests' }] } });
  write(); done();
} else done({ structured: pass });`,
  );
  const end = await rig.cli(['run', '--exec', ID, '--json']);
  expectAccepted(end);
  const finished = journalOf(end).find((event) => event.type === 'dispatch-finished');
  const ref = finished?.type === 'dispatch-finished' ? finished.errors : undefined;
  expect(ref).toMatchObject({ path: 'results/executor-1-errors.json', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const shown = await rig.cli(['inspect', 'logs', '--show', 'errors:executor-1']);
  expect(JSON.parse(shown.stdout)).toMatchObject({
    count: 1,
    failures: [{ channel: 'tool-failure', tool: 'shell', detail: 'npm test', exitCode: 1, message: 'Exit code 1\nno tests' }],
  });
  expect(JSON.parse(readFileSync(end.json.report.data, 'utf8')).agents[0].dispatches[0].errors).toBe(
    'results/executor-1-errors.json',
  );
});

describe('verification.panel: auto', () => {
  const panelRig = (judge: string): void => {
    mkdirSync(rig.home);
    rig.spec(ID);
    rig.configure(['writer', 'a', 'b', 'c'], 'roles: { executor: writer, verifiers: [a, b, c] }\n');
    rig.agent('writer', WRITE);
    for (const name of ['a', 'b', 'c']) rig.agent(name, name === 'a' ? judge : PASS);
  };

  test('one verifier for a tiny change, said in progress and report', async () => {
    panelRig(PASS);
    const end = await rig.cli(['run', '--exec', '--json', '--panel', 'auto', ID]);
    expectAccepted(end);
    expect(['a', 'b', 'c'].map((name) => rig.calls(name).length)).toEqual([1, 0, 0]);
    expect(end.stderr).toContain(
      'panel of attempt 1: 1 changed line(s) in 1 file(s): 1 of 3 verifiers; not asked: verifier:b, verifier:c',
    );
    const markdown = readFileSync(end.json.report.markdown, 'utf8');
    expect(markdown).toContain(
      'The change decided how many verifiers were asked: 1 changed line(s) in 1 file(s): 1 of 3 verifiers.',
    );
    expect(markdown).toContain('Not asked: verifier:b, verifier:c.');
  });

  test('the whole roster as soon as it has something to say', async () => {
    panelRig(
      `answer({ verdict: 'concerns', criteria: met('SPEC'), findings: [{ category: 'maintainability', severity: 'minor', claim: 'no final newline', evidence: 'x' }] });`,
    );
    const end = await rig.cli(['run', '--exec', '--json', '--panel', 'auto', ID]);
    expect(['a', 'b', 'c'].map((name) => rig.calls(name).length).every((count) => count > 0)).toBe(true);
    expect(readFileSync(end.json.report.markdown, 'utf8')).toContain('the whole roster is asked');
  });
});
