/** `okstra work --source frd`: bundles one after another or several side by side, until none can be taken. Their branches are merged by people. */
import type { Failure, Notice } from '../../model/failure.ts';
import { EXIT_CODES, OkstraError } from '../../model/failure.ts';
import { readClaims } from '../../sources/frd/claims/index.ts';
import type { FrdSet, Holdings } from '../../sources/frd/index.ts';
import { passReasonText, selectBundle } from '../../sources/frd/index.ts';
import type { RunAnswer, RunFlags, RunHooks } from '../api.ts';
import type { Ports } from '../ports.ts';
import { NOTHING } from '../resume.ts';
import { openSession } from '../session.ts';
import { runAlone } from '../start.ts';
import { claimContextOf, requireFrdSet } from './desk.ts';
import { bundleOfRun } from './interrupted.ts';

export interface FrdWorkRequest {
  readonly cwd: string;
  /** Bundles at a time. */
  readonly jobs: number;
  /** Absent: until nothing can be taken. */
  readonly maxItems?: number;
  readonly flags: RunFlags;
}

export interface WorkedBundle {
  /** Its first task. */
  readonly item: string;
  readonly taskIds: readonly string[];
  readonly answer: RunAnswer;
}

export interface FrdWorkAnswer {
  readonly ok: boolean;
  readonly exitCode: number;
  readonly source: 'frds';
  readonly worked: readonly WorkedBundle[];
  /** Branches that wait to be merged, those of other clones among them. */
  readonly awaiting: readonly { readonly item: string; readonly branch: string }[];
  readonly remaining: readonly { readonly item: string; readonly why: string }[];
  readonly notices: readonly Notice[];
}

export interface FrdWorkHooks extends RunHooks {
  readonly onItem: (item: string, answer: RunAnswer | 'begins') => void;
}

/** Others may be faster this often in a row before a place at work is given up. */
const MOST_RACES = 5;

export async function workBundles(request: FrdWorkRequest, hooks: FrdWorkHooks, ports: Ports): Promise<FrdWorkAnswer> {
  const worked: WorkedBundle[] = [];
  /** What kept a place at work from going on. */
  const problems = new Map<string, Failure>();
  /** Tasks that were begun in this session: each is tried once. */
  const tried = new Set<string>();
  let begun = 0;
  const mayBegin = (): boolean => !hooks.signal.aborted && (request.maxItems === undefined || begun < request.maxItems);

  const places = Array.from({ length: request.jobs }, async (): Promise<void> => {
    for (let races = 0; mayBegin() && races < MOST_RACES; ) {
      begun += 1;
      const end = await oneBundle();
      if (end === 'nothing') {
        begun -= 1;
        return;
      }
      if (end === 'race') begun -= 1;
      races = end === 'race' ? races + 1 : 0;
    }
  });
  await Promise.all(places);
  return answerOf({ request, worked, problems: [...problems.values()], hooks, ports });

  async function oneBundle(): Promise<'done' | 'nothing' | 'race'> {
    const seen = { tasks: [] as readonly string[] };
    const own: RunHooks = {
      ...hooks,
      defersQuota: true,
      onProgress: (progress) => {
        const bundle = progress.type === 'planned' ? progress.plan.item.bundle : undefined;
        if (bundle !== undefined) {
          seen.tasks = bundle.taskIds;
          for (const id of bundle.taskIds) tried.add(id);
          hooks.onItem(bundle.taskIds[0] ?? '', 'begins');
        }
        hooks.onProgress(progress);
      },
    };
    const answer = await attempt(own);
    const isRace = answer.run === null && seen.tasks.length === 0 && answer.error !== undefined && RACES.has(answer.error.code);
    if (isRace) return 'race';
    if (answer.run === null && seen.tasks.length === 0) {
      if (answer.error !== undefined) problems.set(answer.error.message, answer.error);
      return 'nothing';
    }
    const taskIds = answer.run === null ? seen.tasks : (bundleOfRun(answer.run)?.taskIds ?? seen.tasks);
    const [item = ''] = taskIds;
    for (const id of taskIds) tried.add(id);
    worked.push({ item, taskIds, answer });
    hooks.onItem(item, answer);
    return 'done';
  }

  async function attempt(own: RunHooks): Promise<RunAnswer> {
    const flags: RunFlags = { ...request.flags, yes: true };
    try {
      return await runAlone({ cwd: request.cwd, ref: 'frd:next', flags, except: [...tried] }, own, ports);
    } catch (error) {
      if (!(error instanceof OkstraError)) throw error;
      const { message: _message, ...nothing } = NOTHING;
      return { ...nothing, ok: false, exitCode: EXIT_CODES[error.failure.category], error: error.failure };
    }
  }
}

