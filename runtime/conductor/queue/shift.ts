/** One shift over a queue: as many items side by side as asked for, each integrated before what depends on it begins. */
import { join } from 'node:path';
import type { Notice } from '../../model/failure.ts';
import { EXIT_CODES, OkstraError } from '../../model/failure.ts';
import type { RunAnswer, RunFlags } from '../api.ts';
import type { Ports } from '../ports.ts';
import { NOTHING } from '../resume.ts';
import { runAlone } from '../start.ts';
import type { Choice, Feed, Left } from './feed.ts';
import { remainingOf } from './feed.ts';
import type { WorkAnswer, WorkedItem, WorkHooks, WorkRequest } from './work-request.ts';

export class Shift {
  readonly #feed: Feed;
  readonly #request: Pick<WorkRequest, 'cwd' | 'jobs' | 'maxItems'>;
  readonly #hooks: WorkHooks;
  readonly #ports: Ports;
  readonly #worked: WorkedItem[] = [];
  readonly #verified: string[] = [];
  /** How often each item was begun in this shift. */
  readonly #begun = new Map<string, number>();
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #problems: Notice[] = [];
  /** Of what came between items and failed. */
  readonly #failed: number[] = [];

  constructor(feed: Feed, request: Pick<WorkRequest, 'cwd' | 'jobs' | 'maxItems'>, how: { hooks: WorkHooks; ports: Ports }) {
    this.#feed = feed;
    this.#request = request;
    this.#hooks = how.hooks;
    this.#ports = how.ports;
  }

  async run(): Promise<void> {
    for (;;) {
      while (this.#mayBegin()) {
        const choice = this.#feed.next({ underWay: [...this.#underWay.keys()], mayTry: (id) => this.#mayTry(id) });
        if (choice === undefined) break;
        this.#begin(choice);
        // Nothing begins beside what comes between items.
        if (choice.kind === 'aside') break;
      }
      if (this.#underWay.size === 0) return;
      await Promise.race(this.#underWay.values());
    }
  }

  #mayBegin(): boolean {
    const { jobs, maxItems } = this.#request;
    const isFull = this.#underWay.size >= jobs || this.#underWay.has(ASIDE);
    const begun = [...this.#begun.values()].reduce((sum, times) => sum + times, 0);
    return !isFull && !this.#hooks.signal.aborted && (maxItems === undefined || begun < maxItems);
  }

  #begin(choice: Choice): void {
    const key = choice.kind === 'aside' ? ASIDE : choice.id;
    const job = (choice.kind === 'aside' ? this.#aside() : this.#runOne(choice.id)).catch((error: unknown) => {
      if (!(error instanceof OkstraError)) throw error;
      this.#failed.push(EXIT_CODES[error.failure.category]);
      this.#problems.push({
        code: error.failure.code,
        message: `${key}: ${error.failure.message}`,
        ...(error.failure.fix === undefined ? {} : { fix: error.failure.fix }),
      });
    });
    this.#underWay.set(
      key,
      job.finally(() => this.#underWay.delete(key)),
    );
  }

  async #aside(): Promise<void> {
    this.#verified.push(...((await this.#feed.aside?.()) ?? []));
  }

  async #runOne(id: string): Promise<void> {
    this.#begun.set(id, (this.#begun.get(id) ?? 0) + 1);
    this.#hooks.onItem(id, 'begins');
    const ref = `${this.#feed.source.prefix}:${id}`;
    let answer: RunAnswer;
    try {
      const hooks = { ...this.#hooks, defersQuota: true };
      answer = await runAlone({ cwd: this.#request.cwd, ref, flags: this.#flagsFor(id) }, hooks, this.#ports);
    } catch (error) {
      if (!(error instanceof OkstraError)) throw error;
      const { message: _message, ...nothing } = NOTHING;
      answer = { ...nothing, ok: false, exitCode: EXIT_CODES[error.failure.category], error: error.failure };
    }
    this.#worked.push({ item: id, answer });
    this.#hooks.onItem(id, answer);
    this.#feed.ended?.(id, answer);
  }

  #flagsFor(id: string): RunFlags {
    // What conflicts begins anew on what came before it; its earlier work stays under a numbered branch.
    const before = this.#lastAnswer(id)?.integration;
    const isConflict = before?.how === 'sent-back' && before.reason?.includes('conflicts in') === true;
    return {
      ...this.#feed.flags,
      ...(this.#feed.branch === undefined ? {} : { integrate: this.#feed.branch }),
      yes: true,
      ...(isConflict ? { fresh: true } : {}),
      ...this.#recordingOf(id),
    };
  }

  /** Steps of several items, and of one that is run again, would have the same names. */
  #recordingOf(id: string): Pick<RunFlags, 'recordDir'> {
    const { recordDir } = this.#feed.flags;
    const times = this.#begun.get(id) ?? 1;
    return recordDir === undefined ? {} : { recordDir: join(recordDir, times === 1 ? id : `${id}-${times}`) };
  }

  /** Once; and once more when its accepted work did not merge. */
  #mayTry(id: string): boolean {
    if (this.#underWay.has(id)) return false;
    const times = this.#begun.get(id) ?? 0;
    return times === 0 || (times < MOST_TRIES && this.#lastAnswer(id)?.integration?.how === 'sent-back');
  }

  #lastAnswer(id: string): RunAnswer | undefined {
    return this.#worked.findLast(({ item }) => item === id)?.answer;
  }

  async answer(notices: readonly Notice[]): Promise<WorkAnswer> {
    const last = new Map(this.#worked.map(({ item, answer }) => [item, answer]));
    const remaining = remainingOf(this.#feed, last);
    const codes = new Set([...this.#failed, ...[...last.values()].map(({ exitCode }) => exitCode)]);
    const worst = SEVERITY.findLast((code) => codes.has(code)) ?? 0;
    const isShort = worst === 0 && remaining.length > 0 && this.#request.maxItems === undefined;
    const exitCode = this.#hooks.signal.aborted ? EXIT_CODES.interrupted : isShort ? EXIT_CODES.blocked : worst;
    return {
      ok: exitCode === 0,
      exitCode,
      source: this.#feed.source.word,
      branch: this.#feed.branch ?? null,
      worked: this.#worked,
      verified: this.#verified,
      remaining,
      next: await nextOf(this.#feed, remaining),
      notices: [...notices, ...this.#problems],
    };
  }
}

async function nextOf(feed: Feed, remaining: readonly Left[]): Promise<string> {
  if (remaining.length === 0)
    return (await feed.nextStep?.()) ?? (feed.branch === undefined ? 'okstra land <item>' : `git merge ${feed.branch}`);
  const [first] = remaining.flatMap(({ fix }) => fix ?? []);
  const goesOn = remaining.some(({ fix, why }) => fix === undefined && !why.startsWith('waits for '));
  return goesOn || first === undefined ? 'okstra work goes on; okstra tasks status shows where the queue is' : first;
}

const ASIDE = '(verification)';
const MOST_TRIES = 3;
/** Exit codes from the best to the worst. */
const SEVERITY: readonly number[] = [0, 1, 3, 2, 4, 5, 130];
