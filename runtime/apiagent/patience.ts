/** Asks the model once more after faults that pass: as long as the API asks for, else longer each time, never for long. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiRequest } from '../drivers/api-request.ts';
import type { Fault } from '../model/agents.ts';
import type { Answer, Asked, Heard, Wire } from './conversation.ts';
import { type CallFailure, failureOf } from './faults.ts';
import type { Say } from './say.ts';
import type { Refusable } from './wires/index.ts';

export interface Patience {
  /** Calls in all. */
  readonly tries: number;
  readonly firstMs: number;
  /** Longest pause of okstra's own choice. */
  readonly mostMs: number;
  /** Longest pause that an API may ask for; a longer one is a quota with a known end. */
  readonly mostAskedMs: number;
}

/** Some 15 seconds in all where the API names no time: a fault is known soon, and a moment's overload is not one. */
export const PATIENCE: Patience = { tries: 6, firstMs: 500, mostMs: 20_000, mostAskedMs: 60_000 };

export type Outcome = { readonly ok: true; readonly answer: Answer } | { readonly ok: false; readonly fault: Fault };

export interface Asking {
  readonly wire: Wire;
  readonly request: ApiRequest;
  readonly say: Say;
  readonly refused: Set<Refusable>;
  readonly patience: Patience;
}

export async function askPatiently(asking: Asking, asked: Asked): Promise<Outcome> {
  const { request, say, refused, patience } = asking;
  let withoutSchema: string | undefined;
  for (let n = 1; ; ) {
    const failure = await askOnce(asking, asked);
    if (!('fault' in failure)) {
      if (withoutSchema !== undefined)
        say({
          type: 'notice',
          code: 'answer-form-refused',
          message: `${request.model} was asked for its answer in words, as the API refused a schema: ${withoutSchema}`,
        });
      return { ok: true, answer: failure };
    }
    const { fault } = failure;
    if (failure.refused !== undefined && !refused.has(failure.refused) && isSent(failure.refused, asked)) {
      refused.add(failure.refused);
      say({ type: 'error', fault: { ...fault, message: `${fault.message}; asked again without it` }, final: false });
      if (failure.refused === 'schema') withoutSchema = fault.message;
      continue;
    }
    if (!failure.again || n >= patience.tries) return { ok: false, fault: withTries(fault, n) };
    const pause = pauseOf(failure, n, patience);
    if (pause === undefined) return { ok: false, fault };
    say({ type: 'error', fault: { ...fault, message: `${fault.message}, try ${n + 1} of ${patience.tries}` }, final: false });
    say({ type: 'model-asked', afterMs: pause });
    await sleep(pause);
    n += 1;
  }
}

const isSent = (option: Refusable, { schema }: Asked): boolean => option !== 'schema' || schema !== undefined;

const withTries = (fault: Fault, n: number): Fault =>
  n === 1 ? fault : { ...fault, message: `${fault.message} (asked ${n} times)` };

/** undefined: longer than anybody waits in place. Never shorter than the API asks for; everybody comes back at another moment. */
function pauseOf({ afterMs }: CallFailure, n: number, { firstMs, mostMs, mostAskedMs }: Patience): number | undefined {
  if (afterMs !== undefined) return afterMs > mostAskedMs ? undefined : Math.ceil(afterMs * (1 + Math.random() / 10));
  return Math.ceil(Math.min(mostMs, firstMs * 2 ** (n - 1)) * (0.5 + Math.random() / 2));
}

async function askOnce({ wire, request, say }: Asking, asked: Asked): Promise<Answer | CallFailure> {
  const heard = hearing(say);
  const clock = new AbortController();
  const timer = setTimeout(() => clock.abort(), request.requestMs);
  say({ type: 'model-asked' });
  try {
    const answer = await wire.ask(asked, heard, clock.signal);
    heard.begun();
    return answer;
  } catch (error) {
    if (!clock.signal.aborted) return failureOf(error, request, Date.now());
    const message = `the answer was not whole after ${Math.round(request.requestMs / 1000)} s`;
    return { fault: { kind: 'network', message, fix: `Raise agents.${request.agent}.requestTimeout.` }, again: true };
  } finally {
    clearTimeout(timer);
  }
}

/** So often a sign of life is printed while an answer comes that shows nothing. */
const BEAT_MS = 2000;

function hearing(say: Say): Heard {
  let isBegun = false;
  let last = 0;
  return {
    begun() {
      if (!isBegun) say({ type: 'model-answers' });
      isBegun = true;
    },
    text(part) {
      last = Date.now();
      say({ type: 'delta', text: part });
    },
    alive() {
      if (Date.now() - last < BEAT_MS) return;
      last = Date.now();
      say({ type: 'other' });
    },
  };
}
