/**
 * One dispatch: the prompt is written, the agent runs in its place, its stream becomes events, its end becomes a result. Only here are
 * agents started.
 */
import { existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { driverFor } from '../drivers/index.ts';
import { strictSchema } from '../findings/index.ts';
import { disturbances, executorGitEnv, indexOfTree, settingsOf } from '../git/index.ts';
import type { Action, AttemptState } from '../lead/index.ts';
import { CHARS_PER_TOKEN, committed, currentAttempt, need, setAside, settle } from '../lead/index.ts';
import type { Command, DispatchContext, DispatchResult, Driver, Fault, Seat, Usage } from '../model/agents.ts';
import { fail, OkstraError } from '../model/failure.ts';
import type { Reserved } from '../model/limits.ts';
import { costOf } from '../model/money.ts';
import { seatsOf } from '../model/plan.ts';
import type { ComposedPrompt } from '../prompts/index.ts';
import { loadAudits, noteIgnored } from './audit.ts';
import { warnOfBudget } from './budget-warning.ts';
import type { Watch } from './checkout-watch.ts';
import { beginWatch } from './checkout-watch.ts';
import { confine } from './confine.ts';
import type { RunContext } from './context.ts';
import { scratchDir } from './context.ts';
import type { ConfigChanges } from './held-config.ts';
import { Interrupted } from './interrupted.ts';
import { leadLimits, priceOfAnswer } from './limits.ts';
import type { LiveUsage } from './live-usage.ts';
import { liveUsage } from './live-usage.ts';
import { compose } from './question.ts';
import { recordStep } from './recording.ts';
import { reportInputs } from './report-inputs.ts';
import type { AgentRun } from './run-agent.ts';
import { keptSession, runAgent } from './run-agent.ts';
import { usageOfSession } from './session-usage.ts';
import { lostOf } from './settle-interrupted.ts';
import { removeMeanwhile } from './tidy.ts';
import { toolErrors } from './tool-errors.ts';
import { workplaceOf } from './workplace.ts';
import { makeVerifierPlace, resetWorktree } from './workspace.ts';
import { forget } from './worktree-known.ts';
import { loadReport } from './write-back.ts';

type DispatchAction = Extract<Action, { type: 'dispatch' }>;

/** A seat's turn with everything it needs; `finish` undoes what was laid out for it. */
interface Place {
  readonly cwd: string;
  readonly tree: string;
  readonly inputs: readonly string[];
  /** Verifiers: the change they judge. */
  readonly diff: string;
  /** Report writers: the data of the report as it stands. */
  readonly reportData: string;
  /** Settles when all was looked at that has to be known before the agent starts. */
  readonly ready: Promise<Readiness>;
  /** Called once the agent has been started: time to look at what does not depend on it. */
  readonly begun: () => void;
  /** What the agent disturbed, asked after its end. */
  readonly disturbed: () => Promise<readonly string[]>;
  readonly remove: () => Promise<void>;
}

interface Readiness {
  /** Laid under the command's own variables. */
  readonly env: Readonly<Record<string, string>>;
  readonly watch?: Watch | undefined;
}

export async function dispatch(context: RunContext, action: DispatchAction): Promise<void> {
  const seat = seatOf(context, action.seat);
  const attempt = currentAttempt(context.state());
  if (!attempt) throw new Error('a dispatch needs an attempt');
  const driver = driverFor(seat.agent.driver);
  const id = nextDispatchId(context, seat);
  const session = sessionToContinue(driver, attempt, action);
  const place = await (seat.role === 'executor'
    ? executorPlace(context, { seat, attempt, id, session })
    : verifierPlace(context, attempt, { id, seat }));
  try {
    if (context.signal.aborted) throw new Interrupted();
    await ask({ context, action, seat, attempt, driver, id, session, place });
  } finally {
    await place.ready.catch(ignore);
    removeMeanwhile(context, place.remove());
  }
}

interface Ask {
  readonly context: RunContext;
  readonly action: DispatchAction;
  readonly seat: Seat;
  readonly attempt: AttemptState;
  readonly driver: Driver;
  readonly id: string;
  readonly session: string | undefined;
  readonly place: Place;
}

async function ask(turn: Ask): Promise<void> {
  const { context, action, seat, attempt, driver, id, session, place } = turn;
  const prompt = compose({
    context,
    action,
    seat,
    attempt,
    tree: place.tree,
    cwd: place.cwd,
    inputs: place.inputs,
    diff: place.diff,
    reportData: place.reportData,
    maxChars: driver.capabilities.maxPromptChars,
    continues: session !== undefined,
  });
  const tmp = join(scratchDir(context), `${id}-tmp`);
  mkdirSync(tmp, { recursive: true });
  try {
    const reserved = reserveFor(context, action, prompt.text.length);
    // Others used more than was reserved for them since this was decided: what is left now is decided anew.
    if (reserved === undefined) throw new Interrupted();
    const written = context.folder.write(`prompts/${id}.md`, prompt.text);
    const dispatchContext = contextOfDispatch(turn, { prompt, reserved, privateTmp: realpathSync(tmp) });
    const command = driver.command(dispatchContext);
    if (!command.ok) throw new OkstraError(command.failure);
    context.append({
      type: 'dispatch-started',
      dispatch: id,
      seat: seat.id,
      attempt: attempt.n,
      round: action.round,
      turn: action.turn,
      tree: place.tree,
      prompt: written,
      parts: prompt.parts.map(({ id: part, sha256 }) => ({ id: part, sha256 })),
      ...(session === undefined ? {} : { continuesSession: session }),
      ...(Object.keys(reserved).length === 0 ? {} : { reserved }),
    });
    for (const { path, content } of command.value.files ?? []) writeFileSync(path, content, { mode: 0o600 });
    await run(turn, dispatchContext, command.value);
  } catch (error) {
    // The run ends because of it, but only once nothing counts as running any more.
    if (isRunning(context, id)) context.append({ type: 'dispatch-abandoned', dispatch: id, reason: 'failed' });
    throw error;
  } finally {
    rmSync(tmp, { recursive: true, force: true });
  }
}

/** The lead reserves before anybody knows the prompt: what that alone takes is the least. */
function reserveFor(context: RunContext, { seat, reserve }: DispatchAction, promptChars: number): Reserved | undefined {
  const state = context.state();
  const limits = leadLimits(context.plan, state);
  if (reserve.tokens === undefined || limits.budgetTokens === undefined) return setAside(state, limits, reserve);
  const least = Math.ceil(promptChars / CHARS_PER_TOKEN);
  const left = limits.budgetTokens - committed(state).tokens;
  if (left > 0 && left < least)
    throw fail(
      'blocked',
      'budget-exhausted',
      `The prompt of ${seat} alone is some ${least} tokens; ${left} of ${limits.budgetTokens} are left.`,
      { fix: `okstra resume ${context.runId} goes on with a higher limit: --budget-tokens <n>` },
    );
  return setAside(state, limits, { ...reserve, tokens: Math.max(reserve.tokens, least) });
}

const isRunning = (context: RunContext, id: string): boolean =>
  context.state().attempts.some(({ dispatches }) => dispatches.some((d) => d.id === id && d.kind === 'running'));

async function run(turn: Ask, dispatchContext: DispatchContext, command: Command): Promise<void> {
  const { context, seat, driver, id, attempt, place } = turn;
  const { env, watch } = await place.ready;
  const started = performance.now();
  const confined = confine(context, { seat, driver }, command, dispatchContext.privateTmp);
  let changes: ConfigChanges | undefined;
  const before = usageOfSession(attempt.dispatches, turn.session);
  const live = liveUsage(before);
  const running = runAgent({
    context,
    seat,
    driver,
    id,
    command: { ...command, env: { ...env, ...command.env } },
    confined,
    live,
  }).finally(() => {
    changes = confined.release?.();
  });
  // The agent has been started: the time it takes is spent on loading what comes after it.
  for (const load of [loadReport, loadAudits]) load().catch(ignore);
  place.begun();
  const ran = await running;
  if (ran.record.end.stopped === 'cancelled') {
    const lost = { id, seat: seat.id, round: turn.action.round };
    const settled = lostOf(context, { seat, dispatch: lost, streamed: live.usage(), output: ran.record.stdout.length });
    context.append({ type: 'dispatch-abandoned', dispatch: id, reason: 'cancelled', settled });
    return;
  }
  const result = driver.conclude(ran.record, dispatchContext, before);
  const disturbed = await place.disturbed();
  const broken = [...((await watch?.differences()) ?? []), ...configChanged(turn, changes)];
  await recordStep(turn, dispatchContext, result);
  if (broken.length > 0) context.append({ type: 'contract-broken', attempt: attempt.n, what: broken });
  appendEnd(
    turn,
    { ran, result, disturbed, durationMs: Math.round(performance.now() - started) },
    dispatchContext.prompt.length,
    live,
  );
  warnOfBudget(context);
}

/**
 * What the agent's program is configured by, and changed during the dispatch. Only an executor has commands; what was held was changed from
 * outside, most likely.
 */
function configChanged({ context, seat }: Ask, changes: ConfigChanges | undefined): readonly string[] {
  if (changes === undefined) return [];
  const isExecutor = seat.role === 'executor';
  const told = isExecutor ? changes.held : [...changes.held, ...changes.loose];
  if (told.length > 0) {
    const message = `The configuration of ${seat.agent.name} changed during its dispatch: ${told.join(', ')}.`;
    context.append({ type: 'notice', notice: { code: 'agent-config-changed', message, fix: 'Look at it, if it was not you.' } });
  }
  const hint = "a person's edit during the run looks the same";
  return isExecutor ? changes.loose.map((path) => `configuration of ${seat.agent.name} changed: ${path} (${hint})`) : [];
}

function appendEnd(
  turn: Ask,
  end: { ran: AgentRun; result: DispatchResult; disturbed: readonly string[]; durationMs: number },
  promptChars: number,
  live: LiveUsage,
): void {
  const { context, id, seat } = turn;
  const { ran, result, disturbed, durationMs } = end;
  const { folder } = context;
  const price = priceOfAnswer(context.plan, seat, result.model?.name);
  const cost = costOf(result.usage, price);
  const settled = settle({
    usage: result.usage,
    streamed: live.usage(),
    cost,
    price,
    chars: { prompt: promptChars, output: ran.record.stdout.length },
    expectedUsd: expectedUsd(turn, result.usage ?? live.usage()),
  });
  const errors = toolErrors({ dispatch: id, seat: seat.id, events: ran.record.events, redact: context.redactor.text });
  context.append({
    type: 'dispatch-finished',
    dispatch: id,
    status: result.status,
    end: ran.record.end,
    durationMs,
    text: folder.write(`results/${id}.md`, result.text),
    ...(result.structured === undefined
      ? {}
      : { structured: folder.write(`results/${id}.structured.json`, JSON.stringify(result.structured)) }),
    stream: ran.stream,
    log: ran.log,
    ...(result.sessionId === undefined || keptSession(turn.driver, ran.record.events) === undefined
      ? {}
      : { session: result.sessionId }),
    ...(result.usage === undefined ? {} : { usage: result.usage }),
    ...(result.model === undefined ? {} : { model: result.model }),
    ...(result.fault === undefined ? {} : { fault: withName(result.fault, turn.seat) }),
    commands: result.commands.slice(0, 200),
    ...(disturbed.length === 0 ? {} : { disturbed }),
    ...cost,
    settled,
    ...(errors === undefined ? {} : { errors: folder.write(`results/${id}-errors.json`, errors) }),
  });
}

/** For a seat whose money counts, and whose dispatch did not tell it. A program that tells every call of its model and told none has asked none. */
function expectedUsd({ context, seat, driver, action }: Ask, told: Usage | undefined): number | undefined {
  const state = context.state();
  const limits = leadLimits(context.plan, state);
  if (limits.budgetUsd === undefined || limits.inMoney?.includes(seat.id) !== true) return undefined;
  return told === undefined && driver.capabilities.tellsUsage === 'by-call'
    ? 0
    : need(state, limits, { seat: seat.id, round: action.round }).usd;
}

const withName = (fault: Fault, seat: Seat): Fault => ({ ...fault, message: `${seat.agent.name}: ${fault.message}` });

async function executorPlace(
  context: RunContext,
  what: { seat: Seat; attempt: AttemptState; id: string; session: string | undefined },
): Promise<Place> {
  const prepared = workplaceOf(context);
  // A continued session knows what it did; any other dispatch begins where the attempt began, whatever a lost one left behind.
  if (what.session === undefined) await resetWorktree(context, what.attempt, what.id);
  forget(context);
  // Only an agent of before can have changed the configuration since it was read.
  const isFirst = what.attempt.n === 1 && what.attempt.dispatches.length === 0;
  const settings = isFirst ? settingsOf(context.repo) : undefined;
  const ready = Promise.all([
    beginWatch(context, what.seat),
    executorGitEnv(context.repo, context.ports.env, settings),
    noteIgnored(context, what.attempt.n, prepared.worktree),
  ]);
  return {
    cwd: prepared.worktree,
    tree: what.attempt.startTree,
    inputs: [],
    diff: '',
    reportData: '',
    ready: awaitedLater(ready.then(([watch, env]) => ({ env, watch }))),
    begun: () => undefined,
    disturbed: async () => [],
    remove: async () => undefined,
  };
}

async function verifierPlace(
  context: RunContext,
  attempt: AttemptState,
  turn: { readonly id: string; readonly seat: Seat },
): Promise<Place> {
  const report = turn.seat.role === 'report-writer' ? await reportInputs(context) : new Map<string, string>();
  const { snapshot, before, inputs, diff, remove } = await makeVerifierPlace(context, turn.id, attempt, report);
  const { repo } = context;
  let index: Promise<string> | undefined;
  return {
    cwd: snapshot.dir,
    tree: attempt.candidate?.tree ?? '',
    inputs,
    diff,
    reportData: report.get('report/data.json') ?? '',
    ready: awaitedLater(before.then(() => ({ env: {} }))),
    begun: () => void (index = awaitedLater(indexOfTree(repo, snapshot.tree))),
    disturbed: async () => {
      const spareDir = `${snapshot.dir}-spare`;
      return disturbances({
        repo,
        snapshot,
        before: await before,
        index: index ?? indexOfTree(repo, snapshot.tree),
        spareDir,
      }).catch(unreadable);
    },
    remove,
  };
}

/** A repository that was removed or broken is as disturbed as can be. */
function unreadable(error: unknown): readonly string[] {
  const isFromDisk = error instanceof Error && (error instanceof OkstraError || 'code' in error);
  if (isFromDisk) return [`it can no longer be read: ${error.message}`];
  throw error;
}

/** A promise whose failure is heard by whoever awaits it, even when that is later than it fails. */
function awaitedLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(ignore);
  return promise;
}

