import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { OkstraError } from '../../runtime/model/failure.ts';
import { findProgram } from '../../runtime/process/lookup.ts';
import { listProcesses, marked } from '../../runtime/process/proc.ts';
import { supervise } from '../../runtime/process/supervise.ts';
import { folder, isAlive, noNamespace, shell, until } from './helpers.ts';

/** Pids that a script wrote, one a file, into `dir`. */
const pidsIn = (dir: string): number[] =>
  readdirSync(dir)
    .map((name) => Number(readFileSync(join(dir, name), 'utf8')))
    .filter((pid) => pid > 0);

/** Starts one process of every kind that is hard to end, and waits for them to have written their pids to `$1`. */
const HARD_TO_END = `
  trap '' TERM
  sleep 60 & echo $! > background
  setsid sh -c 'echo $$ > session; exec sleep 60' &
  sh -c "trap '' TERM; echo \\$\\$ > deaf; while :; do sleep 1; done" &
  (setsid sh -c '(echo $$ > forked; exec sleep 60) &' &)
  sh -c 'sh -c "echo \\$\\$ > grandchild; exec sleep 60" & wait' &
`;

describe('output', () => {
  test('stdout and stderr come line by line, the last line without its end too', async () => {
    const out: string[] = [];
    const err: string[] = [];
    const running = shell('printf "a\\nb\\r\\n\\nlast"; echo oops >&2', {
      onStdoutLine: (line) => out.push(line),
      onStderrLine: (line) => err.push(line),
    });
    expect(await running.exited).toMatchObject({
      exitCode: 0,
      signal: null,
      stdoutBytes: 10,
      stderrBytes: 5,
      stderrTail: 'oops\n',
    });
    expect(out).toEqual(['a', 'b', '', 'last']);
    expect(err).toEqual(['oops']);
  });

  test('lines come while the process is still running', async () => {
    const out: string[] = [];
    const dir = folder();
    const running = shell(`echo early; while [ ! -e ${dir}/go ]; do sleep 0.02; done; echo late`, {
      onStdoutLine: (line) => out.push(line),
    });
    await until(() => out.length === 1);
    writeFileSync(join(dir, 'go'), '');
    await running.exited;
    expect(out).toEqual(['early', 'late']);
  });

  test('scripts that write to /dev/stdout and /dev/stderr and read /dev/stdin work', async () => {
    const out: string[] = [];
    const running = shell('cat /dev/stdin; sleep 0.2; echo more > /dev/stdout; echo oops > /dev/stderr', {
      stdin: 'given\n',
      onStdoutLine: (line) => out.push(line),
    });
    expect(await running.exited).toMatchObject({ exitCode: 0, stderrTail: 'oops\n' });
    expect(out).toEqual(['given', 'more']);
  });

  test('50 MB of output arrive whole', async () => {
    let characters = 0;
    let lines = 0;
    const running = shell('yes 123456789012345678901234567890123456789012345678 2>/dev/null | head -c 52428800', {
      onStdoutLine: (line) => {
        characters += line.length + 1;
        lines += 1;
      },
    });
    expect(await running.exited).toMatchObject({ exitCode: 0, stdoutBytes: 52_428_800 });
    // The last line is cut off by head and comes without its line end.
    expect({ characters, lines }).toEqual({ characters: 52_428_801, lines: 1_069_976 });
  });

  test('both streams in one keep the order in which they were written', async () => {
    let text = '';
    const running = shell('for i in 1 2 3; do echo out$i; echo err$i >&2; done', {
      stderr: 'with-stdout',
      onText: (more) => (text += more),
    });
    expect(await running.exited).toMatchObject({ stderrBytes: 0 });
    expect(text).toBe('out1\nerr1\nout2\nerr2\nout3\nerr3\n');
  });

  test('the files behind stdin, stdout and stderr have no name from the start', async () => {
    const spoolDir = folder();
    const spec = { argv: ['sleep', '60'] as const, cwd: '/', env: process.env, stdin: 'secret', marker: { runId: 'r' } };
    const limits = { wallMs: 20_000, outputBytes: 1000 };
    const running = supervise({ ...spec, limits, namespace: 'none' }, { spoolDir });
    expect(readdirSync(spoolDir)).toEqual([]);
    expect(readFileSync(`/proc/${running.pid}/fd/0`, 'utf8')).toBe('secret');
    await running.stop('cancelled');
  });

  test('the end of stderr is redacted before it is cut to 4 KB', async () => {
    const secret = 'hunter2-'.repeat(20);
    const running = shell(`printf '%s' ${secret}; printf '%04000d' 7 >&2; printf '%s' ${secret} >&2; printf '%04000d' 8 >&2`, {
      redact: (text) => text.replaceAll(secret, '***'),
    });
    const { stderrTail } = await running.exited;
    expect(stderrTail).toHaveLength(4096);
    expect(stderrTail).toContain('***');
    expect(stderrTail).not.toContain('hunter2');
  });

  test('an error in a callback ends the process and reaches the caller', async () => {
    const running = shell('echo one; sleep 60', {
      onStdoutLine: () => {
        throw new Error('defect in the reader');
      },
    });
    await expect(running.exited).rejects.toThrow('defect in the reader');
    await until(() => !isAlive(running.pid));
  });
});

