/** Agents that print more than anybody reads, and runs with them. */
import { join } from 'node:path';
import { watchPeak } from '../support/peak-memory.ts';
import { ID, WRITE } from './light.ts';
import type { CliEnd, Rig } from './rig.ts';

export const MB = 1024 * 1024;

/** JavaScript for scripted agents: `put(text)` waits until all was taken, `bytes(n, unit)` prints so much of a text. */
export const FLOOD = `
const put = (text) => { const all = Buffer.from(text); for (let at = 0; at < all.length; ) { try { at += fs.writeSync(1, all, at); } catch (error) { if (error.code !== 'EAGAIN') throw error; sleep(5); } } };
const bytes = (n, unit) => { const many = unit.repeat(Math.max(1, Math.ceil(1048576 / unit.length))); for (let left = n; left > 0; left -= many.length) put(many); };
`;

/**
 * A program that speaks as codex does: `body` prints events with `say(event)`, and `said` is its last message. It answers as executor and as
 * verifier.
 */
export function codexAgent(rig: Rig, name: string, body: string): void {
  rig.program(
    name,
    `#!${process.execPath}
const fs = require('node:fs');
const argv = process.argv.slice(2);
if (argv.includes('--version')) { console.log('codex-cli 0.169.0'); process.exit(0); }
const prompt = fs.readFileSync(0, 'utf8');
if (argv[0] !== 'exec') process.exit(0);
const role = process.env.OKSTRA_ROLE, tree = process.env.OKSTRA_TREE;
const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
${FLOOD}
const say = (event) => put(JSON.stringify(event) + '\\n');
const pass = JSON.stringify({ tree, verdict: 'pass', criteria: [{ id: 'SPEC', status: 'met', evidence: 'seen' }], findings: [], summary: '' });
say({ type: 'thread.started', thread_id: '0199a213-0000-7000-8000-00000000000a' });
say({ type: 'turn.started' });
if (role === 'executor') fs.writeFileSync('hello.txt', 'hello\\n');
${body}
say({ type: 'item.completed', item: { id: 'last', type: 'agent_message', text: role === 'executor' ? 'SUMMARY\\n- wrote hello.txt' : pass } });
say({ type: 'turn.completed', usage: { input_tokens: 10, cached_input_tokens: 0, output_tokens: 5 } });
`,
  );
}

/** One spec, `writer` as the executor, verifiers that all run the same program body, side by side. */
export function panelRig(rig: Rig, verifiers: number, body: string): void {
  rig.spec(ID);
  const names = Array.from({ length: verifiers }, (_, index) => `judge${index + 1}`);
  const entries = names.map(
    (name) => `  ${name}: { driver: codex-cli, vendor: ${name}-corp, program: ${JSON.stringify(join(rig.root, 'bin', name))} }`,
  );
  const writer = `  writer: { driver: command, vendor: writer-corp, command: [${JSON.stringify(join(rig.root, 'bin', 'writer'))}], sandbox: full }`;
  rig.write(
    'okstra.yaml',
    `project: sample\nagents:\n${[writer, ...entries].join('\n')}\nroles: { executor: writer, verifiers: [${names.join(', ')}] }\n`,
  );
  rig.commit('configuration');
  rig.agent('writer', WRITE);
  for (const name of names) codexAgent(rig, name, body);
}

/** A run, and the most memory that okstra itself held meanwhile. */
export async function runWatched(
  rig: Rig,
  args: readonly string[],
  options: Parameters<Rig['cli']>[1] = {},
): Promise<CliEnd & { readonly peak: number }> {
  const running = rig.start(args, options);
  const watch = watchPeak(running.pid);
  const end = await running.ended;
  return { ...end, peak: watch.stop() };
}
