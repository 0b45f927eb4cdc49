/** Which function carries out which action. */
import type { Action } from '../lead/index.ts';
import { unreachable } from '../model/failure.ts';
import { auditCandidate } from './audit.ts';
import { captureCandidate } from './capture.ts';
import type { RunContext } from './context.ts';
import { requireSpace } from './disk-space.ts';
import { dispatch } from './dispatch.ts';
import { runBaseline, runCandidateChecks, runSetUp } from './evidence.ts';
import { recordFollowUps, spawnFollowUp } from './follow-ups.ts';
import { giveVerdict } from './judge.ts';
import { judgeAnswer } from './judge-answer.ts';
import { choosePanel } from './panel.ts';
import { prepare, startAttempt } from './prepare.ts';
import { proveTests } from './prove-tests.ts';
import { finish, publish } from './publish.ts';
import { requireNoGap } from './queue/open-gaps.ts';
import { waitQuota } from './quota.ts';
import { takeChange } from './take-change.ts';
import { markStatus, recordAttempt, writeReport, writeStatus } from './write-back.ts';

/** What may write a lot. */
const NEEDS_SPACE: ReadonlySet<Action['type']> = new Set(['set-up', 'run-baseline', 'dispatch', 'run-checks', 'prove-tests']);

export async function perform(context: RunContext, action: Action): Promise<void> {
  if (NEEDS_SPACE.has(action.type))
    requireSpace(context.repo.top, {
      minFreeBytes: context.plan.limits.minFreeBytes,
      ports: context.ports,
      category: 'blocked',
      fix: `Free some space; then okstra resume ${context.runId}`,
    });
  if (action.type === 'run-checks' || action.type === 'audit') requireNoGap(context, action.attempt);
  switch (action.type) {
    case 'mark-status':
      return markStatus(context);
    case 'prepare':
      return prepare(context);
    case 'set-up':
      return runSetUp(context);
    case 'run-baseline':
      return runBaseline(context);
    case 'start-attempt':
      return startAttempt(context, action);
    case 'dispatch':
      return dispatch(context, action);
    case 'take-change':
      return takeChange(context, action.attempt);
    case 'capture':
      return captureCandidate(context, action);
    case 'run-checks':
      return runCandidateChecks(context, action.attempt);
    case 'audit':
      return auditCandidate(context, action.attempt);
    case 'prove-tests':
      return proveTests(context, action.attempt);
    case 'choose-panel':
      return choosePanel(context, action);
    case 'wait-quota':
      return waitQuota(context, action);
    case 'judge-answer':
      return judgeAnswer(context, action);
    case 'give-verdict':
      return giveVerdict(context, action);
    case 'record-attempt':
      return recordAttempt(context, action.attempt);
    case 'publish':
      return publish(context, action);
    case 'fail':
      context.append({ type: 'run-failed', failure: action.failure });
      return;
    case 'finish':
      return finish(context, action);
    case 'write-status':
      return writeStatus(context);
    case 'record-follow-ups':
      return recordFollowUps(context);
    case 'spawn-follow-up':
      return spawnFollowUp(context, action.followUp);
    case 'give-up-prose':
      context.append({ type: 'prose-given-up', reason: action.reason });
      return;
    case 'write-report':
      return writeReport(context);
    default:
      return unreachable(action);
  }
}
