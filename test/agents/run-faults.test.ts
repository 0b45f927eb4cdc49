/** What becomes of a run when an agent's model fails: each real agent with each fault. The table is printed. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../runtime/model/events.ts';
import type { ServerFault } from './script.ts';
import { AGENTS, type AgentName, hasAll, ITEM, survivors, World } from './world.ts';

interface Row {
  readonly agent: AgentName;
  readonly fault: string;
  readonly kind: string;
  readonly outcome: string;
  readonly exitCode: number;
  /** Seconds until the first dispatch had ended. */
  readonly known: number;
  readonly message: string;
  readonly fix: string;
}
const rows: Row[] = [];

type Expected = readonly [kinds: readonly string[], outcome: string, exitCode: number];
const LOST: Expected = [['auth', 'model', 'refusal', 'context-overflow'], 'failed', 5];
const AGAIN: Expected = [['overloaded', 'network', 'stream', 'crash'], 'failed', 5];
const QUOTA: Expected = [['quota', 'overloaded'], '', 0];

const status = (code: number, change: Partial<Extract<ServerFault, { kind: 'status' }>> = {}): ServerFault => ({
  kind: 'status',
  status: code,
  ...change,
});

/** `gone`: nobody listens at the port. */
const FAULTS: Readonly<Record<string, { readonly fault: ServerFault | 'gone'; readonly expected: Expected }>> = {
  '401': { fault: status(401), expected: LOST },
  '403': { fault: status(403), expected: LOST },
  '400': { fault: status(400), expected: LOST },
  '404': { fault: status(404), expected: LOST },
  '429': { fault: status(429), expected: QUOTA },
  '429, retry in an hour': { fault: status(429, { headers: { 'retry-after': '3600' } }), expected: QUOTA },
  '500': { fault: status(500), expected: AGAIN },
  '503': { fault: status(503), expected: AGAIN },
  '529': { fault: status(529), expected: AGAIN },
  'error in the stream': { fault: { kind: 'failed', code: 'overloaded_error', message: 'Overloaded' }, expected: AGAIN },
  cut: { fault: { kind: 'cut' }, expected: AGAIN },
  'ended early': { fault: { kind: 'ended-early' }, expected: AGAIN },
  'malformed line': { fault: { kind: 'malformed' }, expected: AGAIN },
  silence: { fault: { kind: 'silence' }, expected: [['silence'], 'failed', 5] },
  'no headers': { fault: { kind: 'no-headers' }, expected: [['silence'], 'failed', 5] },
  refused: { fault: 'gone', expected: AGAIN },
};

const all = AGENTS.flatMap((agent) => Object.keys(FAULTS).map((fault) => [agent, fault] as const));
/** Every third, so that each agent and each fault has its turn; `npm run test:agents -- --soak` meets them all. */
const cases =
  process.env['OKSTRA_SOAK'] === '1'
    ? all
    : all.filter((_, index) => (index + Math.floor(index / Object.keys(FAULTS).length)) % 3 === 0);

describe.skipIf(!hasAll).concurrent('a run whose executor', () => {
  test.each(cases)(
    '%s meets %s ends with a message and a fix, known within a minute, and leaves no process',
    async (agent, name) => {
      const { fault, expected } = FAULTS[name] ?? { fault: 'gone' as const, expected: AGAIN };
      const world = await World.make(() => (fault === 'gone' ? {} : { text: 'begun', fault }));
      try {
        const isQuiet = name === 'silence' || name === 'no headers';
        world.rig.write('okstra.yaml', `run: { silence: ${isQuiet ? '8s' : '2m'}, timeout: 3m }\n`);
        world.rig.commit('limits');
        if (fault === 'gone') await world.gone(agent);
        const end = await world.run(agent, [agent], '--level', 'light');
        const first = journalOf(world).find((event) => event.type === 'dispatch-finished');
        if (first?.type !== 'dispatch-finished') throw new Error(`no dispatch ended:\n${end.stderr}`);
        const error = end.json?.error ?? { message: '', fix: '' };
        rows.push({
          agent,
          fault: name,
          kind: first.fault?.kind ?? first.status,
          outcome: end.json?.outcome,
          exitCode: end.exitCode ?? -1,
          known: first.durationMs / 1000,
          message: error.message,
          fix: error.fix ?? '',
        });
        const [kinds, outcome, exitCode] = expected;
        expect(kinds, end.stderr).toContain(first.fault?.kind);
        if (first.fault?.kind === 'quota') {
          // With a known end the run waits for it; without one there is nothing to wait for.
          expect(['waiting-quota', 'failed']).toContain(end.json.outcome);
          expect(end.exitCode).toBe(end.json.outcome === 'waiting-quota' ? 3 : 5);
        } else if (outcome !== '') expect([end.json.outcome, end.exitCode]).toEqual([outcome, exitCode]);
        expect(error.message).not.toBe('');
        expect(error.fix ?? '').not.toBe('');
        expect(first.durationMs).toBeLessThan(60_000);
        expect(survivors(end.json.run.id)).toEqual([]);
        expect(world.rig.metadata(ITEM).status).toBe(end.json.outcome === 'waiting-quota' ? 'in-progress' : 'todo');
      } finally {
        await world.dispose();
      }
    },
    240_000,
  );
});

