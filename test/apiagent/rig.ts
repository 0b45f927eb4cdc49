/** A small repository, a local model that speaks a wire, and the conversation of an API agent with it, through the real SDKs. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { answerRequest } from '../../runtime/apiagent/answer.ts';
import type { Patience } from '../../runtime/apiagent/patience.ts';
import { sayTo } from '../../runtime/apiagent/say.ts';
import type { ApiRequest, Wire } from '../../runtime/drivers/api-request.ts';
import { readApiLine } from '../../runtime/drivers/api-stream.ts';
import type { DriverEvent, Fault, Usage } from '../../runtime/model/agents.ts';
import { startChatServer } from '../agents/chat-server.ts';
import { startMessagesServer } from '../agents/messages-server.ts';
import { startResponsesServer } from '../agents/responses-server.ts';
import type { ModelServer, Script, ToolCall } from '../agents/script.ts';

export const WIRES: readonly Wire[] = ['messages', 'responses', 'chat'];
export const KEY = 'sk-planted-key-of-the-tests-0123456789';
/** As okstra has it, and a hundred times faster. */
export const QUICK: Patience = { tries: 4, firstMs: 5, mostMs: 20, mostAskedMs: 500 };

export type Model = ModelServer & { readonly baseUrl: string };

export function startModel(wire: Wire, script: Script): Promise<Model> {
  return { messages: startMessagesServer, responses: startResponsesServer, chat: startChatServer }[wire](script);
}

export interface Told {
  readonly isAnswered: boolean;
  readonly events: readonly DriverEvent[];
  /** What would be on stdout. */
  readonly stdout: string;
  readonly text: string | undefined;
  readonly fault: Fault | undefined;
  readonly usage: Usage | undefined;
  readonly notices: readonly string[];
  /** Calls of tools: `name: error or ok`. */
  readonly tools: readonly string[];
}

export class ApiRig {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'okstra-api-')));
  readonly repo = join(this.root, 'repo');
  readonly #models: Model[] = [];

  constructor() {
    mkdirSync(join(this.root, 'tmp'));
    mkdirSync(this.repo);
    this.git('init', '-q');
    this.write('src/a.txt', 'one\ntwo\nthree\n');
    this.git('add', '-A');
    this.git('-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '-qm', 'first');
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.repo, encoding: 'utf8' }).trim();
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(join(this.repo, path)), { recursive: true });
    writeFileSync(join(this.repo, path), content);
  }

  read(path: string): string {
    return readFileSync(join(this.repo, path), 'utf8');
  }

  async model(wire: Wire, script: Script): Promise<Model> {
    const model = await startModel(wire, script);
    this.#models.push(model);
    return model;
  }

  async dispose(): Promise<void> {
    for (const model of this.#models) await model[Symbol.asyncDispose]();
    rmSync(this.root, { recursive: true, force: true });
  }

  async ask(
    wire: Wire,
    baseUrl: string,
    change: { readonly [K in keyof ApiRequest]?: ApiRequest[K] | undefined } = {},
    { patience = QUICK, env = {} }: { readonly patience?: Patience; readonly env?: Readonly<Record<string, string>> } = {},
  ): Promise<Told> {
    const request = {
      version: 1,
      agent: 'tested',
      role: 'executor',
      wire,
      baseUrl,
      isOwnUrl: false,
      keyEnv: 'PLANTED',
      model: 'test-model-1',
      requestMs: 20_000,
      maxTurns: 500,
      prompt: 'Do what is asked.',
      answer: change.role === 'verifier' ? 'review' : 'text',
      tree: 'a'.repeat(40),
      sandbox: 'workspace-write',
      commandSandbox: 'none',
      known: [],
      privateTmp: join(this.root, 'tmp'),
      ...change,
    } as ApiRequest;
    const lines: string[] = [];
    const isAnswered = await answerRequest(request, {
      ...(request.keyEnv === undefined ? {} : { key: KEY }),
      say: sayTo((line) => lines.push(line), [KEY]),
      patience,
      cwd: this.repo,
      env: { ...process.env, PLANTED: KEY, OKSTRA_RUN_ID: 'run-of-the-test', ...env },
    });
    return toldBy(isAnswered, lines.join(''));
  }
}

export function toldBy(isAnswered: boolean, stdout: string): Told {
  const events = stdout.split('\n').flatMap((line) => readApiLine(line));
  const last = events.findLast((event) => event.type === 'error' && event.final);
  const usage = events.findLast((event) => event.type === 'usage');
  return {
    isAnswered,
    stdout,
    events,
    text: isAnswered ? events.findLast((event) => event.type === 'message')?.text : undefined,
    fault: last?.type === 'error' ? last.fault : undefined,
    usage: usage?.usage,
    notices: events.flatMap((event) => (event.type === 'notice' ? [`${event.code}: ${event.message}`] : [])),
    tools: events.flatMap((event) => (event.type === 'tool-finished' ? [`${event.tool}: ${event.error ?? 'ok'}`] : [])),
  };
}

/** A call of a tool by its own name, on any wire. */
export const use = (name: string, input: Readonly<Record<string, unknown>>): ToolCall => ({ tool: 'raw', name, input });

/** What the tools answered, as the model is told with its next call. */
export function resultsIn(body: unknown): readonly string[] {
  const { messages = [], input = [] } = body as {
    messages?: readonly { role: string; content: unknown }[];
    input?: readonly { type?: string; output?: unknown }[];
  };
  const blocks = messages.flatMap(({ role, content }) =>
    role === 'tool'
      ? [content]
      : Array.isArray(content)
        ? content.flatMap((block: { type: string; content?: unknown }) => (block.type === 'tool_result' ? [block.content] : []))
        : [],
  );
  return [...blocks, ...input.flatMap(({ type, output }) => (type === 'function_call_output' ? [output] : []))].map(String);
}
