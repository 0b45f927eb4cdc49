import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { RunEvent } from '../../runtime/model/events.ts';
import { Rig } from '../journeys/rig.ts';
import { killable } from './world.ts';

const ID = 'spec-01-hello';
const SESSION = '01a1fdbe-fcba-4940-821b-0123456789ab';

let rig: Rig;
afterEach(() => rig.dispose());

interface Call {
  readonly argv: readonly string[];
  readonly stdin: string;
  /** Files in its folder when it began. */
  readonly files: readonly string[];
}

const calls = (): string => join(rig.root, 'agent.calls');

/** In its first call it names its session, does half of the work and goes on for ever; in the next one it does the rest. */
const agent = (begins: string, ends: string): string => `#!${process.execPath}
const fs = require('node:fs');
const argv = process.argv.slice(2);
if (argv.includes('--version')) { console.log(process.argv[1].endsWith('claude') ? '2.1.329 (Claude Code)' : 'codex-cli 0.169.0'); process.exit(0); }
if (argv[0] !== 'exec' && !argv.includes('-p')) process.exit(0);
const say = (line) => fs.writeSync(1, JSON.stringify(line) + '\\n');
const session = ${JSON.stringify(SESSION)};
const text = 'SUMMARY\\n- said hello';
const stdin = fs.readFileSync(0, 'utf8');
fs.appendFileSync(${JSON.stringify(calls())}, JSON.stringify({ argv, stdin, files: fs.readdirSync('.') }) + '\\n');
${begins}
if (fs.readFileSync(${JSON.stringify(calls())}, 'utf8').trim().split('\\n').length === 1) {
  fs.writeFileSync('half.txt', 'half\\n');
  setInterval(() => {}, 1000);
} else {
  fs.writeFileSync('hello.txt', 'hello\\n');
  ${ends}
}
`;

const usage =
  '{ input_tokens: 10, cached_input_tokens: 0, cache_read_input_tokens: 0, cache_creation_input_tokens: 0, output_tokens: 5, reasoning_output_tokens: 0 }';

test.each([
  {
    name: 'codex',
    driver: 'codex-cli',
    begins: `say({ type: 'thread.started', thread_id: session }); say({ type: 'turn.started' });`,
    ends: `say({ type: 'item.completed', item: { id: 'item_0', type: 'agent_message', text } }); say({ type: 'turn.completed', usage: ${usage} });`,
    continued: ['resume', SESSION],
  },
  {
    name: 'claude',
    driver: 'claude-cli',
    begins: `say({ type: 'system', subtype: 'init', session_id: session, tools: [], model: 'claude-sonnet-5-5' });`,
    ends: `say({ type: 'assistant', message: { id: 'm', type: 'message', role: 'assistant', model: 'claude-sonnet-5-5', content: [{ type: 'text', text }], usage: ${usage} }, session_id: session });
say({ type: 'result', subtype: 'success', is_error: false, result: text, session_id: session, num_turns: 1, duration_ms: 5, total_cost_usd: 0, usage: ${usage}, modelUsage: { 'claude-sonnet-5-5': { inputTokens: 10, outputTokens: 5, cacheReadInputTokens: 0, cacheCreationInputTokens: 0, costUSD: 0 } } });`,
    continued: ['--resume', SESSION],
  },
])(
  'a kill while $name works as executor: resumed, it goes on in its own session, with what it had done',
  async ({ name, driver, begins, ends, continued }) => {
    rig = new Rig();
    rig.spec(ID);
    rig.program(name, agent(begins, ends));
    rig.agent('judge', `answer({ verdict: 'pass', criteria: met('SPEC') });`);
    rig.write(
      'okstra.yaml',
      `project: sample\nagents:\n  ${name}: { driver: ${driver}, sandbox: full }\n  judge: { driver: command, vendor: judge-corp, command: [${JSON.stringify(join(rig.root, 'bin/judge'))}], sandbox: full }\nroles: { executor: ${name}, verifiers: [judge] }\n`,
    );
    rig.commit('configuration');
    const env = { KILL_AT: 'event:session-seen', DURABILITY_WORLD: rig.root };
    const killed = await rig.cli(['run', '--exec', '--level', 'light', '--json', ID], { env, program: killable(rig.root) });
    expect(killed, killed.stderr).toMatchObject({ signal: 'SIGKILL' });

    const end = await rig.cli(['resume', '--json']);
    expect(end.json, end.stderr).toMatchObject({ exitCode: 0, outcome: 'accepted' });
    const [first, second, ...more] = readFileSync(calls(), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Call);
    expect(more).toEqual([]);
    const at = second?.argv.indexOf(continued[0] ?? '') ?? -1;
    expect(second?.argv.slice(at, at + 2)).toEqual(continued);
    expect(first?.argv).not.toContain(SESSION);
    expect(second?.files).toContain('half.txt');
    expect(second?.stdin).toContain('Go on where you were.');
    const events = readFileSync(join(end.json.run.dir, 'journal.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as RunEvent);
    const started = events.filter((event) => event.type === 'dispatch-started' && event.seat === 'executor');
    expect(started).toMatchObject([{ turn: 'first' }, { turn: 'resumed', continuesSession: SESSION }]);
    expect(rig.git('ls-tree', '--name-only', `okstra/${ID}`).split('\n')).toEqual(
      expect.arrayContaining(['half.txt', 'hello.txt']),
    );
    expect(existsSync(join(end.json.worktree, 'half.txt'))).toBe(true);
  },
  60_000,
);
