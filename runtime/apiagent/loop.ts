/** The conversation with a model: it is asked, its tools are done for it, until it gives its answer or a limit ends it. */
import type { ApiRequest } from '../drivers/api-request.ts';
import type { Fault, Usage } from '../model/agents.ts';
import { priced } from '../model/money.ts';
import type { Answer, Asked, Entry, ToolCall, ToolResult } from './conversation.ts';
import { type Asking, askPatiently } from './patience.ts';
import { STOPPED_AT, TOLD_AT, watchRepeats } from './repeats.ts';
import { charsOf, shortened, sizesOf } from './room.ts';
import type { Toolbox } from './tools/index.ts';
import { plus } from './usage.ts';

/** Of a dispatch: all its conversations count together. */
export interface Account {
  calls: number;
  usage: Usage | undefined;
}

export interface Talk {
  readonly asking: Asking;
  readonly tools: Toolbox;
  readonly account: Account;
  readonly system: string;
  readonly question: string;
}

export type TalkEnd = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: Fault };

/** So often an answer that was cut may go on. */
const MOST_CUTS = 3;

export async function talk({ asking, tools, account, system, question }: Talk): Promise<TalkEnd> {
  const { request, say } = asking;
  const repeats = watchRepeats();
  let entries: readonly Entry[] = [{ who: 'user', text: question }];
  let cuts = 0;
  let isDoubted = false;
  let said = '';
  for (;;) {
    const limit = limitReached(request, account);
    if (limit !== undefined) return { ok: false, fault: limit };
    account.calls += 1;
    const asked = askedOf(request, { system, entries, tools });
    const outcome = await askPatiently(asking, asked);
    if (!outcome.ok) {
      const less = outcome.fault.kind === 'context-overflow' ? shortened(entries) : undefined;
      if (less === undefined) return { ok: false, fault: withSizes(outcome.fault, entries) };
      entries = tellShortened(asking, less);
      continue;
    }
    const { answer } = outcome;
    count(asking, account, answer);
    isDoubted ||= doubt(asking, entries, answer);
    if (answer.stop === 'refusal') return { ok: false, fault: refusalOf(answer) };
    if (answer.stop === 'overflow') {
      const less = shortened(entries);
      if (less === undefined) return { ok: false, fault: withSizes(OVERFLOW, entries) };
      entries = tellShortened(asking, less);
      continue;
    }
    if (answer.stop === 'length') {
      cuts += 1;
      if (cuts > MOST_CUTS) return { ok: false, fault: cutFault(request) };
      const isWhole = request.schema !== undefined;
      said += answer.calls.length === 0 && !isWhole ? answer.text : '';
      entries = [...entries, ...afterCut(answer, isWhole)];
      continue;
    }
    if (answer.calls.length === 0) {
      const text = said + answer.text;
      if (text.trim() === '')
        return { ok: false, fault: { kind: 'stream', message: 'the model ended its turn and said nothing' } };
      return { ok: true, text };
    }
    said = '';
    if (answer.text.trim() !== '') say({ type: 'message', text: answer.text });
    const done = await doCalls(answer.calls, { asking, tools, repeats });
    if (done.fault !== undefined) return { ok: false, fault: done.fault };
    entries = [...entries, modelEntry(answer), { who: 'tools', results: done.results }];
  }
}

const askedOf = (
  request: ApiRequest,
  { system, entries, tools }: Pick<Talk, 'system' | 'tools'> & Pick<Asked, 'entries'>,
): Asked => ({
  system,
  entries,
  tools: tools.specs,
  ...(request.schema === undefined ? {} : { schema: request.schema }),
});

const modelEntry = ({ text, calls, native }: Answer): Entry => ({ who: 'model', text, calls, native });

/** Before each call: it is not made when one of them does not last for it. */
function limitReached({ agent, maxTurns, money }: ApiRequest, { calls, usage }: Account): Fault | undefined {
  if (calls >= maxTurns) {
    const message = `it asked the model ${calls} times and did not come to an end`;
    return { kind: 'output-cap', message, fix: `Raise agents.${agent}.maxTurns in okstra.yaml, or make the item smaller.` };
  }
  const spent = money === undefined || usage === undefined ? 0 : priced(usage, money.price);
  if (money === undefined || spent < money.maxUsd) return undefined;
  const message = `it used $${spent.toFixed(4)} of the $${money.maxUsd} that one dispatch may cost`;
  return { kind: 'output-cap', message, fix: `Raise agents.${agent}.maxBudgetUsd in okstra.yaml, or make the item smaller.` };
}

