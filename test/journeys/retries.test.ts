import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { expectAccepted, FAIL, ID, journalOf, lightRig, noticeCodes, PASS, promptOf, run, survivors, WRITE } from './light.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const turns = (end: Parameters<typeof journalOf>[0]) =>
  journalOf(end).flatMap((event) => (event.type === 'dispatch-started' ? [`${event.dispatch} ${event.turn}`] : []));

describe('an executor that crashes', () => {
  test('once: one more dispatch, from where the attempt began', async () => {
    lightRig(rig, {
      writer: `if (count === 1) { fs.writeFileSync('half.txt', 'half'); console.error('out of luck'); process.exit(7); } ${WRITE}`,
    });
    const end = await run(rig);
    expectAccepted(end);
    expect(end.json.run.attemptsUsed).toBe(1);
    expect(rig.calls('writer')).toEqual(['executor 1', 'executor 1']);
    expect(turns(end)).toEqual(['executor-1 first', 'executor-2 retry', 'verifier-1 first']);
    expect(rig.git('show', '--name-only', '--format=', `okstra/${ID}`)).toBe('hello.txt');
    expect(promptOf(end, 'executor-2')).toContain('ended without a result');
  });

  test('twice: failed, exit 5, the worktree kept, the status restored with a note', async () => {
    lightRig(rig, {
      writer: `fs.writeFileSync('half.txt', 'half ' + count); console.error('out of luck'); process.exit(7);`,
      spec: { metadata: { notes: 'before' } },
    });
    const end = await run(rig);
    expect(end.exitCode).toBe(5);
    expect(end.json).toMatchObject({
      ok: false,
      exitCode: 5,
      outcome: 'failed',
      error: { category: 'system', code: 'agent-crash', message: expect.stringMatching(/exit code 7[^]*out of luck/) },
    });
    expect(end.stderr + end.stdout).toMatch(/^fix: \S/m);
    expect(rig.calls('writer')).toHaveLength(2);
    expect(rig.calls('judge')).toEqual([]);
    expect(readFileSync(join(end.json.worktree, 'half.txt'), 'utf8')).toBe('half 2');
    expect(rig.metadata(ID).status).toBe('todo');
    expect(rig.metadata(ID).notes).toMatch(/^before\n\[[^\]]+\] failed: .*exit code 7/);
    expect(rig.read(`specs/${ID}/implementation-report.md`)).toContain('out of luck');
    // the half-done work of the first dispatch is not lost
    expect(rig.git('for-each-ref', '--format=%(refname)', 'refs/okstra/kept')).toMatch(/executor-2/);

    rig.agent('writer', WRITE);
    const next = await run(rig);
    expectAccepted(next);
    expect(rig.git('show', '--name-only', '--format=', `okstra/${ID}`)).toBe('hello.txt');
  });

  test('killed by a signal, or gone silent: the same', async () => {
    lightRig(rig, {
      writer: `if (count === 1) process.kill(process.pid, 'SIGSEGV'); if (count === 2) sleep(60_000);`,
      extra: 'run: { silence: 1s }\n',
    });
    const end = await run(rig);
    expect(end.json).toMatchObject({
      exitCode: 5,
      outcome: 'failed',
      error: { code: 'agent-silence', message: expect.stringMatching(/run\.silence/) },
    });
    expect(turns(end)).toEqual(['executor-1 first', 'executor-2 retry']);
    expect(survivors(end.json.run.id)).toEqual([]);
  });
});

