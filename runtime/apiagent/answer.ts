/** From a request to an answer, told in events. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiRequest } from '../drivers/api-request.ts';
import { type Account, type TalkEnd, talk } from './loop.ts';
import type { Asking, Patience } from './patience.ts';
import { review } from './review.ts';
import type { Say } from './say.ts';
import { openToolbox, type Toolbox, toolsOf } from './tools/index.ts';
import { openWire, type Refusable } from './wires/index.ts';
import { systemText } from './words.ts';

export interface AnswerPorts {
  readonly key?: string;
  readonly say: Say;
  readonly patience: Patience;
  /** Real path of the working folder. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** @returns whether there is an answer; the last events say which, or why not */
export async function answerRequest(request: ApiRequest, { key, say, patience, cwd, env }: AnswerPorts): Promise<boolean> {
  say({ type: 'model', model: request.model, attestation: 'requested' });
  const refused = new Set<Refusable>();
  const wire = await openWire(request, { key, refused });
  const tools = openToolbox(toolsOf(request.role), {
    top: cwd,
    privateTmp: request.privateTmp,
    env,
    secretNames: request.keyEnv === undefined ? [] : [request.keyEnv],
    runId: env['OKSTRA_RUN_ID'] ?? 'none',
    commandSandbox: request.commandSandbox,
    say,
  });
  const end = await ask(request, { asking: { wire, request, say, refused, patience }, tools, cwd });
  if (end.ok) {
    say({ type: 'message', text: end.text });
    say({ type: 'turn-finished' });
  } else say({ type: 'error', fault: end.fault, final: true });
  return end.ok;
}

/** Under these names the programs of vendors look for them. */
const RULES = ['AGENTS.md', 'CLAUDE.md', 'GEMINI.md'];

function ask(
  request: ApiRequest,
  what: { readonly asking: Asking; readonly tools: Toolbox; readonly cwd: string },
): Promise<TalkEnd> {
  const account: Account = { calls: 0, usage: undefined };
  const system = systemText(request, request.role === 'executor' ? RULES.filter((name) => existsSync(join(what.cwd, name))) : []);
  const about = (question: string): Promise<TalkEnd> => talk({ ...what, account, system, question });
  if (request.role !== 'verifier') return about(request.prompt);
  return review({ request, cwd: what.cwd, say: what.asking.say, talk: about });
}
