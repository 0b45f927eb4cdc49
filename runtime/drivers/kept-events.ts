/**
 * The events of a dispatch that its end is judged by, within a limit: an agent may tell millions. Whatever of them a driver looks at is kept
 * as it is until a flood makes that impossible, and then what decides is kept: the newest of what is said, the oldest and the newest tool calls,
 * the last errors. Pure.
 */
import type { DispatchRecord, DriverEvent, Fault } from '../model/agents.ts';

export interface KeptEvents {
  add(event: DriverEvent): void;
  /** In the order they came. */
  all(): DispatchRecord['events'];
}

/** What a flood is cut to; well above what any answer or any account of a run holds. */
export interface KeptLimits {
  /** Characters of all texts of messages, and of parts of them, each. */
  readonly text: number;
  /** Tool calls, from the first on. */
  readonly calls: number;
  /** Characters of what a call does, of one and of all. */
  readonly detail: number;
  readonly details: number;
  /** Errors, accounts and models, each; the newest. */
  readonly few: number;
  /** Characters of one error. */
  readonly error: number;
}

export const KEPT: KeptLimits = {
  text: 2 * 1024 * 1024,
  calls: 1000,
  detail: 64 * 1024,
  details: 2 * 1024 * 1024,
  few: 200,
  error: 16 * 1024,
};

interface Slot {
  event: DriverEvent;
  /** Pieces of a delta that grows, joined when it is asked for. */
  pieces?: string[];
  readonly order: number;
}

/** @param redact applied before a text is cut, so that no secret is left in halves */
export function keepEvents(redact: (text: string) => string, limits: KeptLimits = KEPT): KeptEvents {
  let order = 0;
  let last: Slot | undefined;
  let saidChars = 0;
  let partChars = 0;
  let detailChars = 0;
  const messages: Slot[] = [];
  const parts: Slot[] = [];
  const calls = new Set<string>();
  const started: Slot[] = [];
  const finished: Slot[] = [];
  const errors: Slot[] = [];
  const models: Slot[] = [];
  const usages: Slot[] = [];
  /** Of which only the last one counts, by kind; or only the first. */
  const single = new Map<string, Slot>();

  const slot = (event: DriverEvent): Slot => {
    order += 1;
    last = { event, order };
    return last;
  };
  const cut = (text: string, max: number): string => {
    if (text.length <= max) return text;
    const whole = redact(text);
    const head = Math.floor(max / 4);
    return `${whole.slice(0, head)}\n[okstra: ${Math.max(0, whole.length - max)} characters left out here]\n${whole.slice(-(max - head))}`;
  };

  const message = (event: Extract<DriverEvent, { type: 'message' }>): void => {
    const text = cut(event.text, limits.text);
    messages.push(slot({ ...event, text }));
    saidChars += text.length;
    while (messages.length > 1 && (saidChars > limits.text || messages.length > limits.few)) {
      const { event: oldest } = messages.shift() as Slot;
      saidChars -= oldest.type === 'message' ? oldest.text.length : 0;
    }
  };
  /** Parts that follow each other are one: nobody looks at where they were cut. */
  const delta = (event: Extract<DriverEvent, { type: 'delta' }>): void => {
    if (last?.pieces !== undefined) last.pieces.push(event.text);
    else {
      parts.push(slot(event));
      if (last !== undefined) last.pieces = [event.text];
    }
    partChars += event.text.length;
    if (partChars <= limits.text * 1.5 && (last?.pieces?.length ?? 0) <= 100_000 && parts.length <= 2 * limits.few) return;
    while (parts.length > 1 && (partChars > limits.text || parts.length > limits.few))
      partChars -= join(parts.shift() as Slot).length;
    const only = parts[0];
    if (only === undefined) return;
    const text = cut(join(only), limits.text);
    only.pieces = [text];
    partChars = parts.reduce((total, each) => total + join(each).length, 0);
  };
  const call = (event: Extract<DriverEvent, { type: 'tool-started' | 'tool-finished' }>, kept: Slot[]): void => {
    const isKnown = event.type === 'tool-finished' && calls.has(event.id);
    if (!isKnown && kept.length >= limits.calls) {
      // That one came, and when, still counts; what it was does not fit.
      single.set(event.type, slot({ ...event, id: '', detail: cut(event.detail, 200) }));
      return;
    }
    if (event.type === 'tool-finished') calls.delete(event.id);
    else calls.add(event.id);
    const detail = cut(event.detail, detailChars > limits.details ? 200 : limits.detail);
    detailChars += detail.length;
    kept.push(slot({ ...event, detail }));
  };
  const error = (event: Extract<DriverEvent, { type: 'error' }>): void => {
    errors.push(slot({ ...event, fault: cutFault(event.fault, (text) => cut(text, limits.error)) }));
    if (errors.length <= limits.few) return;
    const { event: oldest } = errors.shift() as Slot;
    // When a quota ends is told once, maybe long before the end.
    if (oldest.type === 'error' && oldest.fault.retryAt !== undefined) single.set('quota', { event: oldest, order: 0 });
    // A final one is not forgotten for many that are none, nor the other way round.
    if (oldest.type === 'error' && !errors.some((each) => each.event.type === 'error' && each.event.final === oldest.final))
      single.set(`error-${oldest.final}`, { event: oldest, order: 0 });
  };
  const model = (event: Extract<DriverEvent, { type: 'model' }>): void => {
    const before = models.at(-1)?.event;
    if (before?.type === 'model' && before.model === event.model && before.attestation === event.attestation) return;
    models.push(slot(event));
    // The first are those that were asked for.
    if (models.length > limits.few) models.splice(limits.few / 2, 1);
  };

  return {
    add(event) {
      switch (event.type) {
        case 'message':
          return message(event);
        case 'delta':
          return delta(event);
        case 'tool-started':
          return call(event, started);
        case 'tool-finished':
          return call(event, finished);
        case 'error':
          return error(event);
        case 'model':
          return model(event);
        case 'usage':
          usages.push(slot(event));
          if (usages.length > limits.few) usages.shift();
          return;
        case 'session':
          // A continued session is named once more; later ones may be quotations.
          if (!single.has('first-session')) single.set('first-session', slot(event));
          else single.set('session', slot(event));
          return;
        case 'turn-finished':
        case 'structured':
        case 'model-answers':
          single.set(event.type, slot(event));
          return;
        case 'file-change':
        case 'progress':
        case 'model-asked':
        case 'notice':
        case 'other':
          // Nothing is judged by them but that the program spoke its own language.
          if (!single.has('other')) single.set('other', { event: { type: 'other' }, order: 0 });
      }
    },
    all() {
      for (const each of parts) if (each.pieces !== undefined) each.event = { type: 'delta', text: join(each) };
      return [...messages, ...parts, ...started, ...finished, ...errors, ...models, ...usages, ...single.values()]
        .toSorted((a, b) => a.order - b.order)
        .map(({ event }) => event);
    },
  };
}

function join(part: Slot): string {
  const text = (part.pieces ?? []).join('');
  part.pieces = [text];
  return text;
}

const cutFault = (fault: Fault, cut: (text: string) => string): Fault => ({ ...fault, message: cut(fault.message) });