const ignore = (): void => undefined;

export function seatOf(context: RunContext, id: string): Seat {
  const seat = seatsOf(context.plan).find((entry) => entry.id === id);
  if (!seat) throw new Error(`the plan has no seat ${id}`);
  return seat;
}

/** `executor-1`, `verifier-2`…: numbered per role over the run. Names given but not yet in the journal count too. */
const given = new WeakMap<RunContext, Map<string, number>>();

function nextDispatchId(context: RunContext, seat: Seat): string {
  const counts = given.get(context) ?? new Map<string, number>();
  given.set(context, counts);
  // The highest, not how many: of dispatches that began side by side, some may have been killed before they were on record.
  const recorded = context
    .events()
    .reduce((most, event) => (event.type === 'dispatch-started' ? Math.max(most, numberIn(event.dispatch, seat.role)) : most), 0);
  let n = Math.max(recorded, counts.get(seat.role) ?? 0) + 1;
  // Where a damaged journal was cut back, results lie there that no event names any more: they stay what they are.
  while (existsSync(context.folder.absolute(`results/${seat.role}-${n}.raw.jsonl`))) n += 1;
  counts.set(seat.role, n);
  return `${seat.role}-${n}`;
}

const numberIn = (id: string, role: Seat['role']): number => (id.startsWith(`${role}-`) ? Number(id.slice(role.length + 1)) : 0);

