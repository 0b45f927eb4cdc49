/** The plan of a run. Looks at everything a run needs and writes nothing: `--dry-run` is this and printing. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { WAIT_QUOTA_MS } from '../config/defaults.ts';
import type { CheckEntry } from '../config/index.ts';
import { detectSetup, setupNotices } from '../evidence/index.ts';
import { filesOfHead, isAncestor, readRefs, requireFilters, requireIdentity, submodulePaths } from '../git/index.ts';
import type { Seat } from '../model/agents.ts';
import type { CheckSpec } from '../model/evidence.ts';
import { PROJECT_CATEGORIES } from '../model/evidence.ts';
import type { Notice } from '../model/failure.ts';
import { fail, OkstraError } from '../model/failure.ts';
import type { WorkItem } from '../model/item.ts';
import type { BasePlan, ImplementationPlan, Limits, RunPlan, SetupSpec } from '../model/plan.ts';
import { seatsOf } from '../model/plan.ts';
import { itemTemplateProblems } from '../prompts/index.ts';
import { dirtyTree } from '../sources/index.ts';
import { groupsWith, listRuns } from '../store/runs.ts';
import type { Ahead } from './ahead.ts';
import { OWN_BRANCHES } from './ahead.ts';
import type { RunFlags } from './api.ts';
import { planCheckSandbox } from './check-sandbox.ts';
import { requireAllowed } from './denied.ts';
import { isInMoney } from './limits.ts';
import type { Ports } from './ports.ts';
import { okstraHome } from './ports.ts';
import { promptNotices, shelfOf } from './prompt-shelf.ts';
import { makeRoster } from './roster.ts';
import { collectFacts } from './run-facts.ts';
import type { Session } from './session.ts';

export interface PlanRequest {
  readonly session: Session;
  readonly item: WorkItem;
  readonly flags: RunFlags;
  readonly ports: Ports;
  readonly notices: readonly Notice[];
  readonly ahead: Ahead;
}

const SETUP_TIMEOUT_MS = 20 * 60_000;
const ITEM_CHECK_TIMEOUT_MS = 10 * 60_000;

export async function planRun(request: PlanRequest): Promise<ImplementationPlan> {
  const { session, item, flags, ports } = request;
  const { settings } = session.config;
  refuseTemplates(item);
  const level = flags.level ?? settings.run.level;
  const mode = flags.mode ?? settings.run.mode;
  const branch = await branchFor(session, item);
  const integration = integrationBranch(session, item, flags);
  const [, , commands, roster, { base, notices: baseNotices }, dirty, setup, submodules] = await sideBySide([
    requireIdentity(session.repo),
    requireFilters(session.repo),
    requireAllowed(session.repo, session.config, item),
    makeRoster({ config: session.config, flags, ports, top: session.repo.top }),
    planBase(request, branch, integration),
    dirtyNotices(request, mode),
    setupOf(session),
    submoduleNotices(session),
  ]);
  const checks = checksOf(session, item);
  const checkSandbox = planCheckSandbox(flags.checkSandbox ?? settings.run.checkSandbox, ports, {
    checks,
    setup: setup.specs,
    hooks: settings.git.hooks,
  });
  const phase = 'implementation';
  const facts = collectFacts({ item, mode }, await filesOfHead(session.repo), ports);
  const seats = seatsOf(roster);
  const limits = limitsOf(session, flags);
  const policies = policiesOf(session, flags);
  const prompts = promptNotices(shelfOf(session.repo, ports), { phase, mode, level, item, facts, seats });
  return {
    version: 1,
    taskKey: item.key,
    phase,
    item,
    mode,
    level,
    language: settings.report.language,
    executor: roster.executor,
    verifiers: roster.verifiers,
    ...(roster.reportWriter === undefined ? {} : { reportWriter: roster.reportWriter }),
    leftOut: roster.leftOut,
    vendors: [...new Set(seats.map((seat) => seat.agent.vendor))],
    checks,
    unconfigured: PROJECT_CATEGORIES.filter((category) => settings.checks[category].length === 0),
    baseline: level === 'cross' && checks.length > 0,
    baselineCache: (flags.baselineCache ?? settings.run.baselineCache) ? (flags.fresh === true ? 'renew' : 'use') : 'off',
    checkSandbox: checkSandbox.sandbox,
    setup: setup.specs,
    copy: settings.worktree.copy,
    base,
    branch,
    worktree: await worktreeFor(session, item, branch, ports),
    limits,
    convergence: {
      enabled: settings.convergence.enabled,
      verificationMode: settings.convergence.verificationMode,
    },
    hooks: settings.git.hooks,
    watchCheckout: flags.trustCheckout !== true,
    commitMessage: item.commit?.message ?? `feat: ${oneLine(item.name)}`,
    allowMissing: flags.allowMissing ?? settings.verification.allowMissing,
    ...(integration === undefined ? {} : { integration: { branch: integration } }),
    ...policies,
    redact: settings.redact,
    autoSpawn: settings.followups.autoSpawn,
    ...(flags.recordDir === undefined ? {} : { recordDir: flags.recordDir }),
    notices: distinct([
      ...request.notices,
      ...session.config.notices,
      ...keysWithoutEffect(session.config),
      ...commands,
      ...roster.notices,
      ...moneyNotices(limits, policies.prices, seats),
      ...baseNotices,
      ...dirty,
      ...setup.notices,
      ...checkSandbox.notices,
      ...submodules,
      ...prompts,
    ]),
  };
}

export function limitsOf({ config: { settings } }: Session, flags: RunFlags): Limits {
  const waitQuotaMs = flags.waitQuota === true ? settings.run.waitQuotaMs || WAIT_QUOTA_MS : settings.run.waitQuotaMs;
  const budgetUsd = flags.budgetUsd ?? settings.run.budgetUsd;
  return {
    maxAttempts: flags.maxAttempts ?? settings.run.maxAttempts,
    maxRounds: flags.maxRounds ?? settings.convergence.maxRounds,
    timeoutMs: flags.timeoutMs ?? settings.run.timeoutMs,
    silenceMs: settings.run.silenceMs,
    firstResponseMs: settings.run.firstResponseMs,
    toolTimeoutMs: settings.run.toolTimeoutMs,
    outputBytes: settings.run.outputBytes,
    logBytes: settings.run.logBytes,
    maxTimeMs: flags.maxTimeMs ?? settings.run.maxTimeMs,
    minFreeBytes: settings.run.minFreeBytes,
    ...(waitQuotaMs === 0 ? {} : { waitQuotaMs }),
    budgetTokens: flags.budgetTokens ?? settings.run.budgetTokens,
    ...(budgetUsd === undefined ? {} : { budgetUsd }),
    reserveTokens: settings.run.reserveTokens,
    reserveUsd: settings.run.reserveUsd,
  };
}

/** How many verifiers are asked, and what they cost. */
export const policiesOf = ({ config: { settings } }: Session, flags: Pick<RunFlags, 'panel'>) => ({
  panel: flags.panel ?? settings.verification.panel,
  requireCrossVendor: settings.verification.requireCrossVendor,
  prices: settings.pricing,
});

