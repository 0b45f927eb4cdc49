import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { everything, expectAccepted, expectRefused, FAIL, ID, journalOf, lightRig, promptOf, run, WRITE } from './light.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

describe('attempts', () => {
  test.each(['abc', '0', '-1', '2.5', '1e3'])(
    'MAX_ATTEMPTS=%s is refused by its value, before anything is written',
    async (value) => {
      lightRig(rig);
      const before = everything(rig);
      const end = await run(rig, [], { env: { MAX_ATTEMPTS: value } });
      expectRefused(end, {
        exitCode: 2,
        code: 'config-value',
        message: new RegExp(`whole number of at least 1, found "${value}"`),
        fix: /MAX_ATTEMPTS=2/,
      });
      expect(end.stderr).toContain('MAX_ATTEMPTS');
      expect(everything(rig)).toEqual(before);
    },
  );

  test('MAX_ATTEMPTS=3 is three, a flag wins over it, and it wins over okstra.yaml', async () => {
    lightRig(rig, { judge: FAIL, extra: 'run: { maxAttempts: 1 }\n' });
    const three = await run(rig, [], { env: { MAX_ATTEMPTS: '3' } });
    expect(three.json).toMatchObject({ exitCode: 1, outcome: 'not-accepted', run: { attemptsUsed: 3 } });
    expect(rig.calls('writer')).toEqual(['executor 1', 'executor 2', 'executor 3']);
    expect(rig.metadata(ID).notes).toContain('attempts exhausted (3 of 3)');
    const flag = await run(rig, ['--max-attempts', '1'], { env: { MAX_ATTEMPTS: '3' } });
    expect(flag.json.run.attemptsUsed).toBe(1);
  });
});

describe('the command line', () => {
  test.each([
    [['--no-such-flag'], /unknown option '--no-such-flag'/i],
    [['--mode', 'nonsense'], /'nonsense'.*strict, parallel/],
    [['--level', 'deep'], /'deep'.*light, cross/],
    [['--max-attempts', 'abc'], /'abc'.*whole number/],
    [['--max-attempts', '0'], /'0'.*whole number/],
    [['--timeout', '5'], /'5'.*duration/],
    [['--verifiers', 'judge,,judge'], /judge,,judge/],
    [['--workers', 'writer', '--executor', 'writer'], /--workers/],
    [['--json-stream'], /--json-stream/],
  ])('%j is refused', async (args, message) => {
    lightRig(rig);
    const before = everything(rig);
    const end = await run(rig, args);
    expect(end.exitCode).toBe(2);
    expect(end.json).toMatchObject({
      ok: false,
      exitCode: 2,
      error: { category: 'usage', message: expect.stringMatching(message) },
    });
    expect(end.stderr).toMatch(/^error: /m);
    expect(end.stderr).toMatch(/^fix: \S/m);
    expect(everything(rig)).toEqual(before);
  });

  test('without an item the command says what it lacks', async () => {
    const end = await rig.cli(['run', '--json']);
    expect(end.json).toMatchObject({ exitCode: 2, error: { message: expect.stringMatching(/missing.*ref/i) } });
    expect(end.stderr).toMatch(/^fix: okstra run --help$/m);
  });
});

describe('okstra.yaml', () => {
  test.each([
    ['an unknown key', 'run: { maxAttemps: 3 }\n', 'config-unknown-key', /maxAttemps/, /maxAttempts/],
    [
      'a value of the wrong kind',
      'run: { maxAttempts: many }\n',
      'config-type',
      /whole number, found "many"/,
      /okstra\.yaml:6:21 \(run\.maxAttempts\)/,
    ],
    ['a value out of bounds', 'run: { mode: stict }\n', 'config-value', /strict.*"stict"/, /strict/],
    ['a language that reports are not written in', 'report: { language: de }\n', 'config-value', /en, ko.*"de"/, /\S/],
  ])('with %s: named with its place', async (_, extra, code, message, fix) => {
    lightRig(rig, { extra });
    const before = everything(rig);
    const end = await run(rig);
    expectRefused(end, { exitCode: 2, code, message, fix });
    expect(end.json.error.place).toMatchObject({ file: 'okstra.yaml', line: expect.any(Number) });
    expect(everything(rig)).toEqual(before);
  });

  test.each([
    ['is no YAML', 'agents: { a: [ }\n', /Expected/],
    ['has a key twice', 'run: { mode: strict }\nrun: { mode: parallel }\n', /Expected/],
  ])('that %s: named with its place', async (_, text, message) => {
    lightRig(rig);
    rig.write('okstra.yaml', text);
    const end = await run(rig);
    expect(end.json).toMatchObject({ exitCode: 2, error: { message: expect.stringMatching(message) } });
    expect(end.stderr).toMatch(/okstra\.yaml:\d+/);
    expect(end.stderr).toMatch(/^fix: \S/m);
  });

  test('that is a folder', async () => {
    lightRig(rig);
    rig.git('rm', '-q', 'okstra.yaml');
    mkdirSync(join(rig.repo, 'okstra.yaml'));
    expectRefused(await run(rig), { exitCode: 2, code: 'unreadable', message: /can be read/ });
  });
});

