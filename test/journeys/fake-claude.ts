/** A program under claude's name that speaks its stream: what it costs, fails at and is limited by is scripted. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rig } from './rig.ts';

const SESSION = '00000000-0000-4000-8000-000000000000';

/**
 * JavaScript that decides one answer, with `role`, `count` (calls so far, this one included), `argv`, `prompt`, `fs` and
 * `say(line)` for a line of the stream; then `done({ cost, text, structured, tokens })` or `limited(seconds)`.
 */
export function fakeClaude(rig: Rig, script: string): void {
  const calls = join(rig.root, 'claude.calls');
  rig.program(
    'claude',
    `#!${process.execPath}
const fs = require('node:fs');
const argv = process.argv.slice(2);
if (argv.includes('--version')) { console.log('2.1.329 (Claude Code)'); process.exit(0); }
const role = process.env.OKSTRA_ROLE, tree = process.env.OKSTRA_TREE;
fs.appendFileSync(${JSON.stringify(calls)}, JSON.stringify({ role, cap: argv[argv.indexOf('--max-budget-usd') + 1], resumed: argv.includes('--resume') }) + '\\n');
const count = fs.readFileSync(${JSON.stringify(calls)}, 'utf8').trim().split('\\n').length;
const prompt = fs.readFileSync(0, 'utf8');
const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
const say = (line) => console.log(JSON.stringify({ session_id: '${SESSION}', ...line }));
const pass = { tree, verdict: 'pass', criteria: [{ id: 'SPEC', status: 'met', evidence: 'seen' }], findings: [] };
say({ type: 'system', subtype: 'init', model: 'claude-opus-5-5' });
const message = (text) => say({ type: 'assistant', message: { id: 'm', model: 'claude-opus-5-5', content: [{ type: 'text', text }] } });
const result = (fields) => say({ type: 'result', subtype: 'success', is_error: false, ...fields });
const done = ({ cost = 0.01, text = 'done', structured, tokens = 1000 } = {}) => {
  message(text);
  const used = { inputTokens: tokens, cacheReadInputTokens: 0, cacheCreationInputTokens: 0, outputTokens: 10, costUSD: cost };
  result({ result: text, ...(structured ? { structured_output: structured } : {}), model_usage_since_last_result: { 'claude-opus-5-5': used } });
};
const limited = (seconds) => {
  const info = { status: 'rejected', resetsAt: seconds, rateLimitType: 'five_hour' };
  say({ type: 'rate_limit_event', rate_limit_info: info });
  result({ is_error: true, result: "You've hit your 5-hour limit", api_error_status: 429, terminal_reason: 'api_error', model_usage_since_last_result: {} });
  process.exitCode = 1;
};
const write = () => fs.writeFileSync('hello.txt', 'hello\\n');
${script}
`,
  );
}

export interface FakeCall {
  readonly role: string;
  /** `--max-budget-usd`; absent: none. */
  readonly cap?: string;
  readonly resumed: boolean;
}

/** Calls so far, counted by the program itself. */
export function callsOfClaude(rig: Rig): readonly FakeCall[] {
  try {
    return readFileSync(join(rig.root, 'claude.calls'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as FakeCall);
  } catch {
    return [];
  }
}

/** claude as executor and verifier, unconfined so that it can count its calls. */
export function claudeRig(rig: Rig, extra = '', ids: readonly string[] = ['spec-01-hello']): void {
  for (const id of ids) rig.spec(id);
  rig.write(
    'okstra.yaml',
    `project: sample\nagents: { claude: { driver: claude-cli, sandbox: full } }\nroles: { executor: claude, verifiers: [claude] }\n${extra}`,
  );
  rig.commit('configuration');
}
