/** What the tests with the real gemini share: a linked worktree, a scratch folder, a home, and a model server that follows a script. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Dispatch, Dispatched } from './dispatch.ts';
import { dispatchGemini, type GeminiHomeOptions, geminiHome } from './gemini.ts';
import { type GeminiServer, startGeminiServer } from './gemini-server.ts';
import type { Script } from './script.ts';

export interface Told extends Partial<Omit<Dispatch, 'env'>> {
  readonly script: Script;
  readonly home?: GeminiHomeOptions;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Answered extends Dispatched {
  readonly server: GeminiServer;
}

export class GeminiRig {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'okstra-gemini-')));
  readonly repo = join(this.root, 'repo');
  readonly worktree = join(this.root, 'worktree');
  readonly home = join(this.root, 'gemini-home');
  readonly scratch = join(this.root, 'scratch');
  /** TMPDIR of the dispatches. */
  readonly tmp = join(this.scratch, 'tmp');
  #server: GeminiServer | undefined;

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

  async serve(script: Script): Promise<GeminiServer> {
    await this.#server?.[Symbol.asyncDispose]();
    this.#server = await startGeminiServer(script);
    return this.#server;
  }

  async tell(told: Told): Promise<Answered> {
    const server = await this.serve(told.script);
    const env = { ...geminiHome(this.home, server.port, told.home), ...told.env };
    return {
      ...(await dispatchGemini({ role: 'executor', cwd: this.worktree, scratch: this.scratch, ...told, env })),
      server,
    };
  }

  async dispose(): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]();
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** A rig of its own for every test of a file. */
export function useGeminiRig(): () => GeminiRig {
  let rig: GeminiRig | undefined;
  beforeEach(() => {
    rig = new GeminiRig();
  });
  afterEach(() => rig?.dispose());
  return () => {
    if (rig === undefined) throw new Error('a rig is there inside tests only');
    return rig;
  };
}

interface Body {
  readonly contents: readonly { readonly parts: readonly { readonly functionResponse?: { readonly response: unknown } }[] }[];
  readonly tools?: readonly { readonly functionDeclarations: readonly { readonly name: string }[] }[];
}

/** What the model is told of its tool calls, in order. */
export function toolOutputs({ server }: Answered): readonly string[] {
  const last = server.calls().at(-1)?.body as Body;
  return last.contents.flatMap(({ parts }) =>
    parts.flatMap(({ functionResponse }) => (functionResponse === undefined ? [] : [JSON.stringify(functionResponse.response)])),
  );
}

/** Names of the tools that the model is offered. */
export const toolsOffered = ({ server }: Answered): readonly string[] =>
  (server.calls()[0]?.body as Body | undefined)?.tools?.flatMap(({ functionDeclarations }) =>
    functionDeclarations.map(({ name }) => name),
  ) ?? [];

export const sent = ({ server }: Answered): string => JSON.stringify(server.requests);
