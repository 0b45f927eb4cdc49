/** What `okstra gc` works with. */
import type { Failure } from '../../model/failure.ts';
import type { Ports } from '../ports.ts';
import type { Session } from '../session.ts';

export type GarbageKind = 'run' | 'logs' | 'worktree' | 'scratch' | 'cache' | 'temporary' | 'trash';

/** Something that may go. */
export interface Garbage {
  readonly kind: GarbageKind;
  /** How people call it: a run id, an item's worktree, a file. */
  readonly name: string;
  /** Absolute: what is removed. */
  readonly path: string;
  /** Files of a run that go, relative to `path`; absent: all of it. */
  readonly files?: readonly { readonly path: string; readonly bytes: number }[];
  readonly bytes: number;
  /** Why it may. */
  readonly reason: string;
  /** The item it belongs to: its lease is held while it goes. */
  readonly item?: { readonly group: string; readonly id: string };
  /** Work that is lost with it, a line each; only ever with `--force`. */
  readonly loses: readonly string[];
}

/** A worktree, or a run old enough to go, that stays. */
export interface Kept {
  readonly kind: GarbageKind;
  readonly name: string;
  readonly path: string;
  readonly reason: string;
  /** What to do about it. */
  readonly fix?: string;
}

export interface Found {
  readonly garbage: readonly Garbage[];
  readonly kept: readonly Kept[];
}

export interface Retention {
  /** Age in ms after which runs that are over may go; `keepLast` of each item stay all the same. */
  readonly runsMs: number;
  readonly keepLast: number;
  /** Age in ms after which the streams and logs of a run that is over may go. */
  readonly logsMs: number;
  /** Age in ms after which what lies in okstra's caches may go. */
  readonly cacheMs: number;
}

export interface GcRequest {
  readonly cwd: string;
  /** References to items; none: all of the checkout, and what belongs to no item. */
  readonly items: readonly string[];
  /** Also what holds work that is nowhere else. Needs items. */
  readonly force: boolean;
  /** False: only says what would go. */
  readonly apply: boolean;
  readonly retention: Partial<Pick<Retention, 'runsMs' | 'keepLast'>>;
}

export interface Removed extends Garbage {
  /** Absent: it was not tried, or it went. */
  readonly problem?: Failure;
}

export interface GcAnswer {
  readonly applied: boolean;
  readonly retention: Retention;
  readonly garbage: readonly Removed[];
  readonly kept: readonly Kept[];
}

/** What everything that looks for garbage is given. */
export interface GcScope {
  readonly session: Session;
  readonly ports: Ports;
  readonly retention: Retention;
  readonly force: boolean;
  /** `<group>/<id>` of those that were asked for; absent: all. */
  readonly items?: ReadonlySet<string>;
  /** Items somebody works on, with who it is. */
  readonly held: ReadonlyMap<string, string>;
  readonly now: number;
}
