/** What the tests with the real claude share: a linked worktree, a scratch folder, a configuration folder, and a model server with a script. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type ClaudeHomeOptions, claudeHome, dispatchClaude } from './claude.ts';
import type { Dispatch, Dispatched } from './dispatch.ts';
import { type MessagesServer, startMessagesServer } from './messages-server.ts';
import type { Script, ToolCall } from './script.ts';

export interface Told extends Partial<Omit<Dispatch, 'env'>> {
  readonly script: Script;
  readonly home?: ClaudeHomeOptions;
  /** Variables that the user has set. */
  readonly env?: Readonly<Record<string, string>>;
  /** TMPDIR was made before, and something refers to it. */
  readonly keepsTmp?: boolean;
}

export interface Answered extends Dispatched {
  readonly server: MessagesServer;
}

export class ClaudeRig {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'okstra-claude-')));
  readonly repo = join(this.root, 'repo');
  readonly worktree = join(this.root, 'worktree');
  readonly home = join(this.root, 'claude-home');
  readonly scratch = join(this.root, 'scratch');
  /** TMPDIR of the dispatches. */
  readonly tmp = join(this.scratch, 'tmp');
  #server: MessagesServer | undefined;

  constructor() {
    mkdirSync(this.scratch);
    this.git(this.root, 'init', '-q', this.repo);
    writeFileSync(join(this.repo, 'a.txt'), 'one\n');
    this.git(this.repo, 'add', '-A');
    this.git(this.repo, 'commit', '-qm', 'base');
    this.git(this.repo, 'worktree', 'add', '-q', this.worktree);
  }

  git(cwd: string, ...args: string[]): string {
    return execFileSync('git', args, { cwd, encoding: 'utf8' });
  }

  /** What git sees changed in the worktree. */
  status(): string {
    return this.git(this.worktree, 'status', '--porcelain', '--untracked-files=all');
  }

  /** Writes a file of the worktree. */
  write(path: string, content: string): void {
    mkdirSync(dirname(join(this.worktree, path)), { recursive: true });
    writeFileSync(join(this.worktree, path), content);
  }

  /** Names of the sessions that were kept. */
  sessions(): readonly string[] {
    const names = readdirSync(this.home, { recursive: true, encoding: 'utf8' });
    return names.filter((name) => name.startsWith('projects') && name.endsWith('.jsonl'));
  }

  async serve(script: Script): Promise<MessagesServer> {
    await this.#server?.[Symbol.asyncDispose]();
    this.#server = await startMessagesServer(script);
    return this.#server;
  }

  async tell(told: Told): Promise<Answered> {
    const server = await this.serve(told.script);
    const env = { ...claudeHome(this.home, server.port, told.home), ...told.env };
    if (told.keepsTmp !== true) rmSync(this.tmp, { recursive: true, force: true });
    const change = { env: { ...process.env, ...env }, ...told.change };
    const dispatch = { role: 'executor', cwd: this.worktree, scratch: this.scratch, ...told, change, env } as const;
    return { ...(await dispatchClaude(dispatch)), server };
  }

  async dispose(): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]();
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** A rig of its own for every test of a file. */
export function useClaudeRig(): () => ClaudeRig {
  let rig: ClaudeRig | undefined;
  beforeEach(() => {
    rig = new ClaudeRig();
  });
  afterEach(() => rig?.dispose());
  return () => {
    if (rig === undefined) throw new Error('a rig is there inside tests only');
    return rig;
  };
}

interface Block {
  readonly type: string;
  readonly tool_use_id?: string;
  readonly content?: unknown;
}

interface Body {
  readonly messages: readonly { readonly content: string | readonly Block[] }[];
  readonly tools?: readonly { readonly name: string }[];
}

/** What the model is told of its tool calls, in the order of the calls: the program sends what failed first. */
export function toolOutputs({ server }: Answered): readonly string[] {
  const last = server.calls().at(-1)?.body as Body;
  const blocks = last.messages.flatMap(({ content }) => (typeof content === 'string' ? [] : content));
  const results = blocks.filter(({ type }) => type === 'tool_result');
  const place = ({ tool_use_id: id = '' }: Block): number => {
    const [call = 0, index = 0] = id.match(/\d+/g)?.map(Number) ?? [];
    return call * 100 + index;
  };
  return results
    .toSorted((a, b) => place(a) - place(b))
    .map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content)));
}

/** Names of the tools that the model is offered. */
export const toolsOffered = ({ server }: Answered): readonly string[] =>
  ((server.calls()[0]?.body as Body | undefined)?.tools ?? []).map(({ name }) => name).toSorted();

export const sent = ({ server }: Answered): string => JSON.stringify(server.requests);

export const raw = (name: string, input: Readonly<Record<string, unknown>>): ToolCall => ({ tool: 'raw', name, input });