describe('the roster', () => {
  test('an unknown agent among the verifiers is named, with the one that was meant', async () => {
    lightRig(rig);
    const before = everything(rig);
    expectRefused(await run(rig, ['--verifiers', 'judgge']), {
      exitCode: 2,
      code: 'config-unknown-agent',
      message: /"judgge"/,
      fix: /judge/,
    });
    expectRefused(await run(rig, ['--executor', 'wirter']), {
      exitCode: 2,
      code: 'config-unknown-agent',
      message: /"wirter"/,
      fix: /writer/,
    });
    expect(everything(rig)).toEqual(before);
  });

  test('a verifier without program is an error before anything is written; --allow-missing goes on and names it', async () => {
    lightRig(rig);
    rig.configure(['writer', 'judge', 'ghost'], 'roles: { executor: writer, verifiers: [judge, ghost] }\n');
    const before = everything(rig);
    const refused = await rig.cli(['run', '--exec', '--json', ID]);
    expectRefused(refused, {
      exitCode: 2,
      code: 'agent-missing',
      message: /bin\/ghost.*agent ghost/,
      fix: /--allow-missing|ghost/,
    });
    expect(everything(rig)).toEqual(before);
    const end = await rig.cli(['run', '--exec', '--json', '--allow-missing', ID]);
    expectAccepted(end);
    expect(readFileSync(end.json.report.markdown, 'utf8')).toContain('ghost');
    expect(JSON.parse(readFileSync(end.json.report.data, 'utf8')).run.leftOut).toEqual([
      { agent: 'ghost', reason: expect.stringContaining('bin/ghost') },
    ]);
  });

  test('--allow-missing does not do without any verifier, nor without an executor', async () => {
    lightRig(rig);
    rig.configure(['writer', 'judge', 'ghost'], 'roles: { executor: writer, verifiers: [ghost] }\n');
    const before = everything(rig);
    expectRefused(await run(rig, ['--allow-missing']), { exitCode: 2, code: 'no-verifier', message: /at least one verifier/ });
    expectRefused(await run(rig, ['--allow-missing', '--workers', 'ghost,judge']), {
      exitCode: 2,
      code: 'agent-missing',
      message: /ghost/,
    });
    expect(everything(rig)).toEqual(before);
  });

  test('a driver that this version has not is refused by name', async () => {
    lightRig(rig);
    rig.write('okstra.yaml', rig.read('okstra.yaml').replace(/^agents:/m, 'agents:\n  far: { driver: far-api, vendor: far }'));
    expectRefused(await run(rig, ['--executor', 'far']), {
      exitCode: 2,
      code: 'config-value',
      message: /Expected one of claude-cli, .*, found "far-api"/,
      fix: /./,
    });
  });

  test('the same agent twice is two seats and one vendor', async () => {
    lightRig(rig);
    const end = await rig.cli(['run', '--exec', '--json', ID, '--verifiers', 'judge,judge']);
    expectAccepted(end);
    expect(rig.calls('judge')).toHaveLength(2);
    expect(journalOf(end).find((event) => event.type === 'run-started')).toMatchObject({
      verifiers: ['verifier:judge', 'verifier:judge#2'],
    });
  });
});

