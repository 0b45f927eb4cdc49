/** The plan of a review: a run whose change exists already. Looks at everything and moves nothing. */
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { detectSetup, setupNotices } from '../evidence/index.ts';
import { filesOf, requireFilters } from '../git/index.ts';
import { PROJECT_CATEGORIES } from '../model/evidence.ts';
import type { Notice } from '../model/failure.ts';
import { fail } from '../model/failure.ts';
import type { WorkItem } from '../model/item.ts';
import type { ReviewPlan } from '../model/plan.ts';
import { seatsOf } from '../model/plan.ts';
import type { ReviewMeasure } from '../sources/index.ts';
import { reviewItem } from '../sources/index.ts';
import { askAhead } from './ahead.ts';
import type { ReviewRequest } from './api.ts';
import { planCheckSandbox } from './check-sandbox.ts';
import { requireAllowed } from './denied.ts';
import {
  checksOf,
  distinct,
  keysWithoutEffect,
  limitsOf,
  moneyNotices,
  policiesOf,
  setupOf,
  sideBySide,
  submoduleNotices,
} from './plan-run.ts';
import type { Ports } from './ports.ts';
import { promptNotices, shelfOf } from './prompt-shelf.ts';
import type { FoundChange } from './review-range.ts';
import { changeOfRange, changeOfWorkingTree } from './review-range.ts';
import { makeReviewRoster } from './roster.ts';
import { collectFacts } from './run-facts.ts';
import type { Session } from './session.ts';

export interface NoChange {
  /** Why there is nothing to review, as a sentence without its end. */
  readonly nothing: string;
}

export async function makeReviewPlan(session: Session, request: ReviewRequest, ports: Ports): Promise<ReviewPlan | NoChange> {
  const found = await changeOf(session, request);
  if (found.change.baseTree === found.change.tree) return noChange(found);
  const measure = measureOf(session, request);
  const item = reviewItem({
    project: session.project,
    change: found.change,
    measure: measure.measure,
    top: session.repo.top,
    commands: Object.values(session.config.settings.checks).flatMap((entries) => entries.map(({ cmd }) => cmd)),
  });
  return planOfChange(session, { item, found: { ...found, notices: [...found.notices, ...measure.notices] }, request }, ports);
}

/** The plan of a run that judges a change without an executor. */
export async function planOfChange(
  session: Session,
  {
    item,
    found,
    request,
  }: { readonly item: WorkItem; readonly found: FoundChange; readonly request: Pick<ReviewRequest, 'flags' | 'workingTree'> },
  ports: Ports,
): Promise<ReviewPlan> {
  const { repo } = session;
  const { flags } = request;
  const { settings } = session.config;
  const level = flags.level ?? settings.run.level;
  const mode = flags.mode ?? settings.run.mode;
  const [, commands, roster, files, dirty, submodules] = await sideBySide([
    requireFilters(repo),
    requireAllowed(repo, session.config, item),
    makeReviewRoster({ config: session.config, flags, ports, top: repo.top }),
    filesOf(repo, found.change.commit),
    uncommitted(session, request),
    submoduleNotices(session),
  ]);
  const limits = { ...limitsOf(session, flags), maxAttempts: 1 };
  const policies = policiesOf(session, flags);
  const checks = checksOf(session, item);
  const setup = await setupFor(session, files);
  const checkSandbox = planCheckSandbox(flags.checkSandbox ?? settings.run.checkSandbox, ports, { checks, setup: setup.specs });
  const phase = 'final-verification';
  const facts = collectFacts({ item, mode }, files, ports);
  const seats = seatsOf({ executor: null, ...roster });
  const prompts = promptNotices(shelfOf(repo, ports), { phase, mode, level, item, facts, seats });
  return {
    version: 1,
    taskKey: item.key,
    phase,
    item,
    mode,
    level,
    language: settings.report.language,
    executor: null,
    change: found.change,
    verifiers: roster.verifiers,
    ...(roster.reportWriter === undefined ? {} : { reportWriter: roster.reportWriter }),
    leftOut: roster.leftOut,
    vendors: [...new Set(seats.map((seat) => seat.agent.vendor))],
    checks,
    unconfigured: PROJECT_CATEGORIES.filter((category) => settings.checks[category].length === 0),
    // Where nothing changed there is no before to compare with.
    baseline: level === 'cross' && checks.length > 0 && found.change.baseTree !== found.change.tree,
    baselineCache: settings.run.baselineCache ? 'use' : 'off',
    checkSandbox: checkSandbox.sandbox,
    setup: setup.specs,
    copy: settings.worktree.copy,
    base: { head: found.change.base, merges: [] },
    limits,
    convergence: {
      enabled: settings.convergence.enabled,
      verificationMode: settings.convergence.verificationMode,
    },
    ...policies,
    redact: settings.redact,
    allowMissing: flags.allowMissing ?? settings.verification.allowMissing,
    ...(flags.recordDir === undefined ? {} : { recordDir: flags.recordDir }),
    notices: distinct([
      ...session.config.notices,
      ...keysWithoutEffect(session.config),
      ...found.notices,
      ...commands,
      ...roster.notices,
      ...moneyNotices(limits, policies.prices, seats),
      ...dirty,
      ...setup.notices,
      ...checkSandbox.notices,
      ...submodules,
      ...prompts,
    ]),
  };
}

