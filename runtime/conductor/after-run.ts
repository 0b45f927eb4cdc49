/** What follows the end of a run: accepted work is integrated, and a queue learns what came of its task. Done again, it changes nothing. */
import type { Notice } from '../model/failure.ts';
import { EXIT_CODES } from '../model/failure.ts';
import type { ImplementationPlan } from '../model/plan.ts';
import { acceptedCommit } from './accepted-commit.ts';
import type { RunAnswer, RunHooks } from './api.ts';
import { recordOf } from './check-tree.ts';
import { integrate } from './integrate.ts';
import type { Ports } from './ports.ts';
import { settleTask } from './queue/settle.ts';
import type { Session } from './session.ts';

/** @param isRepeat the run was over before: what it reported was written down then, as far as that came */
export async function afterRun(
  session: Session,
  answer: RunAnswer,
  hooks: RunHooks,
  ports: Ports,
  isRepeat = false,
): Promise<RunAnswer> {
  if (answer.run === null || answer.outcome === null) return answer;
  const { plan } = recordOf(answer.run.dir);
  if (plan.executor === null) return answer;
  if (plan.bundle !== undefined) return withPr(session, plan, answer);
  const integrated =
    answer.outcome === 'accepted' && plan.integration !== undefined
      ? await bringIn(session, plan, answer, { hooks, ports })
      : answer;
  if (plan.item.source !== 'task-queue') return integrated;
  const settled = await settleTask(session, { plan, answer: integrated, isRepeat, at: ports.now().toISOString() });
  const notices: Notice[] = [
    ...settled.misreported.map((problem) => ({
      code: 'task-report',
      message: `A report of the executor is left out: ${problem}`,
    })),
    ...settled.gaps.map(({ id, level, what, assumption, resolution }) => ({
      code: 'gap',
      message: `${id} (${level}): ${what}${level === 'L1' && assumption !== '' ? `; assumed: ${assumption}` : level === 'L0' || resolution.startsWith('not applied') ? `; ${resolution}` : ''}`,
      ...(level === 'L0' ? {} : { fix: `okstra answer ${id} "<decision>"` }),
    })),
    ...(settled.fixes.length === 0
      ? []
      : [{ code: 'fix-tasks', message: `Fix tasks: ${settled.fixes.join(', ')}.`, fix: `okstra run ${settled.fixes[0]}` }]),
    ...(settled.reverify.length === 0
      ? []
      : [{ code: 'to-verify', message: `To be verified again: ${settled.reverify.join(', ')}.`, fix: 'okstra tasks verify' }]),
  ];
  return { ...integrated, notices: [...integrated.notices, ...notices] };
}

/** Bundles are merged by people: what they need for it is written, and nothing is integrated. */
async function withPr(session: Session, plan: ImplementationPlan, answer: RunAnswer): Promise<RunAnswer> {
  const { writeBundlePr } = await import('./frd/pr.ts');
  const pr = await writeBundlePr(session, answer, plan);
  return pr === undefined ? answer : { ...answer, pr };
}

async function bringIn(
  session: Session,
  plan: ImplementationPlan,
  answer: RunAnswer,
  { hooks, ports }: { readonly hooks: RunHooks; readonly ports: Ports },
): Promise<RunAnswer> {
  const { run } = answer;
  if (run === null) return answer;
  const commit = await acceptedCommit(session, run);
  if (commit === undefined) return answer;
  const arrival = { plan, commit, runId: run.id, dir: run.dir, attempts: run.attemptsUsed };
  const { remainingTasks, ...integration } = await integrate(session, arrival, { hooks, ports });
  if (integration.how === 'held-back') {
    const notice = {
      code: 'not-integrated',
      message: `${integration.reason}.`,
      fix: `okstra land ${plan.item.id}, or --integrate <another branch>`,
    };
    return { ...answer, integration, notices: [...answer.notices, notice] };
  }
  if (integration.how !== 'sent-back') return { ...answer, integration };
  const reason = integration.reason ?? '';
  const left = remainingTasks ?? [];
  const source = session.sources.ofGroup(plan.item.group).under({ check: () => undefined });
  await source.sendBack(plan.item, { reason, remainingTasks: left, at: ports.now().toISOString() });
  return {
    ...answer,
    ok: false,
    exitCode: EXIT_CODES.findings,
    integration,
    remainingTasks: left,
    error: {
      category: 'findings',
      code: 'not-integrated',
      message: `Accepted, and not integrated: ${reason}. ${integration.branch} stays as it was.`,
      fix: `okstra run ${plan.item.id} goes on with what is left.`,
    },
  };
}
