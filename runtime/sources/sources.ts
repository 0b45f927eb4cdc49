/** All sources of a checkout, as one: which of them a group or a reference belongs to. */
import { fail, OkstraError } from '../model/failure.ts';
import type { SourceName } from '../model/item.ts';
import type { Resolved, Source } from './source.ts';

export interface FoundItem extends Resolved {
  readonly source: Source;
}

export interface Sources {
  readonly all: readonly Source[];
  byName(name: SourceName): Source;
  /** The source whose items have task keys of this group. */
  ofGroup(group: string): Source;
  /**
   * The item that a reference names. With a prefix (`spec:`, `task:`, `frd:`) only that source is asked.
   * @throws OkstraError `item-unknown`, `ref-ambiguous` and those of the source that was meant
   */
  resolve(ref: string, cwd: string): FoundItem;
}

function need(source: Source | undefined, what: string): Source {
  if (source === undefined) throw new Error(`no source for ${what}`);
  return source;
}

export function joinSources(all: readonly Source[]): Sources {
  return {
    all,
    byName: (name) =>
      need(
        all.find((source) => source.name === name),
        name,
      ),
    ofGroup: (group) =>
      need(
        all.find((source) => source.owns(group)),
        `group ${group}`,
      ),
    resolve: (ref, cwd) => resolveIn(all, ref, cwd),
  };
}

/** Whoever writes one means the queue. */
const TASK_ID = /^(?:tasks\/)?[TF]-\d+[A-Z]?$/i;

function resolveIn(all: readonly Source[], ref: string, cwd: string): FoundItem {
  const named = all.find(({ prefix }) => ref.startsWith(`${prefix}:`));
  if (named !== undefined) return { ...named.resolve(ref, cwd), source: named };
  const found: FoundItem[] = [];
  const refused: OkstraError[] = [];
  let meant: OkstraError | undefined;
  for (const source of all) {
    try {
      found.push({ ...source.resolve(ref, cwd), source });
    } catch (error) {
      if (!(error instanceof OkstraError)) throw error;
      refused.push(error);
      if (source.name === 'task-queue' && TASK_ID.test(ref)) meant = error;
    }
  }
  // What was named whole goes before what a beginning was completed to.
  const whole = found.filter(({ notices }) => !notices.some(({ code }) => code === 'ref-completed'));
  const [first, ...others] = whole.length > 0 ? whole : found;
  if (first !== undefined && others.length === 0) return first;
  if (first !== undefined) {
    const words = [first, ...others].map(({ source, item }) => `${source.prefix}:${item.id}`);
    throw fail('usage', 'ref-ambiguous', `Expected one item, found "${ref}" in ${words.length} sources.`, {
      fix: `Write ${words.join(' or ')}.`,
      details: { near: words },
    });
  }
  // A source that knows the item and cannot use it has more to say than one that does not know it.
  const telling = refused.find(({ failure }) => failure.code !== 'item-unknown') ?? meant ?? refused[0];
  if (telling === undefined) throw new Error('a checkout has sources');
  throw telling;
}
