/** What `okstra work` is asked, and what it answers. */
import type { Notice } from '../../model/failure.ts';
import type { ExternalChoice } from '../../sources/task-queue/reconcile.ts';
import type { RunAnswer, RunFlags, RunHooks } from '../api.ts';
import type { Left } from './feed.ts';

export interface WorkRequest {
  readonly cwd: string;
  readonly source: 'tasks' | 'specs';
  /** Items at a time. */
  readonly jobs: number;
  /** Absent: until nothing is left. */
  readonly maxItems?: number;
  /** What becomes of tasks that were written for an earlier text of the specs. */
  readonly stale: 'skip' | 'continue';
  readonly external: ExternalChoice;
  readonly flags: RunFlags;
}

export interface WorkedItem {
  readonly item: string;
  readonly answer: RunAnswer;
}

export interface WorkAnswer {
  readonly ok: boolean;
  readonly exitCode: number;
  readonly source: string;
  /** Where accepted work went; null: every item has a branch of its own. */
  readonly branch: string | null;
  readonly worked: readonly WorkedItem[];
  /** Tasks whose criteria were looked at again. */
  readonly verified: readonly string[];
  /** With what a person can do about it; without: it goes on by itself. */
  readonly remaining: readonly Left[];
  /** A command, or a sentence where none would do. */
  readonly next: string;
  readonly notices: readonly Notice[];
}

export interface WorkHooks extends RunHooks {
  readonly onItem: (item: string, answer: RunAnswer | 'begins') => void;
}