describe('--dry-run', () => {
  test('writes nothing at all, and prints the plan that a run then carries out', async () => {
    lightRig(rig);
    rig.write('README.md', '# changed\n');
    const before = {
      all: everything(rig),
      refs: rig.git('for-each-ref'),
      head: rig.git('rev-parse', 'HEAD'),
      status: rig.git('status', '--porcelain'),
    };
    const dry = await run(rig, ['--dry-run']);
    expect(dry.json).toMatchObject({ ok: true, exitCode: 0, dryRun: true });
    const text = await rig.cli(['run', '--dry-run', '--level', 'light', ID]);
    expect(text.stdout).toContain(`okstra/${ID}`);
    expect({
      all: everything(rig),
      refs: rig.git('for-each-ref'),
      head: rig.git('rev-parse', 'HEAD'),
      status: rig.git('status', '--porcelain'),
    }).toEqual(before);
    expect(existsSync(join(rig.repo, '.okstra'))).toBe(false);
    expect(rig.calls('writer')).toEqual([]);
    const end = await run(rig);
    expectAccepted(end);
    expect(JSON.parse(readFileSync(join(end.json.run.dir, 'plan.json'), 'utf8'))).toEqual(dry.json.plan);
  });

  test('of several items it gives a plan each; what cannot run is refused there already', async () => {
    lightRig(rig);
    rig.spec('spec-02-other', { metadata: { dependsOn: [ID] } });
    const both = await rig.cli(['run', '--dry-run', '--json', ID, 'spec-02-other', '--yes']);
    expect(both.json.plans.map((plan: { taskKey: string }) => plan.taskKey)).toEqual([
      `sample:specs:${ID}`,
      'sample:specs:spec-02-other',
    ]);
    expectRefused(await rig.cli(['run', '--dry-run', '--json', 'spec-02-other']), {
      exitCode: 3,
      code: 'unmet-dependencies',
      message: new RegExp(ID),
    });
  });
});

test('several items run one after another, and one that cannot start does not keep the others', async () => {
  lightRig(rig);
  rig.spec('spec-02-other', { metadata: { dependsOn: ['spec-09-none'] } });
  rig.spec('spec-03-third');
  const end = await rig.cli(['run', '--exec', '--level', 'light', '--json', ID, 'spec-02-other', 'spec-03-third']);
  expect(end.exitCode).toBe(3);
  expect(end.json.runs.map((one: { exitCode: number }) => one.exitCode)).toEqual([0, 3, 0]);
  expect(end.stderr).toMatch(/^fix: /m);
  expect([rig.metadata(ID).status, rig.metadata('spec-02-other').status, rig.metadata('spec-03-third').status]).toEqual([
    'done',
    'todo',
    'done',
  ]);
});

test('a recording leaves out a binary file that holds a secret, and says so', async () => {
  lightRig(rig, {
    writer: `fs.writeFileSync('data.bin', Buffer.concat([Buffer.from([0, 1, 255]), Buffer.from(process.env.A_TOKEN)])); console.log('bytes');`,
  });
  const end = await run(rig, ['--record', 'recording'], { env: { A_TOKEN: 'a-planted-secret-value' } });
  expectAccepted(end);
  expect(end.json.notices).toContainEqual({ code: 'recording-incomplete', message: expect.stringContaining('data.bin') });
  expect(JSON.parse(rig.read('recording/executor-1.json')).files).toEqual({});
});

