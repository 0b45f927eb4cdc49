/** The plan of a run in words: what `--dry-run` prints. */
import type { Seat } from '../model/agents.ts';
import type { CheckSpec } from '../model/evidence.ts';
import type { ImplementationPlan, ReviewPlan, RunPlan } from '../model/plan.ts';
import { limitLines } from './limits-text.ts';

export const planText = (plan: RunPlan): string => (plan.executor === null ? reviewText(plan) : workText(plan));

function workText(plan: ImplementationPlan): string {
  const { base, item, limits } = plan;
  return [
    `${item.id} — ${item.name}`,
    `  task key    ${plan.taskKey}`,
    ...(item.bundle === undefined ? [] : [`  tasks       ${item.bundle.taskIds.join(', ')} of ${item.bundle.path}`]),
    `  mode        ${plan.mode}, level ${plan.level}, up to ${limits.maxAttempts} attempt(s)`,
    seatLine('executor', plan.executor),
    ...plan.verifiers.map((seat) => seatLine('verifier', seat)),
    ...plan.leftOut.map(({ agent, reason }) => `  left out    ${agent}: ${reason}`),
    `  content to  ${plan.vendors.join(', ')}`,
    `  base        ${base.head.slice(0, 10)}${base.headBranch === undefined ? ' (detached)' : ` (${base.headBranch})`}`,
    ...(base.continues ? [`  continues   ${base.continues.tip.slice(0, 10)} on ${plan.branch}`] : []),
    ...base.merges.map(({ item: id, commit }) => `  merges      ${id} (${commit.slice(0, 10)})`),
    `  branch      ${plan.branch}`,
    `  worktree    ${plan.worktree}`,
    ...commandLines(plan),
    ...plan.unconfigured.map((category) => `  check       qa-command not configured: ${category}`),
    `  baseline    ${plan.baseline ? `yes${plan.baselineCache === 'use' ? ', or as an earlier run saw it on the same tree' : ''}` : 'no'}`,
    ...limitLines(plan),
    `  criteria    ${item.criteria.map((criterion) => criterion.id).join(', ')}`,
    `  commit      ${plan.commitMessage}`,
    ...(plan.autoSpawn === undefined || plan.autoSpawn === 'none' ? [] : [`  follow-ups  spawned: ${SPAWNED[plan.autoSpawn]}`]),
    ...plan.notices.map((notice) => `  note        ${notice.message}`),
  ].join('\n');
}

function commandLines({ checkSandbox, checks, setup }: RunPlan): readonly string[] {
  if (checks.length + setup.length === 0) return [];
  const kind = checkSandbox?.kind === 'bwrap' ? 'sandboxed' : 'UNSANDBOXED';
  return [
    ...setup.map(({ cmd }) => `  set-up      ${cmd}`),
    ...checks.map((check) => `  check       ${check.cmd} (${[check.category, ...reach(check)].join(', ')})`),
    `  checks are  ${kind}: ${checkSandbox?.detail ?? 'planned by an earlier version'}`,
  ];
}

const reach = ({ network, sandbox }: CheckSpec): readonly string[] => [
  ...(sandbox === false ? ['unsandboxed'] : []),
  ...(network && sandbox !== false ? ['network'] : []),
];

const SPAWNED = { blocker: 'blockers', major: 'blockers and majors', all: 'all' } as const;
function reviewText(plan: ReviewPlan): string {
  const { change, item } = plan;
  const commits = change.kind === 'working-tree' ? 'not committed' : `${change.commits.length} commit(s)`;
  return [
    `${item.id} — ${item.name}`,
    `  task key    ${plan.taskKey}`,
    `  mode        ${plan.mode}, level ${plan.level}, up to ${plan.limits.maxRounds} round(s)`,
    '  executor    none: the change exists, and who wrote it is not known',
    ...plan.verifiers.map((seat) => seatLine('verifier', seat)),
    ...plan.leftOut.map(({ agent, reason }) => `  left out    ${agent}: ${reason}`),
    `  content to  ${plan.vendors.join(', ')}`,
    `  change      ${change.base.slice(0, 10)}..${change.commit.slice(0, 10)} (${commits})`,
    ...commandLines(plan),
    ...plan.unconfigured.map((category) => `  check       qa-command not configured: ${category}`),
    `  baseline    ${plan.baseline ? 'yes' : 'no'}`,
    ...limitLines(plan),
    `  criteria    ${item.criteria.map((criterion) => criterion.id).join(', ')}`,
    ...plan.notices.map((notice) => `  note        ${notice.message}`),
  ].join('\n');
}

function seatLine(role: string, seat: Seat): string {
  const { agent, confinement, program, asked } = seat;
  const model = agent.model === undefined ? '' : ` ${agent.model}`;
  const where = program === undefined ? '' : `, ${program.path}${program.version === undefined ? '' : ` ${program.version}`}`;
  const at =
    asked === undefined
      ? ''
      : `, at ${asked.place}, ${asked.keyVariable === null ? 'without a key' : `key in ${asked.keyVariable}`}`;
  return `  ${role.padEnd(11)} ${agent.name}${model} (${agent.driver}, ${agent.vendor}${where}${at}); ${seat.sandbox}, ${confinement.kind}: ${confinement.detail}`;
}