describe('start and end', () => {
  test('a process that never reads its stdin ends as if it had', async () => {
    expect(await shell('exit 3', { stdin: randomBytes(3 << 20).toString('hex') }).exited).toMatchObject({
      exitCode: 3,
      signal: null,
    });
  });

  test('a large text on stdin arrives whole and is followed by its end', async () => {
    const out: string[] = [];
    await shell('wc -c', { stdin: 'ä'.repeat(1 << 20), onStdoutLine: (line) => out.push(line) }).exited;
    expect(out.map(Number)).toEqual([2 << 20]);
  });

  test('empty stdin is at its end at once', async () => {
    expect(await shell('cat').exited).toMatchObject({ exitCode: 0, stdoutBytes: 0 });
  });

  test('a death by a signal of its own is told apart from an exit code', async () => {
    const end = await shell('kill -SEGV $$').exited;
    expect(end).toMatchObject({ exitCode: null, signal: 'SIGSEGV' });
    expect(end.stopped).toBeUndefined();
  });

  test('a fast process costs no waiting for the next look at the output', async () => {
    await shell('true').exited;
    const times: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const before = performance.now();
      await shell('echo x').exited;
      times.push(performance.now() - before);
    }
    expect(Math.min(...times)).toBeLessThan(45);
  });

  test.each([
    ['a program that is not on the PATH', ['no-such-program-xyz'], '/', 'it is not on the PATH'],
    ['a path without a program', ['/no/such/program'], '/', 'there is no such executable file'],
    ['a folder that is not there', ['true'], '/no/such/folder', 'there is no folder /no/such/folder'],
    ['too long an argument', ['true', 'x'.repeat(4 << 20)], '/', 'its arguments are too long'],
  ])('%s is refused with the reason', (_, argv, cwd, reason) => {
    for (const wrap of [[], ['env']]) {
      let caught: unknown;
      try {
        shell('', { argv: argv as [string], cwd, wrap });
      } catch (error) {
        caught = error;
      }
      expect(caught).toBeInstanceOf(OkstraError);
      expect((caught as OkstraError).failure).toMatchObject({ code: 'unstartable', message: expect.stringContaining(reason) });
    }
  });

  test('the marker stands in the environment of the process and of its children', async () => {
    const out: string[] = [];
    await shell(`sh -c 'echo $OKSTRA_RUN_ID $OKSTRA_DISPATCH'`, {
      marker: { runId: 'run-a', dispatch: 'executor-1' },
      env: { PATH: process.env['PATH'], OKSTRA_RUN_ID: 'outer' },
      onStdoutLine: (line) => out.push(line),
    }).exited;
    expect(out).toEqual(['run-a executor-1']);
  });

  test('a background child that holds the output keeps nobody waiting and is ended', async () => {
    const dir = realpathSync(folder());
    const before = performance.now();
    const end = await shell('sleep 60 & echo $! > pid; echo done', { cwd: dir }).exited;
    expect(end).toMatchObject({ exitCode: 0, stdoutBytes: 5 });
    expect(performance.now() - before).toBeLessThan(2000);
    expect(pidsIn(dir).filter(isAlive)).toEqual([]);
  });

  test('children in sessions of their own and orphans are ended after a normal exit', async () => {
    const dir = folder();
    const end = await shell(`${HARD_TO_END} while [ $(ls | wc -l) -lt 5 ]; do sleep 0.02; done; sleep 0.1; exit 4`, { cwd: dir })
      .exited;
    expect(end).toMatchObject({ exitCode: 4 });
    expect(pidsIn(dir)).toHaveLength(5);
    await until(() => pidsIn(dir).every((pid) => !isAlive(pid)));
  });

  test('what another dispatch of the same run started is left alone', async () => {
    const runId = 'run-shared';
    const other = shell('sleep 60', { marker: { runId, dispatch: 'b' } });
    const third = shell('sleep 60', { marker: { runId } });
    await shell('sleep 60 &', { marker: { runId, dispatch: 'a' } }).exited;
    await shell('sleep 60 &', { marker: { runId } }).exited;
    expect([isAlive(other.pid), isAlive(third.pid)]).toEqual([true, true]);
  });
});

