import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { RunEvent } from '../../runtime/model/events.ts';
import { Rig } from './rig.ts';

let rig: Rig;
afterEach(() => rig.dispose());

/** Agents die with okstra here, where the system can see to it; test/durability has the rest. */
const MOMENTS = process.env['OKSTRA_SOAK'] === '1' ? Array.from({ length: 34 }, (_, index) => index + 1) : [8, 22];

/** Two attempts: the first fails a check, the second is verified by two agents. Both write more than one file, slowly. */
function setUp(): Rig {
  const made = new Rig();
  made.spec('spec-01-hello', { metadata: { acceptanceCommands: ['grep -q hello hello.txt'] } });
  made.configure(['writer', 'judge-a', 'judge-b'], 'roles: { executor: writer, verifiers: [judge-a, judge-b] }\n');
  made.agent(
    'writer',
    `
fs.appendFileSync('log.txt', 'attempt ' + attempt + '\\n');
sleep(60);
fs.writeFileSync('hello.txt', attempt === 1 ? 'bye\\n' : 'hello\\n');
sleep(60);
console.log('done with attempt ' + attempt);`,
  );
  for (const name of ['judge-a', 'judge-b']) made.agent(name, `sleep(120); answer({ verdict: 'pass', criteria: met('SPEC') });`);
  return made;
}

function journalFile(): string | undefined {
  const runs = join(rig.repo, '.okstra/tasks/specs/spec-01-hello/runs');
  try {
    return join(runs, readdirSync(runs)[0] ?? '', 'journal.jsonl');
  } catch {
    return undefined;
  }
}

function events(): readonly RunEvent[] {
  const file = journalFile();
  try {
    const text = readFileSync(file ?? '', 'utf8');
    return text
      .slice(0, text.lastIndexOf('\n') + 1)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as RunEvent);
  } catch {
    return [];
  }
}

/** Processes of the run that still carry its marker. */
function survivors(runId: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`OKSTRA_RUN_ID=${runId}`);
    } catch {
      return false;
    }
  });
}

interface End {
  readonly exitCode: number;
  readonly outcome: string;
  readonly tree: string;
  readonly subjects: string;
  readonly status: string;
  readonly notes: readonly string[];
  readonly clean: string;
}

function endOf(json: { exitCode: number; outcome: string }): End {
  const metadata = rig.metadata('spec-01-hello');
  return {
    exitCode: json.exitCode,
    outcome: json.outcome,
    // okstra.yaml names the agents by their paths, which differ from rig to rig
    tree: rig
      .git('ls-tree', '-r', 'okstra/spec-01-hello')
      .split('\n')
      .filter((line) => !line.endsWith('okstra.yaml'))
      .join('\n'),
    subjects: rig.git('log', '--format=%s', 'main..okstra/spec-01-hello'),
    status: metadata.status,
    // times differ from run to run, the lines do not
    notes: String(metadata.notes)
      .split('\n')
      .map((line) => line.replace(/^\[[^\]]*\] /, '')),
    clean: rig.git('status', '--porcelain'),
  };
}

const perSeat = (list: readonly RunEvent[], seat: string): number => {
  const open = new Set<string>();
  for (const event of list) {
    if (event.type === 'dispatch-started' && event.seat === seat) open.add(event.dispatch);
    if (event.type === 'dispatch-finished' || event.type === 'dispatch-abandoned') open.delete(event.dispatch);
  }
  return open.size;
};

let expected: End | undefined;
async function undisturbed(): Promise<End> {
  rig = setUp();
  const whole = await rig.cli(['run', '--exec', 'spec-01-hello', '--json']);
  const end = endOf(whole.json);
  expect(end).toMatchObject({ exitCode: 0, outcome: 'accepted', subjects: 'feat: Example', status: 'done' });
  expect([rig.calls('writer').length, rig.calls('judge-a').length, rig.calls('judge-b').length]).toEqual([2, 1, 1]);
  rig.dispose();
  return end;
}

