/** The files of a pull request, from what is on record of a run. Written anew at the end of each. */
import { readFileSync } from 'node:fs';
import type { ReportData } from '../../generated/types.ts';
import { fold } from '../../lead/index.ts';
import type { BundlePlan } from '../../model/bundle.ts';
import type { RunEvent } from '../../model/events.ts';
import type { ImplementationPlan } from '../../model/plan.ts';
import { NOTES_FILE, prClaim, readReported } from '../../sources/frd/index.ts';
import type { PrData } from '../../sources/frd/pr-data.ts';
import { finalOutput, renderPrFiles } from '../../sources/frd/pr-files.ts';
import { writePrFiles } from '../../sources/frd/write-pr-files.ts';
import { readHumanEvidence, wordsFor } from '../../store/human-evidence.ts';
import { readJournal } from '../../store/journal.ts';
import { openRunFolder } from '../../store/run-folder.ts';
import type { PrAnswer, RunAnswer } from '../api.ts';
import type { Session } from '../session.ts';
import { executorText } from '../workspace.ts';
import { bundleTexts } from './documents.ts';
import { isStrictCi } from './gate.ts';
import { proofOf } from './proof.ts';
import type { SealRecord } from './seal.ts';

export async function writeBundlePr(
  session: Session,
  answer: RunAnswer,
  plan: ImplementationPlan,
): Promise<PrAnswer | undefined> {
  const { bundle } = plan.item;
  if (answer.run === null || bundle === undefined || plan.bundle === undefined) return undefined;
  const folder = openRunFolder(answer.run.dir, (text) => text);
  const events = readJournal(folder.journal);
  const state = fold(events);
  const report = answer.report === null ? undefined : (JSON.parse(readFileSync(answer.report.data, 'utf8')) as ReportData);
  const attempt = state.attempts.findLast(({ candidate }) => candidate !== undefined);
  const tree = attempt?.candidate?.tree ?? state.prepared?.baseTree ?? plan.base.head;
  const { document, tasks } = await bundleTexts(session, { bundle, rootPath: plan.item.path, tree });
  const said = wordsFor(readHumanEvidence(session.repo.top), tree);
  const proof = attempt === undefined ? undefined : proofOf(tasks, attempt, said);
  const sealed = sealOf(events, (ref) => folder.read(ref));
  const isAccepted = answer.outcome === 'accepted';
  const ids = new Set(bundle.taskIds);
  const text = attempt === undefined ? '' : executorText({ folder }, attempt);
  const data: PrData = {
    bundle: {
      frdId: bundle.frdId,
      tasks: tasks.map(({ taskId, title, subtasks }) => ({
        taskId,
        title,
        subtasks: subtasks.map(({ subtaskId, title: name }) => ({ taskId: subtaskId, title: name })),
      })),
      nextBoundaryTaskId: bundle.nextBoundaryTaskId,
      deferred: document.tasks.filter(({ taskId, status }) => !ids.has(taskId) && status !== 'completed' && status !== 'skipped'),
      branch: state.prepared?.branch ?? plan.branch,
    },
    isAccepted,
    commits: report?.commits.map(({ sha, message }) => ({ hash: sha, message })) ?? [],
    filesChanged: report?.diff.files.map(({ path }) => path) ?? [],
    results: [...(proof?.results ?? []), ...(sealed?.schema ?? [])],
    preflight: plan.bundle.preflight,
    claim: plan.bundle.claim,
    memory: sealed?.memory ?? { file: NOTES_FILE, status: 'no_change', summary: '' },
    summary: report?.prose?.summary ?? '',
    risks: risksOf(report),
    notes: [...(sealed?.notes ?? []), ...dependencyNotes(text), ...endNotes(answer)],
    followUps: report?.followUps.map(({ id, title, scope }) => `${id}: ${title} (${scope})`) ?? [],
    ...(isStrictCi({ plan, state: () => state }) && proof !== undefined
      ? { strict: { evidence: proof.evidence, overallStatus: isAccepted ? proof.gates.overallStatus : 'failed' } }
      : {}),
  };
  for (const [name, content] of Object.entries(renderPrFiles(data))) folder.project(`report/${name}`, content);
  return written(session.repo.top, data);
}

/** Nothing could be taken: the files of the run before would tell of another one. */
export function writeNothingTaken(
  top: string,
  { nothing, cleanup }: { readonly nothing: string; readonly cleanup: BundlePlan['preflight'][number] },
): PrAnswer {
  return written(top, {
    nothing,
    isAccepted: false,
    commits: [],
    filesChanged: [],
    results: [],
    preflight: [cleanup],
    claim: prClaim('nothing-taken'),
    memory: { file: NOTES_FILE, status: 'no_change', summary: '' },
    summary: '',
    risks: [],
    notes: [],
    followUps: [],
  });
}

function written(top: string, data: PrData): PrAnswer {
  const paths = writePrFiles(top, data);
  return {
    title: paths['PR_TITLE.md'] ?? '',
    body: paths['PR_BODY.md'] ?? '',
    summary: paths['RUN_SUMMARY.json'] ?? '',
    output: finalOutput(data),
  };
}

function sealOf(
  events: readonly RunEvent[],
  read: (ref: NonNullable<PublishedEvent['bundle']>) => string,
): SealRecord | undefined {
  const published = events.findLast((event) => event.type === 'published');
  return published?.type === 'published' && published.bundle !== undefined
    ? (JSON.parse(read(published.bundle)) as SealRecord)
    : undefined;
}

type PublishedEvent = Extract<RunEvent, { type: 'published' }>;

/** What reviewers of the pull request are to know: findings that stand although the work was accepted. */
const risksOf = (report: ReportData | undefined): readonly string[] =>
  (report?.findings ?? [])
    .filter(({ class: found }) => found !== 'refuted' && found !== 'withdrawn')
    .map(({ severity, claim }) => `${severity}: ${claim}`);

const dependencyNotes = (text: string): readonly string[] =>
  readReported(text).dependencies.map(({ name, why }) => `New dependency ${name}: ${why === '' ? 'no reason was given' : why}`);

const endNotes = ({ outcome, error }: RunAnswer): readonly string[] =>
  outcome === 'accepted'
    ? []
    : [`The run ended ${outcome ?? 'without an outcome'}${error === undefined ? '' : `: ${error.message}`}`];
