/** A repository, the built okstra, and the three pinned real agents, each with a local server as its model. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CliEnd, type CliOptions, Rig, type RunningCli } from '../journeys/rig.ts';
import { claudeHome } from './claude.ts';
import { hasAgent, realAgent } from './dispatch.ts';
import { geminiHome } from './gemini.ts';
import { startGeminiServer } from './gemini-server.ts';
import { startMessagesServer } from './messages-server.ts';
import { type CodexHomeOptions, codexHome, startResponsesServer } from './responses-server.ts';
import type { ModelServer, RecordedRequest, Turn } from './script.ts';

export type AgentName = 'claude' | 'codex' | 'gemini';
export const AGENTS: readonly AgentName[] = ['claude', 'codex', 'gemini'];
export const hasAll: boolean = AGENTS.every(hasAgent);

/** A model call in words that fit every vendor. */
export interface Asked {
  readonly agent: AgentName;
  readonly role: 'executor' | 'verifier' | 'report-writer';
  /** The body as text. */
  readonly text: string;
  /** Tree that a verifier is to judge. */
  readonly tree: string;
  /** What the tools answered so far in this conversation, oldest first. */
  readonly results: readonly string[];
  /** Number among the model calls of this agent's server, from 0. */
  readonly call: number;
}

export type Answers = (asked: Asked) => Turn;

export const ITEM = 'spec-01-hello';

/** What one world's okstra has found out about the programs is not found out again in the next: gemini takes seconds for it. */
let probes: string | undefined;

export class World {
  readonly rig = new Rig();
  readonly servers = new Map<AgentName, ModelServer>();
  readonly asked: Asked[] = [];
  env: Readonly<Record<string, string>> = {};

  /** Starts the servers and puts the agents on the PATH; each has a configuration folder of its own. */
  static async make(answers: Answers, item: Parameters<Rig['spec']>[1] = {}): Promise<World> {
    const world = new World();
    world.rig.spec(ITEM, { metadata: { acceptanceCommands: ['test -f hello.txt'] }, ...item });
    const script = (agent: AgentName) => (request: RecordedRequest) => {
      const asked = wordsOf(agent, request);
      world.asked.push(asked);
      return answers(asked);
    };
    const [claude, codex, gemini] = await Promise.all([
      startMessagesServer(script('claude')),
      startResponsesServer(script('codex')),
      startGeminiServer(script('gemini')),
    ]);
    world.servers.set('claude', claude).set('codex', codex).set('gemini', gemini);
    world.env = world.homes('home');
    for (const agent of AGENTS) symlinkSync(realAgent(agent), join(world.rig.root, 'bin', agent));
    if (probes !== undefined) {
      mkdirSync(join(world.rig.home, 'cache'), { recursive: true });
      writeFileSync(join(world.rig.home, 'cache/probes.json'), probes);
    }
    return world;
  }

  /** Configuration folders below `name`, and the variables that lead the agents there. */
  homes(name: string, codex: CodexHomeOptions = {}): Readonly<Record<string, string>> {
    const port = (agent: AgentName): number => this.servers.get(agent)?.port ?? 0;
    return {
      ...claudeHome(join(this.rig.root, `${name}-claude`), port('claude')),
      ...codexHome(join(this.rig.root, `${name}-codex`), port('codex'), codex),
      ...geminiHome(join(this.rig.root, `${name}-gemini`), port('gemini')),
    };
  }

  start(args: readonly string[], options: CliOptions = {}): RunningCli {
    return this.rig.start(args, { ...options, env: { ...this.env, ...options.env } });
  }

  run(executor: AgentName, verifiers: readonly AgentName[], ...args: readonly string[]): Promise<CliEnd> {
    return this.start(['run', '--exec', '--json', ITEM, '--executor', executor, '--verifiers', verifiers.join(','), ...args])
      .ended;
  }

