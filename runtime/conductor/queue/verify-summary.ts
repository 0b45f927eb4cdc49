/** The section Verification Results of the progress file. */
import { Bookkeeping } from '../../sources/task-queue/bookkeeping.ts';
import { applySplices } from '../../sources/task-queue/lines.ts';
import { parseProgress } from '../../sources/task-queue/progress-file.ts';
import type { QueuePlace } from '../../sources/task-queue/queue.ts';
import { editQueue, PROGRESS_FILE } from '../../sources/task-queue/queue.ts';
import { type ResultLine, type ResultWord, resultSplices } from '../../sources/task-queue/results-section.ts';
import { headerOf } from '../../sources/task-queue/status.ts';
import { setHeader } from '../../sources/task-queue/tasks-edit.ts';
import type { Dimensions, VerifiedTask } from './verify-answer.ts';

/** @returns whether nothing is left to do */
export async function writeSummary(
  place: QueuePlace,
  what: {
    readonly verified: readonly VerifiedTask[];
    readonly dimensions: Dimensions | null;
    readonly commit: string | null;
    readonly scope: string;
    readonly at: string;
  },
): Promise<boolean> {
  const { verified, dimensions, commit, scope, at } = what;
  const results = {
    header: { 'Run date': at, Scope: scope, Commit: commit ?? 'None' },
    isWhole: dimensions !== null,
    groups: {
      criteria: verified.map((each) =>
        criteriaLine(
          each,
          dimensions === null ? ` (${at.slice(0, 16)}${commit === null ? '' : `, ${commit.slice(0, 12)}`})` : '',
        ),
      ),
      ...(dimensions === null
        ? {}
        : {
            contract: dimensions.contract.map(({ spec, compliant, why }) => line(spec, compliant, why, CONTRACT)),
            integration: dimensions.integration.map(({ name, pass, why }) => line(name, pass, why, MARKS)),
            documents: dimensions.documents.map(({ spec, pass, why }) => line(spec, pass, why, MARKS)),
          }),
    },
  };
  return editQueue(
    place,
    { check: () => undefined },
    (queue) => {
      const splices = resultSplices(queue.progress, results);
      const progress = parseProgress(applySplices(queue.progress.lines, splices), PROGRESS_FILE);
      const overall = new Bookkeeping({ ...queue, progress }).overall();
      const header = overall === headerOf(queue.progress.header, 'Status') ? [] : setHeader(queue.progress, { Status: overall });
      return { change: { progress: [...header, ...splices] }, value: overall === 'Complete' };
    },
    { at },
  );
}

const CONTRACT = { good: 'COMPLIANT', bad: 'NON-COMPLIANT' } as const;
const MARKS = { good: 'PASS', bad: 'ISSUE' } as const;

const line = (
  name: string,
  holds: boolean | null,
  why: string,
  words: { readonly good: ResultWord; readonly bad: ResultWord },
): ResultLine => ({ name, word: holds === null ? 'NOT LOOKED AT' : holds ? words.good : words.bad, text: why });

function criteriaLine({ id, result, met, total, fix, reason, unmet }: VerifiedTask, when: string): ResultLine {
  const isPass = result === 'pass';
  const parts = [`${met}/${total}`, ...(fix === undefined ? [] : [`(${fix})`]), ...(isPass ? [] : [reason ?? unmet.join('; ')])];
  return { name: id, word: isPass ? 'PASS' : result === 'issue' ? 'ISSUE' : 'NOT LOOKED AT', text: parts.join(' ') + when };
}