/** Somebody was faster, which says nothing of what else there is to do. */
const RACES: ReadonlySet<string> = new Set([
  'held',
  'claimed',
  'claim-contended',
  'lease-contended',
  'bundle-merged',
  'run-ended',
]);

const noticeOf = ({ code, message, fix }: Failure): Notice => ({ code, message, ...(fix === undefined ? {} : { fix }) });

/** Exit codes from the best to the worst. */
const SEVERITY: readonly number[] = [0, 1, 3, 2, 4, 5, 130];

async function answerOf(end: {
  readonly request: FrdWorkRequest;
  readonly worked: readonly WorkedBundle[];
  readonly problems: readonly Failure[];
  readonly hooks: RunHooks;
  readonly ports: Ports;
}): Promise<FrdWorkAnswer> {
  const { request, worked, problems, hooks, ports } = end;
  const { repo, config } = await openSession(request.cwd, ports);
  const set = await requireFrdSet(repo.top, config);
  const { holdings } = await readClaims(await claimContextOf(repo, config, { now: ports.now }));
  const awaiting = [...holdings].flatMap(([item, holding]) =>
    holding.kind === 'awaiting-merge' ? [{ item, branch: holding.branch }] : [],
  );
  const waits = new Set(awaiting.map(({ item }) => item));
  const unusable = set.unusable.map(({ frdId, path, reason }) => ({ item: frdId || path, why: reason }));
  const remaining = [
    ...remainingIn(set, holdings)
      .filter(({ item }) => !waits.has(item))
      .map(({ item, why }) => ({ item, why: why ?? whyOpen(item, worked) })),
    ...unusable,
  ];
  const codes = new Set([
    ...worked.map(({ answer }) => answer.exitCode),
    ...problems.map(({ category }) => EXIT_CODES[category]),
  ]);
  const worst = SEVERITY.findLast((code) => codes.has(code)) ?? 0;
  const isCut = hooks.signal.aborted;
  const isLeft = worst === 0 && request.maxItems === undefined && remaining.length > 0;
  const exitCode = isCut ? EXIT_CODES.interrupted : isLeft ? EXIT_CODES.blocked : worst;
  return { ok: exitCode === 0, exitCode, source: 'frds', worked, awaiting, remaining, notices: problems.map(noticeOf) };
}

/** Every task that is not settled, in order, and what keeps it from being taken; without that it could be. */
function remainingIn(
  { documents, unusable }: FrdSet,
  holdings: Holdings,
): readonly { readonly item: string; readonly why: string | undefined }[] {
  const taken = new Map(holdings);
  const open = new Set<string>();
  for (;;) {
    const { bundle, passedOver } = selectBundle(documents, { holdings: taken, unusable });
    if (bundle === undefined)
      return passedOver
        .filter(({ reason }) => !(reason.kind === 'status' && SETTLED.has(reason.status)))
        .map(({ taskId, reason }) => ({ item: taskId, why: open.has(taskId) ? undefined : passReasonText(reason) }));
    for (const { taskId } of bundle.tasks) {
      open.add(taskId);
      taken.set(taskId, { kind: 'unreadable', why: '' });
    }
  }
}

const SETTLED: ReadonlySet<string> = new Set(['completed', 'skipped']);

function whyOpen(taskId: string, worked: readonly WorkedBundle[]): string {
  const answer = worked.findLast(({ taskIds }) => taskIds.includes(taskId))?.answer;
  return (answer?.error?.message ?? answer?.outcome ?? 'not_started').split('\n')[0] ?? '';
}