/** Limits as they are when nobody sets any, in okstra.yaml or for the agent. */
const BY_DEFAULT: readonly (readonly [AgentName, provider: 'own' | 'built-in', fault: string, kinds: readonly string[]])[] = [
  ['codex', 'own', 'no headers', ['silence']],
  ['codex', 'built-in', '429, retry in an hour', ['quota']],
  ['codex', 'built-in', 'no headers', ['silence']],
  ['claude', 'own', 'no headers', ['silence']],
  ['claude', 'own', 'silence', ['silence']],
  ['gemini', 'own', 'no headers', ['network']],
];

describe.skipIf(!hasAll).concurrent('by default a run whose executor', () => {
  test.each(process.env['OKSTRA_SOAK'] === '1' ? BY_DEFAULT : BY_DEFAULT.slice(0, 2))(
    '%s, its %s provider, meets %s: known within a minute',
    async (agent, provider, name, kinds) => {
      const { fault } = FAULTS[name] ?? {};
      if (fault === undefined || fault === 'gone') throw new Error('expected a fault of the table');
      const world = await World.make(() => ({ text: 'begun', fault }));
      try {
        const env = provider === 'own' ? {} : world.homes('home', { builtIn: true });
        const args = ['run', '--exec', '--json', ITEM, '--executor', agent, '--verifiers', agent, '--level', 'light'];
        const running = world.start(args, { env });
        const isKnown = (): boolean => journalOf(world).some((event) => event.type === 'dispatch-finished');
        const started = Date.now();
        while (!isKnown() && Date.now() < started + 120_000) await sleep(200);
        running.kill('SIGINT');
        const { stderr } = await running.ended;
        const first = journalOf(world).find((event) => event.type === 'dispatch-finished');
        if (first?.type !== 'dispatch-finished') throw new Error(`no dispatch ended:\n${stderr}`);
        process.stdout.write(`${agent} (${provider}) ${name}: ${first.fault?.kind} in ${first.durationMs / 1000} s\n`);
        expect(kinds).toContain(first.fault?.kind);
        expect(first.durationMs).toBeGreaterThan(40_000);
        expect(first.durationMs).toBeLessThan(60_000);
      } finally {
        await world.dispose();
      }
    },
    240_000,
  );
});

function journalOf(world: World): readonly RunEvent[] {
  const file = join(world.rig.repo, `.okstra/tasks/specs/${ITEM}/runs/implementation-001/journal.jsonl`);
  return (existsSync(file) ? readFileSync(file, 'utf8') : '')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as RunEvent);
}

afterAll(() => {
  const order = new Map(cases.map(([agent, fault], index) => [`${agent} ${fault}`, index]));
  const at = (row: Row): number => order.get(`${row.agent} ${row.fault}`) ?? 0;
  const lines = rows
    .toSorted((a, b) => at(a) - at(b))
    .map(({ agent, fault, kind, outcome, exitCode, known, message, fix }) =>
      [
        agent.padEnd(6),
        fault.padEnd(21),
        kind.padEnd(10),
        `${outcome} (${exitCode})`.padEnd(17),
        `${known.toFixed(1)} s`.padStart(7),
        message.slice(0, 110),
        fix && `| ${fix.slice(0, 60)}`,
      ].join(' '),
    );
  process.stdout.write(`\n${lines.join('\n')}\n`);
});
