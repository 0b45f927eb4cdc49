/** What is left when a run ends in the middle of an agent's work: each real agent, in each state, each way to end. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Turn } from './script.ts';
import { AGENTS, type AgentName, type Asked, good, hasAll, ITEM, running, survivors, World } from './world.ts';

const STATES = ['waiting', 'streaming', 'in a shell command'] as const;
const ENDS = ['okstra stop', 'Ctrl-C', 'a time-out', 'kill -9'] as const;
const all = AGENTS.flatMap((agent) => STATES.flatMap((state) => ENDS.map((end) => [agent, state, end] as const)));
/** Every third, so that each agent, state and end has its turn; `npm run test:agents -- --soak` has them all. */
const cases = process.env['OKSTRA_SOAK'] === '1' ? all : all.filter((_, index) => (index + Math.floor(index / 12)) % 3 === 0);

/** Holds the agent in a state for the first dispatch; afterwards it does its part. */
function holding(agent: AgentName, state: (typeof STATES)[number], mark: string) {
  const held = { isOver: false };
  const answers = (asked: Asked): Turn => {
    if (held.isOver || asked.agent !== agent || asked.role !== 'executor') return good(asked);
    if (state === 'waiting') return { fault: { kind: 'no-headers' } };
    if (state === 'streaming') return { text: 'begun', fault: { kind: 'silence' } };
    // Children of its own, one of them in a session of its own.
    const cmd = `(exec -a ${mark}-a sleep 300) & setsid bash -c 'exec -a ${mark}-b sleep 300' & exec -a ${mark}-c sleep 300`;
    return { calls: [{ tool: 'shell', cmd: `bash -c ${JSON.stringify(cmd)}` }] };
  };
  return { held, answers };
}

async function until(what: () => boolean, limitMs = 30_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!what()) {
    if (Date.now() > end) throw new Error('what was waited for did not happen');
    await sleep(25);
  }
}

describe.skipIf(!hasAll).concurrent('a run that ends while', () => {
  test.each(cases)(
    '%s is %s, by %s, leaves no process and goes on afterwards',
    async (agent, state, how) => {
      const mark = `okstra-held-${process.pid}-${cases.findIndex((one) => one[0] === agent && one[1] === state && one[2] === how)}`;
      const { held, answers } = holding(agent, state, mark);
      const world = await World.make(answers);
      try {
        const args = ['run', '--exec', '--json', '--level', 'light', ITEM, '--executor', agent, '--verifiers', agent];
        const first = world.start([...args, ...(how === 'a time-out' ? ['--timeout', '20s'] : [])]);
        await until(() => world.asked.length > 0, 60_000);
        if (state === 'in a shell command') await until(() => running(mark).length >= 3, 60_000);
        else await sleep(300);
        if (how === 'Ctrl-C') first.kill('SIGINT');
        if (how === 'kill -9') first.kill('SIGKILL');
        if (how === 'okstra stop') expect((await world.rig.cli(['stop', '--json'])).exitCode).toBe(0);
        if (how === 'a time-out') {
          // The dispatch is repeated once, and is not held then.
          if (state === 'in a shell command') await until(() => running(mark).length === 0, 40_000);
          held.isOver = true;
        }
        const ended = await first.ended;
        held.isOver = true;
        if (how === 'Ctrl-C' || how === 'okstra stop') expect(ended.exitCode, ended.stderr).toBe(130);
        if (how === 'a time-out') expect(ended.json, ended.stderr).toMatchObject({ outcome: 'accepted', exitCode: 0 });
        // After kill -9 nobody is left to end them but the sandbox and the next start.
        if (how !== 'kill -9') await until(() => running(mark).length === 0, 3000);
        const second = await world.start(['resume', '--json']).ended;
        if (how === 'a time-out') expect(second.json).toMatchObject({ run: null });
        else expect(second.json, second.stderr).toMatchObject({ exitCode: 0, outcome: 'accepted' });
        expect(running(mark)).toEqual([]);
        const id: string = second.json?.run?.id ?? ended.json?.run?.id;
        expect(survivors(id)).toEqual([]);
      } finally {
        for (const line of running(mark)) process.kill(Number(line.split(' ')[0]), 'SIGKILL');
        await world.dispose();
      }
    },
    240_000,
  );
});