/** With a budget in money, seats whose cost nobody can know are named: they are not counted in it. */
export function moneyNotices(limits: Limits, prices: RunPlan['prices'], seats: readonly Seat[]): readonly Notice[] {
  if (limits.budgetUsd === undefined) return [];
  const unknown = seats.filter((seat) => !isInMoney(prices === undefined ? {} : { prices }, seat));
  if (unknown.length === 0) return [];
  const names = [...new Set(unknown.map(({ agent }) => agent.name))];
  return [
    {
      code: 'not-counted-in-money',
      message: `Without a price, and so not counted in the budget of $${limits.budgetUsd}: ${names.join(', ')}.`,
      fix: `Set pricing in okstra.yaml, for example: pricing: { ${names[0]}: { input: 1.25, cachedInput: 0.125, output: 10 } }`,
    },
  ];
}

/** Waits for all. Of several failures the first in the list counts, not the first in time, so that the same error is told every time. */
export async function sideBySide<T extends readonly unknown[]>(work: { readonly [K in keyof T]: Promise<T[K]> }): Promise<T> {
  await Promise.allSettled(work);
  const results: unknown[] = [];
  for (const promise of work) results.push(await promise);
  return results as unknown as T;
}

/** Keys that are read and kept but steer nothing in this version: whoever sets one hears of it. */
const WITHOUT_EFFECT = /^ui\./;