describe('stopping', () => {
  test('SIGTERM comes first, and a process that ends by it keeps its exit code', async () => {
    const out: string[] = [];
    const running = shell(`trap 'echo bye; exit 7' TERM; echo ready; while :; do sleep 0.05; done`, {
      onStdoutLine: (line) => out.push(line),
      killGraceMs: 5000,
    });
    await until(() => out.includes('ready'));
    await running.stop('cancelled');
    expect(await running.exited).toMatchObject({ exitCode: 7, stopped: 'cancelled' });
    expect(out).toEqual(['ready', 'bye']);
  });

  test.each(['none', 'pid'] as const)('nothing that came out of it survives a stop (namespace: %s)', async (namespace) => {
    const dir = folder();
    const running = shell(`${HARD_TO_END} while :; do sleep 1; done`, { cwd: dir, namespace });
    const ready = () =>
      readdirSync(dir).length === 5 && readdirSync(dir).every((name) => readFileSync(join(dir, name), 'utf8') !== '');
    await until(ready);
    await sleep(100);
    const before = performance.now();
    await running.stop('cancelled');
    expect(performance.now() - before).toBeLessThan(2500);
    expect(await running.exited).toMatchObject({ stopped: 'cancelled' });
    expect(isAlive(running.pid)).toBe(false);
    // Inside a namespace the pids written are the namespace's own; there the marker is what can be looked for.
    expect(namespace === 'none' ? pidsIn(dir).filter(isAlive) : []).toEqual([]);
    const left = marked({ OKSTRA_RUN_ID: `run-test-${process.pid}` }, listProcesses()).filter((info) => info.name === 'sleep');
    expect(left).toEqual([]);
  });

  test.skipIf(noNamespace !== '')(`a wrapped process gets SIGTERM and its grace too${noNamespace}`, async () => {
    const out: string[] = [];
    const running = shell(`trap 'sleep 0.1; echo bye; exit 7' TERM; echo ready; while :; do sleep 0.05; done`, {
      namespace: 'pid',
      onStdoutLine: (line) => out.push(line),
      killGraceMs: 5000,
    });
    await until(() => out.includes('ready'));
    await running.stop('cancelled');
    expect(await running.exited).toMatchObject({ exitCode: 7, stopped: 'cancelled' });
    expect(out).toEqual(['ready', 'bye']);
  });

  test('a child that left session and marker behind goes with its parent', async () => {
    const dir = folder();
    const running = shell(`setsid env -i PATH="$PATH" sh -c 'echo $$ > pid; exec sleep 60' & wait; sleep 60`, { cwd: dir });
    await until(() => pidsIn(dir).length === 1);
    await running.stop('cancelled');
    expect(pidsIn(dir).filter(isAlive)).toEqual([]);
  });

  test('such a child is gone at the end, however long the system takes to end it', async () => {
    const dir = folder();
    // Half a gigabyte to be given back.
    const large = `require('node:fs').writeFileSync('pid', String(process.pid), void (globalThis.kept = Buffer.alloc(5e8, 1))); setInterval(() => 0, 1000)`;
    const running = shell(`setsid env -i "${process.execPath}" -e "${large}" & wait; sleep 60`, { cwd: dir });
    await until(() => pidsIn(dir).length === 1);
    await running.stop('cancelled');
    expect(pidsIn(dir).filter(isAlive)).toEqual([]);
  });

  test('a second stop without grace ends at once what takes its time', async () => {
    const out: string[] = [];
    const running = shell(`trap '' TERM; echo ready; while :; do sleep 1; done`, {
      killGraceMs: 20_000,
      onStdoutLine: (line) => out.push(line),
    });
    await until(() => out.includes('ready'));
    const soft = running.stop('cancelled');
    const before = performance.now();
    await running.stop('wall-clock', 0);
    await soft;
    expect(performance.now() - before).toBeLessThan(2000);
    expect(await running.exited).toMatchObject({ signal: 'SIGKILL', stopped: 'cancelled' });
  });

  test('stopping what has ended changes nothing', async () => {
    const running = shell('true');
    await running.exited;
    await running.stop('cancelled');
    expect((await running.exited).stopped).toBeUndefined();
  });
});