describe('a verifier', () => {
  test('whose answer is no answer is asked once more, told what is wrong', async () => {
    lightRig(rig, {
      judge: `if (count === 1) console.log('All good, ship it!'); else answer({ verdict: 'pass', criteria: met('SPEC') });`,
    });
    const end = await rig.cli(['run', '--exec', '--json', ID]);
    expectAccepted(end);
    expect(turns(end)).toEqual(['executor-1 first', 'verifier-1 first', 'verifier-2 repair']);
    const prompt = promptOf(end, 'verifier-2');
    expect(prompt).toContain('expected one JSON object');
    expect(prompt).toContain('All good, ship it!');
    expect(prompt).toContain('Say hello in hello.txt');
  });

  const REPAIRED = [
    ['names no tree', `console.log(JSON.stringify({ verdict: 'pass', criteria: met('SPEC'), findings: [] }))`, /tree/],
    [
      'names another tree',
      `answer({ tree: 'f'.repeat(40), verdict: 'pass', criteria: met('SPEC') })`,
      /tree: expected [0-9a-f]{40} .*found "f{40}"/,
    ],
    ['leaves out a criterion', `answer({ verdict: 'pass', criteria: met('AC-1') })`, /none for AC-2/],
    [
      'checked nothing',
      `answer({ verdict: 'pass', criteria: ['AC-1', 'AC-2'].map((id) => ({ id, status: 'not-checked', evidence: '' })) })`,
      /answered not-checked/,
    ],
    ['fails without saying why', `answer({ verdict: 'fail', criteria: met('AC-1', 'AC-2') })`, /say what fails/],
    ['invents a verdict', `answer({ verdict: 'maybe', criteria: met('AC-1', 'AC-2') })`, /verdict/],
    [
      'is cut off',
      `console.log(JSON.stringify({ tree, verdict: 'pass', criteria: met('AC-1', 'AC-2'), findings: [] }).slice(0, -20))`,
      /cut off/,
    ],
    ['says nothing', '', /empty/],
  ] as const;

  // What is wrong with an answer has tests of its own; here it is the way that all of them take.
  const some = process.env['OKSTRA_SOAK'] === '1' ? REPAIRED : REPAIRED.filter((_, index) => index % 3 === 0);
  test.each(some)('that %s is asked once more, then has no result: blocked, never a pass', async (_, judge, problem) => {
    lightRig(rig, { judge, spec: { checklist: '- [ ] one\n- [ ] two\n' } });
    const end = await rig.cli(['run', '--exec', '--json', ID]);
    expect(end.exitCode).toBe(3);
    expect(end.json).toMatchObject({ outcome: 'blocked', error: { category: 'blocked', fix: expect.stringMatching(/\S/) } });
    expect(rig.calls('judge')).toHaveLength(2);
    expect(promptOf(end, 'verifier-2')).toMatch(problem);
    expect(rig.metadata(ID).status).toBe('todo');
    expect(rig.metadata(ID).notes).toContain('blocked');
  });

  test('that contradicts itself in two blocks has no result', async () => {
    const block = (verdict: string) =>
      `console.log('\`\`\`json\\n' + JSON.stringify({ tree, verdict: '${verdict}', criteria: [{ id: 'SPEC', status: '${verdict === 'pass' ? 'met' : 'unmet'}', evidence: 'x' }], findings: [] }) + '\\n\`\`\`');`;
    lightRig(rig, { judge: `${block('fail')} ${block('pass')}` });
    const end = await run(rig);
    expect(end.json).toMatchObject({ exitCode: 3, outcome: 'blocked' });
    expect(readFileSync(end.json.report.markdown, 'utf8')).toMatch(/two json blocks/);
  });

  test('that hangs is ended at --timeout, once more, and leaves no process', async () => {
    lightRig(rig, {
      judge: `require('node:child_process').spawn('sleep', ['60'], { detached: true, stdio: 'ignore' }).unref(); sleep(60_000);`,
    });
    const end = await run(rig, ['--timeout', '400ms']);
    expect(end.json).toMatchObject({ exitCode: 3, outcome: 'blocked' });
    expect(rig.calls('judge')).toHaveLength(2);
    expect(readFileSync(end.json.report.markdown, 'utf8')).toContain('run.timeout');
    expect(survivors(end.json.run.id)).toEqual([]);
  });

  test('that crashes once answers the second time', async () => {
    lightRig(rig, { judge: `if (count === 1) process.exit(3); ${PASS}` });
    const end = await run(rig);
    expectAccepted(end);
    expect(turns(end)).toEqual(['executor-1 first', 'verifier-1 first', 'verifier-2 retry']);
  });

  test('without a result beside one with: the other decides, and the missing one is named', async () => {
    lightRig(rig);
    rig.configure(['writer', 'judge', 'mute'], 'roles: { executor: writer, verifiers: [judge, mute] }\n');
    rig.agent('mute', `console.log('no comment');`);
    const end = await rig.cli(['run', '--exec', '--json', ID]);
    expectAccepted(end);
    const report = readFileSync(end.json.report.markdown, 'utf8');
    expect(report).toMatch(/mute[^\n]*no-result|mute[^\n]*no result/i);
  });
});