  /** Closes the connections of one agent's server, as a host that went away. */
  async gone(agent: AgentName): Promise<void> {
    await this.servers.get(agent)?.[Symbol.asyncDispose]();
    this.servers.delete(agent);
  }

  async dispose(): Promise<void> {
    const kept = join(this.rig.home, 'cache/probes.json');
    if (existsSync(kept)) probes = readFileSync(kept, 'utf8');
    for (const server of this.servers.values()) await server[Symbol.asyncDispose]();
    this.rig.dispose();
  }
}

function wordsOf(agent: AgentName, { body, call }: RecordedRequest): Asked {
  const text = JSON.stringify(body);
  return {
    agent,
    role: /## Role: report writer/.test(text) ? 'report-writer' : text.includes('Role: verifier') ? 'verifier' : 'executor',
    text,
    tree: /Tree: ([0-9a-f]{40})/.exec(text)?.[1] ?? '',
    results: toolResults(agent, body).map((result) => (typeof result === 'string' ? result : JSON.stringify(result))),
    call,
  };
}

interface Body {
  readonly input?: readonly { readonly type: string; readonly output?: unknown }[];
  readonly messages?: readonly { readonly content: string | readonly { readonly type: string; readonly content?: unknown }[] }[];
  readonly contents?: readonly { readonly parts?: readonly { readonly functionResponse?: { readonly response?: unknown } }[] }[];
}

export function toolResults(agent: AgentName, body: unknown): readonly unknown[] {
  const { input = [], messages = [], contents = [] } = body as Body;
  if (agent === 'codex') return input.filter(({ type }) => type.endsWith('_output')).map(({ output }) => output ?? '');
  if (agent === 'claude') {
    const blocks = messages.flatMap(({ content }) => (typeof content === 'string' ? [] : content));
    return blocks.filter(({ type }) => type === 'tool_result').map(({ content }) => content ?? '');
  }
  return contents
    .flatMap(({ parts = [] }) => parts)
    .flatMap(({ functionResponse }) => (functionResponse === undefined ? [] : [functionResponse.response ?? '']));
}

/** The answer of a verifier that is content. */
export const pass = (asked: Asked): Turn => answer(asked, {});

/** An answer in the form that verifiers are asked for; claude gives it through its tool for that. */
export function answer(asked: Asked, change: Readonly<Record<string, unknown>>): Turn {
  return structured(asked, {
    tree: asked.tree,
    verdict: 'pass',
    criteria: [{ id: 'SPEC', status: 'met', evidence: 'hello.txt is there' }],
    findings: [],
    commands: [],
    summary: 'fine',
    ...change,
  });
}

/** Any value that a schema was handed over for. */
export function structured(asked: Asked, value: Readonly<Record<string, unknown>>): Turn {
  if (asked.agent !== 'claude') return { text: JSON.stringify(value) };
  const isGiven = asked.results.some((result) => /structured output/i.test(result));
  return isGiven ? { text: 'done' } : { calls: [{ tool: 'raw', name: 'StructuredOutput', input: value }] };
}

/** An executor that writes hello.txt with the agent's own tool. */
export const writeHello = ({ results }: Asked): Turn =>
  results.length === 0
    ? { calls: [{ tool: 'write', path: 'hello.txt', content: 'hello\n' }] }
    : { text: 'SUMMARY\n- wrote hello.txt' };

/** Each does its part at once. */
export const good: Answers = (asked) => (asked.role === 'verifier' ? pass(asked) : writeHello(asked));

/** Processes that carry the mark of a run. */
export function survivors(runId: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const state = /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
      return state !== 'Z' && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`OKSTRA_RUN_ID=${runId}`);
    } catch {
      return false;
    }
  });
}

/** Command lines that mention a text and still run. */
export function running(mark: string): readonly string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const words = /^\d+$/.test(pid) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() : '';
      return words.includes(mark) && Number(pid) !== process.pid ? [`${pid} ${words}`] : [];
    } catch {
      return [];
    }
  });
}