export function keysWithoutEffect({ values }: Session['config']): readonly Notice[] {
  const set = values.filter(
    ({ key, origin, value }) => origin.kind !== 'default' && value !== 'none' && WITHOUT_EFFECT.test(key),
  );
  return set.length === 0
    ? []
    : [{ code: 'without-effect', message: `Without effect in this version: ${set.map(({ key }) => key).join(', ')}.` }];
}

/** A template with an unknown placeholder is an error before the run, not in its first attempt. */
function refuseTemplates(item: WorkItem): void {
  const problems = [
    ...(item.executorTemplate ? itemTemplateProblems('executor', item.executorTemplate) : []),
    ...(item.verifierTemplate ? itemTemplateProblems('verifier', item.verifierTemplate) : []),
  ];
  const [first, ...others] = problems;
  if (first) throw new OkstraError(others.length === 0 ? first : { ...first, details: { ...first.details, others } });
}

export const distinct = (notices: readonly Notice[]): readonly Notice[] =>
  notices.filter(
    (notice, index) => notices.findIndex(({ code, message }) => code === notice.code && message === notice.message) === index,
  );

/**
 * Tasks of a queue build on each other: they share a branch. Items of other sources do where a queue is worked off; bundles of feature documents
 * are merged by people.
 */
function integrationBranch(session: Session, item: WorkItem, flags: RunFlags): string | undefined {
  if (item.bundle === undefined)
    return flags.integrate ?? (item.source === 'task-queue' ? `okstra/${session.sources.byName(item.source).word}` : undefined);
  refuseIntegration(flags);
  return undefined;
}