test.each(MOMENTS)(
  'killed once the journal holds %i events, resumed: the same end, nothing dispatched twice whose result was recorded',
  async (moment) => {
    expected ??= await undisturbed();
    rig = setUp();
    const first = rig.start(['run', '--exec', 'spec-01-hello', '--json']);
    const state = { over: false };
    const watching = (async () => {
      await first.ended;
      state.over = true;
    })();
    while (!state.over && events().length < moment) await sleep(1);
    first.kill('SIGKILL');
    await watching;
    const atKill = events();

    const second = await rig.cli(['resume', '--json']);
    if (second.json.run === null) {
      // the run was over before it was killed, or had not begun: then it begins now
      const run = await rig.cli(['run', '--exec', 'spec-01-hello', '--json']);
      expect(endOf(run.json)).toEqual(expected);
      return;
    }
    expect(second.stderr).not.toContain('error:');
    expect(endOf(second.json)).toEqual(expected);
    for (const [agent, seat, alone] of [
      ['writer', 'executor', 2],
      ['judge-a', 'verifier:judge-a', 1],
      ['judge-b', 'verifier:judge-b', 1],
    ] as const) {
      const calls = rig.calls(agent).length;
      expect({ agent, calls, enough: calls >= alone, few: calls <= alone + perSeat(atKill, seat) }).toEqual({
        agent,
        calls,
        enough: true,
        few: true,
      });
    }
    expect(survivors(second.json.run.id)).toEqual([]);
  },
  120_000,
);

test('Ctrl-C stops cleanly: exit 130, status as before, and the run can be gone on with', async () => {
  rig = setUp();
  const first = rig.start(['run', '--exec', 'spec-01-hello', '--json']);
  while (!events().some((event) => event.type === 'process-started')) await sleep(2);
  first.kill('SIGINT');
  const stopped = await first.ended;
  expect(stopped.exitCode).toBe(130);
  expect(stopped.json).toMatchObject({
    outcome: 'cancelled',
    error: { code: 'cancelled', fix: expect.stringContaining('okstra resume') },
  });
  expect(rig.metadata('spec-01-hello').status).toBe('todo');
  expect(survivors(stopped.json.run.id)).toEqual([]);
  const resumed = await rig.cli(['resume', '--json']);
  expect(resumed.json).toMatchObject({ exitCode: 0, outcome: 'accepted' });
}, 60_000);

test('okstra stop ends a running run; discard gives it up and keeps its branch until it is forced', async () => {
  rig = setUp();
  const first = rig.start(['run', '--exec', 'spec-01-hello', '--json']);
  while (!events().some((event) => event.type === 'process-started')) await sleep(2);
  const held = await rig.cli(['run', '--exec', 'spec-01-hello', '--json']);
  expect(held.json).toMatchObject({
    ok: false,
    exitCode: 3,
    error: { code: 'held', message: expect.stringContaining(String(first.pid)) },
  });
  const stop = await rig.cli(['stop', '--json']);
  expect(stop.json).toMatchObject({ ok: true, runs: [{ item: 'spec-01-hello', ended: true }] });
  expect((await first.ended).exitCode).toBe(130);
  const discarded = await rig.cli(['discard', '--json']);
  expect(discarded.json).toMatchObject({ ok: true, removed: false });
  expect(rig.git('for-each-ref', '--format=%(refname)', 'refs/heads/okstra')).toBe('refs/heads/okstra/spec-01-hello');
  expect((await rig.cli(['resume', '--json'])).json).toMatchObject({ ok: true, run: null });
  const forced = await rig.cli(['discard', '--force', '--json', 'spec-01-hello']);
  expect(forced.json).toMatchObject({ ok: true, removed: true });
  expect(rig.git('for-each-ref', '--format=%(refname)', 'refs/heads/okstra')).toBe('');
}, 60_000);

test('the lease is given back last: once it is free, nothing of the run is written or removed any more', async () => {
  rig = setUp();
  // Much to remove, so that whoever takes the lease too early meets the removal.
  for (let n = 0; n < 400; n += 1) rig.write(`many/${n}/file.txt`, `${n}\n`);
  rig.commit('many files');
  const lease = join(rig.repo, '.git/refs/okstra/leases/specs/spec-01-hello');
  const scratch = (): string[] => (existsSync(join(rig.home, 'scratch')) ? readdirSync(join(rig.home, 'scratch')) : []);
  const run = rig.start(['run', '--exec', 'spec-01-hello', '--json']);
  while (!existsSync(lease) || scratch().length === 0) await sleep(1);
  // No pause in between: the moment counts.
  while (existsSync(lease)) await new Promise(setImmediate);
  const last = { scratch: scratch(), events: events().length };
  expect((await run.ended).exitCode).toBe(0);
  expect(last).toEqual({ scratch: [], events: events().length });
});