describe('limits', () => {
  const limits = { wallMs: 10_000, outputBytes: 1 << 20 };

  test('the wall clock ends a process that keeps talking', async () => {
    const end = await shell('while :; do echo x; sleep 0.05; done', { limits: { ...limits, wallMs: 400, silenceMs: 5000 } })
      .exited;
    expect(end.stopped).toBe('wall-clock');
    expect(end.durationMs).toBeGreaterThanOrEqual(390);
    expect(end.durationMs).toBeLessThan(2000);
  });

  test('silence ends a process that has gone quiet, on both streams', async () => {
    const end = await shell('for i in 1 2 3 4 5 6; do echo x >&2; sleep 0.1; done; sleep 60', {
      limits: { ...limits, silenceMs: 400 },
    }).exited;
    expect(end.stopped).toBe('silence');
    expect(end.stderrBytes).toBe(12);
  });

  test('while a tool call is open its own limit counts, and after it silence again', async () => {
    const running = shell('sleep 60', { limits: { ...limits, silenceMs: 200, toolTimeoutMs: 5000 } });
    running.toolOpened('a');
    running.toolOpened('b');
    await sleep(500);
    running.toolClosed('a');
    await sleep(300);
    expect(isAlive(running.pid)).toBe(true);
    running.toolClosed('b');
    const closed = performance.now();
    expect((await running.exited).stopped).toBe('silence');
    expect(performance.now() - closed).toBeGreaterThanOrEqual(190);
  });

  test('a model that was asked and does not answer ends the process, whatever the process prints; its tools do not count', async () => {
    const running = shell('while :; do echo x; sleep 0.05; done', { limits: { ...limits, firstResponseMs: 300 } });
    await sleep(400);
    running.modelAsked();
    await sleep(150);
    running.modelAnswers();
    await sleep(400);
    running.toolOpened('a');
    running.modelAsked();
    await sleep(400);
    expect(isAlive(running.pid)).toBe(true);
    running.toolClosed('a');
    const closed = performance.now();
    expect((await running.exited).stopped).toBe('no-response');
    expect(performance.now() - closed).toBeGreaterThanOrEqual(290);
  });

  test('the wait for a model begins after the pause that the program named', async () => {
    const running = shell('sleep 60', { limits: { ...limits, firstResponseMs: 100 } });
    running.modelAsked(400);
    const end = await running.exited;
    expect(end.stopped).toBe('no-response');
    expect(end.durationMs).toBeGreaterThanOrEqual(490);
  });

  test('a tool call that stays silent for too long ends the process', async () => {
    const running = shell('sleep 60', { limits: { ...limits, silenceMs: 100, toolTimeoutMs: 400 } });
    running.toolOpened('a');
    const end = await running.exited;
    expect(end.stopped).toBe('silence');
    expect(end.durationMs).toBeGreaterThanOrEqual(390);
  });

  test('the cap on output ends an endless writer and bounds what is handed on', async () => {
    let characters = 0;
    const running = shell('yes', {
      limits: { ...limits, outputBytes: 100_000 },
      onStdoutLine: (line) => (characters += line.length + 1),
    });
    const end = await running.exited;
    expect(end.stopped).toBe('output-cap');
    expect(characters).toBeLessThanOrEqual(100_002);
    expect(characters).toBeGreaterThan(99_000);
  });

  test('the cap counts what was written, also by a process that writes faster than anybody reads', async () => {
    let slow = 0;
    const running = shell('yes', {
      limits: { ...limits, outputBytes: 5_000_000 },
      onText: () => {
        const end = performance.now() + 30;
        while (performance.now() < end) slow += 1;
      },
    });
    const end = await running.exited;
    expect(end.stopped).toBe('output-cap');
    // Of what the cap allows most was still unread when it was stopped; it is read all the same.
    expect(end.stdoutBytes).toBe(5_000_001);
    expect(slow).toBeGreaterThan(0);
  });

  test('while a flood is read everything else goes on', async () => {
    let longest = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    let bytes = 0;
    const end = await shell('head -c 150000000 /dev/zero', { onText: (text) => (bytes += text.length) }).exited;
    clearInterval(watch);
    expect(bytes).toBe(150_000_000);
    expect(end.stdoutBytes).toBe(150_000_000);
    // Read at once it would take a good part of a second.
    expect(longest).toBeLessThan(1000);
  });

  test.skipIf(findProgram('fallocate', process.env) === undefined)(
    'what was read of a flood is given back to the file system while the process goes on',
    async () => {
      const running = shell('head -c 100000000 /dev/zero; sleep 1.5; echo done', { onText: () => undefined });
      const spool = await until(() => {
        const path = `/proc/${running.pid}/fd/1`;
        const { size, blocks } = statSync(path);
        return size === 100_000_000 && blocks * 512 < 50_000_000 ? { size, blocks } : false;
      });
      expect(spool.blocks * 512).toBeLessThan(50_000_000);
      expect((await running.exited).stdoutBytes).toBe(100_000_005);
    },
  );

  test('a process that passes the cap and ends before anyone looks is still told to have passed it', async () => {
    expect((await shell('head -c 200000 /dev/zero', { limits: { ...limits, outputBytes: 100_000 } }).exited).stopped).toBe(
      'output-cap',
    );
  });
});