/** Only an executor's session is worth continuing, and only in the attempt it belongs to: verifiers are asked afresh. */
function sessionToContinue(driver: Driver, attempt: AttemptState, action: DispatchAction): string | undefined {
  if (!driver.capabilities.resume || action.seat !== 'executor' || action.turn === 'first') return undefined;
  return attempt.dispatches.find((d) => d.id === action.after)?.session;
}

function contextOfDispatch(
  turn: Ask,
  { prompt, reserved, privateTmp }: { readonly prompt: ComposedPrompt; readonly reserved: Reserved; readonly privateTmp: string },
): DispatchContext {
  const { context, action, seat, attempt, id, session, place } = turn;
  const sessionUsd = usageOfSession(attempt.dispatches, session)?.costUsd;
  const schema = join(privateTmp, 'answer.schema.json');
  const price = priceOfAnswer(context.plan, seat);
  const wantsSchema = seat.role !== 'executor';
  const promptFile = join(privateTmp, 'prompt.md');
  // As it is, so only where nobody could be asked without it: what a crash leaves here was not redacted.
  if (seat.agent.prompt === 'file') writeFileSync(promptFile, prompt.text, { mode: 0o600 });
  const answerSchema = JSON.stringify(
    strictSchema(seat.role === 'report-writer' ? 'prose' : action.round > 0 ? 'positions' : 'review'),
    null,
    2,
  );
  if (wantsSchema) writeFileSync(schema, answerSchema);
  return {
    runId: context.runId,
    role: seat.role,
    agent: seat.agent,
    sandbox: seat.sandbox,
    attempt: attempt.n,
    round: action.round,
    turn: attempt.dispatches.filter((dispatched) => dispatched.seat === seat.id).length + 1,
    cwd: place.cwd,
    tree: place.tree,
    prompt: prompt.text,
    promptFile,
    ...(wantsSchema ? { answerSchemaFile: schema, answerSchema } : {}),
    confined: seat.confinement.kind === 'bwrap',
    lastMessageFile: join(privateTmp, `${id}.last.txt`),
    privateTmp,
    ...(session === undefined ? {} : { resumeSession: session }),
    ...(reserved.usd === undefined ? {} : { reservedUsd: reserved.usd }),
    ...(sessionUsd === undefined ? {} : { sessionUsd }),
    ...(seat.program === undefined ? {} : { program: seat.program.path }),
    ...(price === undefined ? {} : { price }),
    commandSandbox: seat.confinement.kind === 'own-sandbox' ? 'bwrap' : 'none',
    env: context.ports.env,
  };
}
