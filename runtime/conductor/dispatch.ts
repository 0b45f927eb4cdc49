/**
 * One dispatch: the prompt is written, the agent runs in its place, its stream becomes events, its end becomes a result. Only here are
 * agents started.
 */

import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { driverFor } from '../drivers/index.ts';
import { strictSchema } from '../findings/index.ts';
import type { Action, AttemptState } from '../lead/index.ts';
import { CHARS_PER_TOKEN, committed, currentAttempt, need, setAside, settle } from '../lead/index.ts';
import type { Command, DispatchContext, DispatchResult, Driver, Fault, Seat, Usage } from '../model/agents.ts';
import { fail, OkstraError } from '../model/failure.ts';
import type { Reserved } from '../model/limits.ts';
import { costOf } from '../model/money.ts';
import { seatsOf } from '../model/plan.ts';
import { removeFolder } from '../process/index.ts';
import type { ComposedPrompt } from '../prompts/index.ts';
import { reportsGaps } from '../sources/task-queue/reporting.ts';
import { loadAudits } from './audit.ts';
import { warnOfBudget } from './budget-warning.ts';
import { confine } from './confine.ts';
import type { RunContext } from './context.ts';
import { scratchDir } from './context.ts';
import { nextDispatchId } from './dispatch-id.ts';
import type { Place } from './dispatch-place.ts';
import { executorPlace, verifierPlace } from './dispatch-place.ts';
import type { ConfigChanges } from './held-config.ts';
import { Interrupted } from './interrupted.ts';
import { leadLimits, priceOfAnswer } from './limits.ts';
import type { LiveUsage } from './live-usage.ts';
import { liveUsage } from './live-usage.ts';
import { compose } from './question.ts';
import { recordStep } from './recording.ts';
import type { AgentRun } from './run-agent.ts';
import { keptSession, runAgent } from './run-agent.ts';
import { usageOfSession } from './session-usage.ts';
import { lostOf } from './settle-interrupted.ts';
import { removeMeanwhile } from './tidy.ts';
import { toolErrors } from './tool-errors.ts';
import { loadReport } from './write-back.ts';

type DispatchAction = Extract<Action, { type: 'dispatch' }>;

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
    removeFolder(tmp);
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

const ignore = (): void => undefined;

export function seatOf(context: RunContext, id: string): Seat {
  const seat = seatsOf(context.plan).find((entry) => entry.id === id);
  if (!seat) throw new Error(`the plan has no seat ${id}`);
  return seat;
}

/** Only an executor's session is worth continuing, and only in the attempt it belongs to: verifiers are asked afresh. */
function sessionToContinue(driver: Driver, attempt: AttemptState, action: DispatchAction): string | undefined {
  if (!driver.capabilities.resume || action.seat !== 'executor' || action.turn === 'first') return undefined;
  return attempt.dispatches.find((d) => d.id === action.after)?.session;
}

/** The second seat of an agent and those after it bear a number. */
function seatNumber({ id }: Seat): Pick<DispatchContext, 'seatNumber'> {
  const number = /#(\d+)$/.exec(id)?.[1];
  return number === undefined ? {} : { seatNumber: Number(number) };
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
    strictSchema(
      seat.role === 'report-writer'
        ? 'prose'
        : action.round > 0
          ? 'positions'
          : reportsGaps(context.plan.item)
            ? 'task-review'
            : 'review',
    ),
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
    // Of those that ended by themselves: what was interrupted is asked again as if it had not been asked.
    turn: attempt.dispatches.filter(({ seat: asked, kind }) => asked === seat.id && kind === 'finished').length + 1,
    ...seatNumber(seat),
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