test('an unmet criterion sends the run into its next attempt, which goes on from the work of the first', async () => {
  lightRig(rig, {
    writer: `fs.appendFileSync('hello.txt', 'line ' + attempt + '\\n'); console.log('did ' + attempt);`,
    judge: `attempt === 1 ? (() => { ${FAIL} })() : (() => { ${PASS} })();`,
  });
  const end = await run(rig);
  expectAccepted(end);
  expect(end.json.run.attemptsUsed).toBe(2);
  expect(rig.git('show', `okstra/${ID}:hello.txt`)).toBe('line 1\nline 2');
  expect(rig.git('rev-list', '--count', `main..okstra/${ID}`)).toBe('1');
  expect(rig.metadata(ID).notes.split('\n')).toEqual([
    expect.stringMatching(/attempt 1 remaining tasks: .*it says too little/),
    expect.stringMatching(/attempt 2 ok: did 2/),
  ]);
  expect(noticeCodes(end)).not.toContain('executor-commits');
});

test('a report of a failed run says what to do, and its worktree is where it says', async () => {
  lightRig(rig, { writer: 'process.exit(1);' });
  const end = await run(rig);
  expect(existsSync(end.json.worktree)).toBe(true);
  expect((await rig.cli(['validate', end.json.report.data])).exitCode).toBe(0);
  const text = await rig.cli(['run', '--exec', '--level', 'light', ID]);
  expect(text.exitCode).toBe(5);
  expect(`${text.stdout}${text.stderr}`).toMatch(/^fix: \S/m);
});

describe('what goes wrong around a dispatch ends the run, and never leaves it hanging', () => {
  test('a program that is gone when it is to be started once more', async () => {
    lightRig(rig, { writer: `fs.rmSync(process.argv[1]); process.exit(1);` });
    const end = await run(rig);
    expect(end.json).toMatchObject({
      exitCode: 5,
      outcome: 'failed',
      error: { category: 'system', message: expect.stringMatching(/bin\/writer/) },
    });
    expect(rig.metadata(ID).status).toBe('todo');
    expect(journalOf(end).at(-1)).toMatchObject({ type: 'report-written' });
    expect((await rig.cli(['resume', '--json'])).json).toMatchObject({ ok: true, run: null });
  });

  test.each([
    ['its repository', `fs.rmSync(process.cwd(), { recursive: true });`],
    ['its .git', `fs.rmSync('.git', { recursive: true });`],
    ['a file of it', `fs.rmSync('README.md');`],
  ])('a verifier that removes %s is void', async (_, harm) => {
    lightRig(rig, { judge: `${PASS} ${harm}` });
    const end = await run(rig);
    expect(end.json).toMatchObject({ exitCode: 3, outcome: 'blocked' });
    expect(readFileSync(end.json.report.markdown, 'utf8')).toMatch(/its repository changed/);
    expect(rig.metadata(ID).status).toBe('todo');
    expect(rig.git('fsck', '--no-dangling')).toBe('');
  });

  test('a recording that cannot be made', async () => {
    lightRig(rig, { writer: `${WRITE} fs.rmSync('.git');` });
    const end = await run(rig, ['--record', 'recording']);
    expect(end.json).toMatchObject({ exitCode: 5, outcome: 'failed', error: { code: 'worktree-damaged' } });
    expect(rig.metadata(ID).status).toBe('todo');
    expect(journalOf(end).at(-1)).toMatchObject({ type: 'report-written' });
  });
});