/** Of feature documents, before anything of them is looked at. @throws OkstraError `no-integration` */
export function refuseIntegration({ integrate }: RunFlags): void {
  if (integrate === undefined) return;
  throw fail('usage', 'no-integration', 'Expected no --integrate for feature documents: their branches are merged by people.', {
    fix: 'Leave --integrate out.',
  });
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/**
 * `okstra/<id>`; when another source's item already has that branch, `okstra/<group>/<id>`. Git holds no branch below another: where the group is
 * called like the integration branch of its source, `okstra/<group>-<id>`.
 */
async function branchFor(session: Session, item: WorkItem): Promise<string> {
  if (item.bundle !== undefined) {
    const { bundleBranch } = await import('./frd/branch.ts');
    return bundleBranch(session, item, item.bundle.taskIds);
  }
  const plain = `okstra/${item.id}`;
  const others = groupsWith(session.repo.top, item.id).filter((group) => group !== item.group);
  const isTaken = others.some((group) =>
    listRuns(session.repo.top, { group, id: item.id }).runs.some((run) => run.branch === plain),
  );
  if (!isTaken) return plain;
  const joint = session.sources.ofGroup(item.group).word === item.group ? '-' : '/';
  return `okstra/${item.group}${joint}${item.id}`;
}

/** What a bundle was before may lie there still: its tasks change while their branch keeps the work. */
async function worktreeFor(session: Session, item: WorkItem, branch: string, ports: Ports): Promise<string> {
  const path = worktreePath(session, item, ports);
  if (item.bundle === undefined) return path;
  const { bundleWorktree } = await import('./frd/branch.ts');
  return bundleWorktree(session, path, branch);
}

function worktreePath(session: Session, item: WorkItem, ports: Ports): string {
  const { repo, project } = session;
  const digest = createHash('sha256').update(repo.commonDir).digest('hex').slice(0, 8);
  return join(
    okstraHome(ports.env),
    'worktrees',
    `${project.replaceAll(/[^A-Za-z0-9._-]+/g, '-')}-${digest}`,
    `${item.group}-${item.id}`,
  );
}

async function planBase(
  request: PlanRequest,
  branch: string,
  integration: string | undefined,
): Promise<{ base: BasePlan; notices: readonly Notice[] }> {
  const { session, item, flags } = request;
  const { repo } = session;
  const start = await startOf(repo, integration);
  const { head } = start;
  const notices: Notice[] = [];
  const ref = `refs/heads/${branch}`;
  const { refs } = ref.startsWith(OWN_BRANCHES) ? await request.ahead.refs : { refs: await readRefs(repo, ref) };
  const tip = refs.get(ref);
  const isUnmerged = tip !== undefined && !(await isInStart(repo, start, tip));
  if (isUnmerged && flags.fresh !== true)
    notices.push({
      code: 'continues',
      message: `Goes on from the unmerged work on ${branch}.`,
      fix: '--fresh starts anew and keeps that work under a numbered branch.',
    });
  const continues =
    isUnmerged && flags.fresh !== true ? { continues: { tip, ownCommits: !(await isLeftByRun(session, item, tip)) } } : {};
  return {
    base: {
      head: head.commit,
      ...(head.branch === undefined ? {} : { headBranch: head.branch }),
      ...continues,
      merges: [...start.merges, ...(await dependencyMerges(session, item, start))],
    },
    notices,
  };
}

/** Where an item begins: the user's HEAD, or the tip of its integration branch; both, where each has what the other lacks. */
interface Start {
  readonly head: { readonly commit: string; readonly branch?: string };
  readonly merges: BasePlan['merges'];
}

async function startOf(repo: Session['repo'], integration: string | undefined): Promise<Start> {
  const { head } = repo;
  const ref = `refs/heads/${integration ?? ''}`;
  const tip = integration === undefined ? undefined : (await readRefs(repo, ref)).get(ref);
  if (integration === undefined || tip === undefined || (await isAncestor(repo, tip, head.commit))) return { head, merges: [] };
  if (await isAncestor(repo, head.commit, tip)) return { head: { commit: tip, branch: integration }, merges: [] };
  return { head, merges: [{ item: integration, commit: tip }] };
}

async function isInStart(repo: Session['repo'], { head, merges }: Start, commit: string): Promise<boolean> {
  for (const known of [head.commit, ...merges.map((merge) => merge.commit)])
    if (await isAncestor(repo, commit, known)) return true;
  return false;
}

/** Whether a tip is a candidate that a run of this item left; anything else on the branch is somebody's own commit. */
async function isLeftByRun(session: Session, { group, id }: WorkItem, tip: string): Promise<boolean> {
  const known = await readRefs(session.repo, 'refs/okstra/runs/');
  const { runs } = listRuns(session.repo.top, { group, id });
  const ids = new Set(runs.map((run) => run.runId));
  return [...known].some(([name, commit]) => commit === tip && ids.has(name.split('/')[3] ?? ''));
}

/** Accepted dependencies whose branch is not yet in HEAD. */
async function dependencyMerges(session: Session, item: WorkItem, start: Start): Promise<BasePlan['merges']> {
  const merges: { item: string; commit: string }[] = [];
  for (const id of item.dependsOn) {
    const { runs } = listRuns(session.repo.top, { group: item.group, id });
    const accepted = runs.findLast((run) => run.outcome === 'accepted');
    if (!accepted?.branch) continue;
    const tip = (await readRefs(session.repo, `refs/heads/${accepted.branch}`)).get(`refs/heads/${accepted.branch}`);
    if (tip !== undefined && !(await isInStart(session.repo, start, tip))) merges.push({ item: id, commit: tip });
  }
  return merges;
}

/** Worktrees of git, and the checkouts for checks and verifiers, hold no submodules unless a set-up command fetches them. */
export async function submoduleNotices({ repo, config }: Session): Promise<readonly Notice[]> {
  if (config.settings.worktree.setup?.some((cmd) => cmd.includes('submodule')) === true) return [];
  const paths = await submodulePaths(repo);
  if (paths.length === 0) return [];
  return [
    {
      code: 'submodules',
      message: `Submodules are empty folders for agents and checks: ${paths.join(', ')}.`,
      fix: 'If they are needed, in okstra.yaml: worktree: { setup: [git submodule update --init] }',
    },
  ];
}

/** Uncommitted changes are not part of the base; in strict mode those in files of the item are an error. */
async function dirtyNotices(request: PlanRequest, mode: RunPlan['mode']): Promise<readonly Notice[]> {
  const { session, item } = request;
  const changed = (await request.ahead.status)
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => entry.slice(3));
  const roots = session.sources.all.map((source) => source.rootPath());
  const { stops: own, named: paths } = dirtyTree({ changed, files: item.files ?? [], roots, mode });
  if (own.length > 0) {
    throw fail(
      'usage',
      'dirty-item-files',
      `Expected the files of ${item.id} without uncommitted changes, found: ${own.join(', ')}.`,
      {
        fix: 'Commit or stash them, or run with --mode parallel.',
        details: { files: own },
      },
    );
  }
  if (paths.length === 0) return [];
  const shown = paths.slice(0, 5).join(', ') + (paths.length > 5 ? ` and ${paths.length - 5} more` : '');
  return [{ code: 'uncommitted', message: `Uncommitted changes are not part of the base: ${shown}.` }];
}

