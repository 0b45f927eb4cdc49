/** `okstra answer` on a verification entry: what a person saw. */
import { nearest } from '../../config/nearest.ts';
import { fold } from '../../lead/index.ts';
import { fail } from '../../model/failure.ts';
import { withCheckoutLock } from '../../sources/lock.ts';
import { addHumanEvidence } from '../../store/human-evidence.ts';
import { readJournal } from '../../store/journal.ts';
import type { RunSummary } from '../../store/runs.ts';
import { listHeads, listRuns } from '../../store/runs.ts';
import { ownerName } from '../lease.ts';
import type { Ports } from '../ports.ts';
import { loadDetector, redactorOfProject } from '../redaction.ts';
import type { Session } from '../session.ts';
import { requireFrdSet } from './desk.ts';
import { bundleOfRun } from './interrupted.ts';

const ENTRY = /^(FRD-\d{3}-T\d+)-V\d+$/;

export const isEntry = (id: string): boolean => ENTRY.test(id.toUpperCase());

export interface AnsweredEntry {
  readonly entry: string;
  readonly task: string;
  readonly question: string;
  readonly answer: string;
  /** It does not hold. */
  readonly failed: boolean;
  /** The run whose change was looked at; null: there is none yet. */
  readonly run: string | null;
  /** Hash of the tree that the words are about. */
  readonly tree: string | null;
  /** What goes on with it. */
  readonly next: string;
}

/** @throws OkstraError `verification-unknown`, `verification-unseen` */
export async function answerEntry(
  session: Session,
  request: { readonly id: string; readonly answer: string; readonly failed?: boolean },
  ports: Ports,
): Promise<AnsweredEntry> {
  const { top } = session.repo;
  const entry = request.id.toUpperCase();
  const task = ENTRY.exec(entry)?.[1] ?? '';
  const set = await requireFrdSet(top, session.config);
  const entries = set.documents.flatMap(({ tasks }) => tasks.flatMap(({ verification }) => verification));
  const found = entries.find(({ verificationId }) => verificationId === entry);
  if (found === undefined) {
    const ids = entries.map(({ verificationId }) => verificationId);
    const meant = nearest(entry, ids);
    throw fail('usage', 'verification-unknown', `Expected the id of a verification entry, found "${request.id}".`, {
      fix: meant === undefined ? 'The documents name the entries of their tasks.' : `Write ${meant}.`,
      details: { near: ids },
    });
  }
  const run = newestRun(session, task);
  const tree = run === undefined ? null : candidateTree(run);
  if (request.failed === true && tree === null) {
    throw fail('usage', 'verification-unseen', `Expected a change that could have failed ${entry}, found none yet.`, {
      fix: `okstra run frd:${task}`,
    });
  }
  const words = redactorOfProject(session, ports, await loadDetector()).text(request.answer.replaceAll(/\s+/g, ' ').trim());
  const said = {
    entry,
    words,
    by: ownerName(ports),
    at: ports.now().toISOString(),
    tree,
    ...(request.failed === true ? { failed: true as const } : {}),
  };
  await withCheckoutLock(top, () => addHumanEvidence(top, said));
  return {
    entry,
    task,
    question: found.description,
    answer: words,
    failed: request.failed === true,
    run: run?.runId ?? null,
    tree,
    next: run?.interrupted === true ? `okstra resume ${run.runId}` : `okstra run frd:${task}`,
  };
}

function newestRun({ repo, sources }: Session, task: string): RunSummary | undefined {
  const source = sources.byName('frd');
  const heads = listHeads(repo.top).filter(({ group, discarded, damaged }) => source.owns(group) && !discarded && !damaged);
  const places = new Map(heads.map(({ group, itemId }) => [`${group}/${itemId}`, { group, id: itemId }]));
  return [...places.values()]
    .flatMap((place) => listRuns(repo.top, place).runs)
    .filter((run) => !run.discarded && bundleOfRun(run)?.taskIds.includes(task) === true)
    .toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1))
    .at(-1);
}

function candidateTree({ dir }: RunSummary): string | null {
  const { attempts } = fold(readJournal(`${dir}/journal.jsonl`));
  return attempts.findLast(({ candidate }) => candidate !== undefined)?.candidate?.tree ?? null;
}