function noChange({ change }: FoundChange): NoChange {
  if (change.kind === 'working-tree') return { nothing: 'nothing to review: there are no uncommitted changes' };
  const why = `nothing to review: ${change.name} holds no change`;
  return { nothing: change.base === change.commit ? `${why}; one commit by itself is named <commit>^!` : why };
}

function changeOf({ repo }: Session, { range, workingTree }: ReviewRequest): Promise<FoundChange> {
  if (workingTree !== true) return changeOfRange(repo, range);
  if (range === undefined) return changeOfWorkingTree(repo);
  throw fail('usage', 'flags-together', `Expected either a range or --working-tree, found both ("${range}").`, {
    fix: 'Leave one of them out.',
  });
}

function measureOf(
  session: Session,
  { criteria, item, cwd }: ReviewRequest,
): { measure: ReviewMeasure; notices: readonly Notice[] } {
  if (criteria !== undefined && item !== undefined)
    throw fail('usage', 'flags-together', 'Expected either --criteria or --item, found both.', { fix: 'Leave one of them out.' });
  if (criteria !== undefined) return { measure: { kind: 'criteria', text: readCriteria(criteria, cwd) }, notices: [] };
  if (item === undefined) return { measure: { kind: 'own-words' }, notices: [] };
  const resolved = session.sources.resolve(item, cwd);
  const loaded: { item: WorkItem } = resolved.source.load(resolved.item);
  return { measure: { kind: 'item', item: loaded.item }, notices: resolved.notices };
}

const MOST_CRITERIA = 1_048_576;

function readCriteria(file: string, cwd: string): string {
  const path = resolve(cwd, file);
  const info = statSync(path, { throwIfNoEntry: false });
  if (!info?.isFile() || info.size > MOST_CRITERIA) {
    const found = info === undefined ? 'nothing' : info.isFile() ? `${info.size} bytes` : 'no file';
    throw fail('usage', 'criteria-file', `Expected a Markdown file of at most 1 MB with criteria at ${file}, found ${found}.`, {
      fix: 'Name a checklist: --criteria <file>',
      place: { file },
    });
  }
  const text = readFileSync(path, 'utf8');
  if (text.trim() !== '') return text;
  throw fail('usage', 'criteria-file', `Expected criteria in ${file}, found an empty file.`, {
    fix: 'Write them as checkboxes: - [ ] …',
    place: { file },
  });
}

/** By the lockfile of the change itself, whatever the checkout holds. */
async function setupFor(session: Session, files: readonly string[]): ReturnType<typeof setupOf> {
  if (session.config.settings.worktree.setup !== undefined) return setupOf(session);
  const top = files.filter((path) => !path.includes('/'));
  return { specs: detectSetup(top), notices: setupNotices(top) };
}

async function uncommitted({ repo }: Session, { workingTree }: Pick<ReviewRequest, 'workingTree'>): Promise<readonly Notice[]> {
  if (workingTree === true) return [];
  const paths = (await askAhead(repo).status)
    .split('\0')
    .map((entry) => entry.slice(3))
    .filter((path) => path !== '' && !path.startsWith('.okstra/'));
  if (paths.length === 0) return [];
  const shown = paths.slice(0, 5).join(', ') + (paths.length > 5 ? ` and ${paths.length - 5} more` : '');
  return [
    {
      code: 'uncommitted',
      message: `Uncommitted changes are not part of the review: ${shown}.`,
      fix: 'okstra review --working-tree reviews them.',
    },
  ];
}