test('what --record keeps is played back by the replay driver to the same tree', async () => {
  lightRig(rig, {
    writer: `
fs.writeFileSync('hello.txt', attempt === 1 ? 'hi\\n' : 'hello\\n');
fs.mkdirSync('deep/er', { recursive: true });
fs.writeFileSync('deep/er/größe 1.txt', 'ä\\n');
if (attempt === 1) fs.rmSync('README.md'); else fs.renameSync('deep/er/größe 1.txt', 'deep/moved.txt');
console.log('attempt ' + attempt + ' of the work');`,
    judge: `attempt === 1 ? answer({ verdict: 'fail', criteria: [{ id: 'SPEC', status: 'unmet', evidence: 'no hello' }] }) : answer({ verdict: 'pass', criteria: met('SPEC') });`,
  });
  const recorded = await run(rig, ['--record', 'recording']);
  expectAccepted(recorded);
  expect(readdirSync(join(rig.repo, 'recording')).toSorted()).toEqual([
    'executor-1.json',
    'executor-1.prompt.md',
    'executor-2.json',
    'executor-2.prompt.md',
    'verifier-judge-1.json',
    'verifier-judge-1.prompt.md',
    'verifier-judge-2.json',
    'verifier-judge-2.prompt.md',
  ]);
  const tree = rig.git('rev-parse', `okstra/${ID}^{tree}`);

  rig.git('checkout', '-q', '--', `specs/${ID}/metadata.json`);
  rig.write(
    'okstra.yaml',
    'project: sample\nagents:\n  player: { driver: replay, recording: recording }\n  judge: { driver: replay, recording: recording }\nroles: { executor: player, verifiers: [judge] }\n',
  );
  const calls = [rig.calls('writer').length, rig.calls('judge').length];
  const played = await run(rig, ['--fresh', '--again']);
  expectAccepted(played);
  expect(played.json.run.attemptsUsed).toBe(2);
  expect(rig.git('rev-parse', `okstra/${ID}^{tree}`)).toBe(tree);
  expect(promptOf(played, 'executor-2')).toContain('no hello');
  expect([rig.calls('writer').length, rig.calls('judge').length]).toEqual(calls);

  // Asked something else, it does not answer, and says what is new; nobody is asked a second time for nothing.
  rig.git('checkout', '-q', '--', `specs/${ID}/metadata.json`);
  rig.write(`specs/${ID}/SPEC.md`, rig.read(`specs/${ID}/SPEC.md`).replace('Say hello', 'Say goodbye'));
  const changed = await run(rig, ['--fresh', '--again']);
  expect(changed.json).toMatchObject({
    exitCode: 5,
    outcome: 'failed',
    error: {
      code: 'agent-recording',
      message: expect.stringMatching(
        /executor-1\.json was recorded for another prompt: ".*" changed, line \d+: recorded ".*Say hello.*", now ".*Say goodbye/,
      ),
      fix: expect.stringMatching(/--record, or take "prompt" out of .*executor-1\.json/),
    },
  });
  expect(journalOf(changed).filter(({ type }) => type === 'dispatch-started')).toHaveLength(1);
});

describe('recordings', () => {
  const play = (): void =>
    rig.write(
      'okstra.yaml',
      'project: sample\nagents: { player: { driver: replay, recording: recording } }\nroles: { executor: player, verifiers: [player] }\n',
    );

  test('a run that was killed and resumed is recorded as one that was not, and plays', async () => {
    const there = join(rig.root, 'there');
    lightRig(rig, { writer: `if (count === 1) { fs.writeFileSync(${JSON.stringify(there)}, ''); sleep(60_000); } ${WRITE}` });
    const first = rig.start(['run', '--exec', '--level', 'light', '--json', ID, '--record', 'recording']);
    while (!existsSync(there)) await sleep(20);
    first.kill('SIGKILL');
    await first.ended;
    expectAccepted(await rig.cli(['resume', '--json']));
    const steps = readdirSync(join(rig.repo, 'recording')).filter((name) => name.endsWith('.json'));
    expect(steps.toSorted()).toEqual(['executor-1.json', 'verifier-judge-1.json']);
    rig.git('checkout', '-q', '--', `specs/${ID}/metadata.json`);
    play();
    renameSync(join(rig.repo, 'recording/verifier-judge-1.json'), join(rig.repo, 'recording/verifier-1.json'));
    expectAccepted(await run(rig, ['--fresh', '--again']));
  });

  test('two seats of one agent, and several items, do not overwrite each other', async () => {
    lightRig(rig);
    rig.spec('spec-02-other');
    const flags = ['--exec', '--json', '--verifiers', 'judge,judge', '--record', 'recording'];
    const end = await rig.cli(['run', ...flags, ID, 'specs/spec-02-other']);
    expect(end.exitCode, end.stderr).toBe(0);
    for (const item of [ID, 'spec-02-other'])
      expect(
        readdirSync(join(rig.repo, 'recording', item))
          .filter((name) => name.endsWith('.json'))
          .toSorted(),
      ).toEqual(['executor-1.json', 'verifier-judge-1.json', 'verifier-judge-seat2-1.json']);
  });

  test('a review is recorded too', async () => {
    lightRig(rig);
    rig.write('hello.txt', 'hello\n');
    const end = await rig.cli(['review', '--working-tree', '--exec', '--json', '--record', 'recording']);
    expect(end.exitCode, end.stderr).toBe(0);
    expect(readdirSync(join(rig.repo, 'recording')).toSorted()).toEqual(['verifier-judge-1.json', 'verifier-judge-1.prompt.md']);
  });
});
