/** What a shift asks of the source that it works off: which item comes next, and what has to be done between items. */

import { isOver } from '../../sources/dependencies.ts';
import type { ItemSummary, Source } from '../../sources/index.ts';
import { byId, unmetDeps } from '../../sources/index.ts';
import type { Reason } from '../../sources/task-queue/reasons.ts';
import type { RunAnswer, RunFlags } from '../api.ts';

/** An item, or what comes between items. */
export type Choice = { readonly kind: 'run'; readonly id: string } | { readonly kind: 'aside' };

/** The shift as its feed sees it. */
export interface ShiftView {
  /** Ids of items under way, in the order of their begin. */
  readonly underWay: readonly string[];
  /** Whether an item may be begun (again) in this shift. */
  readonly mayTry: (id: string) => boolean;
}

export interface Feed {
  readonly source: Source;
  /** Branch into which accepted work goes; absent: every item keeps its own. */
  readonly branch?: string;
  /** Flags of every run of this feed. */
  readonly flags: RunFlags;
  /** Nothing: nothing may begin before something that is under way ends. */
  next(shift: ShiftView): Choice | undefined;
  /** An item's run came to its end. */
  ended?(id: string, answer: RunAnswer): void;
  /** With nothing else under way, after `next` said `aside`. @returns ids of what was looked at */
  aside?(): Promise<readonly string[]>;
  /** What keeps an item from beginning; undefined: nothing that its source knows of. */
  why?(id: string): Reason | undefined;
  /** Items that cannot be read, and so are left over. */
  damaged?(): readonly Left[];
  /** What a person does once nothing is left. */
  nextStep?(): Promise<string>;
  /** The end of the shift. */
  close?(): Promise<void>;
}

/** Any source whose items say themselves whether they may begin, in the order in which it lists them. */
export class ItemFeed implements Feed {
  readonly source: Source;
  readonly branch?: string;
  readonly flags: RunFlags;

  constructor(source: Source, flags: RunFlags, branch?: string) {
    this.source = source;
    this.flags = flags;
    if (branch !== undefined) this.branch = branch;
  }

  next({ mayTry }: ShiftView): Choice | undefined {
    const { items } = this.source.discover();
    const known = byId(items);
    const ready = items.find((item) => isReady(item, known) && mayTry(item.id));
    return ready === undefined ? undefined : { kind: 'run', id: ready.id };
  }
}

const isReady = (item: ItemSummary, known: ReadonlyMap<string, ItemSummary>): boolean =>
  !isOver(item) && item.held === undefined && unmetDeps(item, known).unmet.length === 0;

export interface Left extends Reason {
  readonly item: string;
}

/** What is left of a source, and why. */
export function remainingOf(feed: Feed, last: ReadonlyMap<string, RunAnswer>): readonly Left[] {
  const { items } = feed.source.discover();
  const known = byId(items);
  const left = items.filter((item) => !isOver(item));
  return [
    ...left.map((item): Left => {
      const reason = last.has(item.id) && item.held === undefined ? undefined : feed.why?.(item.id);
      if (reason !== undefined) return { item: item.id, ...reason };
      return { item: item.id, why: whyLeft(item, known, last.get(item.id)).split('\n')[0] ?? '' };
    }),
    ...(feed.damaged?.() ?? []),
  ];
}

function whyLeft(item: ItemSummary, known: ReadonlyMap<string, ItemSummary>, answer: RunAnswer | undefined): string {
  if (item.held !== undefined) return `paused: ${item.held}`;
  const { unmet } = unmetDeps(item, known);
  if (unmet.length > 0) return `waits for ${unmet.join(', ')}`;
  return answer === undefined ? item.nativeStatus : (answer.error?.message ?? answer.outcome ?? 'not done');
}