/**
 * The item's tier first, then the project's by category; a command that stands in both runs once. A command of the item has no settings;
 * network and sandbox are those of the same command among the project's checks, where the user allowed them.
 */
export function checksOf({ config }: Session, item: WorkItem): readonly CheckSpec[] {
  const configured = PROJECT_CATEGORIES.flatMap((category) => config.settings.checks[category]);
  const ofItem = item.acceptanceCommands.map((cmd, index) => ({
    id: `item-${index + 1}`,
    label: cmd,
    category: 'item' as const,
    cmd,
    cwd: '.',
    env: {},
    timeoutMs: ITEM_CHECK_TIMEOUT_MS,
    ...reachOf(configured.find((entry) => entry.cmd === cmd && entry.cwd === '.')),
  }));
  const ofProject = PROJECT_CATEGORIES.flatMap((category) =>
    config.settings.checks[category].map((entry): CheckSpec => ({ id: `${category}:${entry.label}`, category, ...entry })),
  );
  const seen = new Set<string>();
  return [...ofItem, ...ofProject].filter(({ cmd, cwd }) => {
    const key = `${cwd}\n${cmd}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

const reachOf = (entry: CheckEntry | undefined): Pick<CheckSpec, 'network' | 'sandbox'> => ({
  network: entry?.network ?? false,
  ...(entry?.sandbox === false ? { sandbox: false } : {}),
});

export async function setupOf({ config, repo }: Session): Promise<{ specs: readonly SetupSpec[]; notices: readonly Notice[] }> {
  const { setup } = config.settings.worktree;
  if (setup !== undefined) return { specs: setup.map((cmd) => ({ cmd, timeoutMs: SETUP_TIMEOUT_MS })), notices: [] };
  const files = (await filesOfHead(repo)).filter((path) => !path.includes('/'));
  return { specs: detectSetup(files), notices: setupNotices(files) };
}