function count({ say }: Asking, account: Account, { usage, model }: Answer): void {
  if (model !== undefined) say({ type: 'model', model, attestation: 'served' });
  if (usage === undefined) return;
  account.usage = plus(account.usage, usage);
  say({ type: 'usage', usage: account.usage, cumulative: true });
}

/** Text of any kind has fewer characters a token than this; runs of one letter aside. */
const MOST_CHARS_A_TOKEN = 8;
/** Too little to be cut anywhere. */
const SHORT_CHARS = 16_000;

/** Some servers of one's own cut what does not fit their window, and tell nobody; only their count of tokens shows it. */
function doubt({ say, request }: Asking, entries: readonly Entry[], { usage }: Answer): boolean {
  const chars = charsOf(entries);
  const tokens = usage?.inputTokens ?? 0;
  if (tokens === 0 || chars < SHORT_CHARS || chars / tokens < MOST_CHARS_A_TOKEN) return false;
  say({
    type: 'notice',
    code: 'context-doubtful',
    message: `The API counted ${tokens} tokens in ${chars} characters: it may have cut what ${request.model} was asked. Give its server a larger context window.`,
  });
  return true;
}

function refusalOf({ said, text }: Answer): Fault {
  const words = (said ?? text).trim().slice(0, 500);
  const message = words === '' ? 'the model or a filter of its host refused to answer' : `it refused to answer: ${words}`;
  return { kind: 'refusal', message, fix: 'Word the item differently, or choose another agent.' };
}

const OVERFLOW: Fault = { kind: 'context-overflow', message: "the model's context window is full" };

function withSizes(fault: Fault, entries: readonly Entry[]): Fault {
  if (fault.kind !== 'context-overflow' && fault.kind !== 'prompt-too-large') return fault;
  return { ...fault, message: `${fault.message}; ${sizesOf(entries)}` };
}

function tellShortened({ say }: Asking, less: { readonly entries: readonly Entry[]; readonly left: string }): readonly Entry[] {
  say({ type: 'notice', code: 'context-shortened', message: `The model's context window was full: ${less.left}.` });
  return less.entries;
}

const cutFault = ({ agent, maxTokens }: ApiRequest): Fault => ({
  kind: 'output-cap',
  message: `its answers were cut ${MOST_CUTS + 1} times at the limit of one answer${maxTokens === undefined ? '' : ` (${maxTokens} tokens)`}`,
  fix: `Raise agents.${agent}.maxTokens in okstra.yaml, or make the item smaller.`,
});

/** A call that was cut was not made; text goes on where it ended, unless it has a form that holds for each answer as a whole. */
function afterCut(answer: Answer, isWhole: boolean): readonly Entry[] {
  const told =
    answer.calls.length > 0
      ? 'Your answer was cut at the limit of one answer, and no tool was called. Make smaller calls: write a long file in several steps.'
      : isWhole
        ? 'Your answer was cut at the limit of one answer. Give the whole answer once more, and shorter.'
        : 'Your answer was cut at the limit of one answer. Go on exactly where it ended, and repeat nothing.';
  // A call without its result may not stand in a conversation.
  const before: readonly Entry[] = answer.calls.length > 0 || answer.text === '' ? [] : [modelEntry(answer)];
  return [...before, { who: 'user', text: told }];
}

interface Done {
  readonly results: readonly ToolResult[];
  readonly fault?: Fault;
}

/** One after the other, in the order in which the model named them: a later one may build on an earlier one. */
async function doCalls(
  calls: readonly ToolCall[],
  { asking, tools, repeats }: Pick<Talk, 'asking' | 'tools'> & { readonly repeats: ReturnType<typeof watchRepeats> },
): Promise<Done> {
  const results: ToolResult[] = [];
  for (const call of calls) {
    const { text, compared = text, isError = false } = await tools.call(call, asking.say);
    const times = repeats.see(`${call.name} ${call.input}`, compared);
    if (times >= STOPPED_AT) {
      const message = `it made the same call ${times} times in a row and got the same result: ${call.name} ${call.input.slice(0, 300)}`;
      return { results, fault: { kind: 'loop', message } };
    }
    const told =
      times >= TOLD_AT
        ? `\n\n[okstra: this is the same call with the same result, ${times} times in a row. Do something else.]`
        : '';
    results.push({ id: call.id, name: call.name, text: `${text}${told}`, isError });
  }
  return { results };
}
