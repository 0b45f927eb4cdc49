/** `okstra answer`: a person closes a gap of the specification; its task goes on. */
import { nearest } from '../../config/nearest.ts';
import { fail } from '../../model/failure.ts';
import { Bookkeeping } from '../../sources/task-queue/bookkeeping.ts';
import { DECISIONS_FILE, editQueue, readOther } from '../../sources/task-queue/queue.ts';
import { isOpenGap } from '../../sources/task-queue/status.ts';
import { isVerified } from '../../sources/task-queue/words.ts';
import type { Ports } from '../ports.ts';
import type { QueueSession } from './open.ts';

export interface AnsweredGap {
  readonly gap: string;
  readonly task: string;
  readonly level: string;
  readonly question: string;
  readonly answer: string;
  /** Tasks that may go on. */
  readonly resumed: readonly string[];
  /** It had that very answer already. */
  readonly repeated: boolean;
}

/** @throws OkstraError `gap-unknown`, `gap-answered` */
export function answerGap(
  session: QueueSession,
  request: { readonly id: string; readonly answer: string },
  ports: Ports,
): Promise<AnsweredGap> {
  const at = ports.now().toISOString();
  const answer = request.answer.replaceAll(/\s+/g, ' ').trim();
  return editQueue<AnsweredGap>(
    session.place,
    { check: () => undefined },
    (queue) => {
      const id = request.id.toUpperCase();
      const gap = queue.progress.gaps.find((known) => known.id === id);
      if (gap === undefined) {
        const ids = queue.progress.gaps.map((known) => known.id);
        const meant = nearest(id, ids);
        throw fail('usage', 'gap-unknown', `Expected the id of a gap, found "${request.id}".`, {
          fix: meant === undefined ? 'okstra tasks status names the gaps that are open.' : `Write ${meant}.`,
          details: { near: ids },
        });
      }
      const result = { gap: id, task: gap.task, level: gap.level, question: gap.gap, answer };
      const known = readOther(session.place, DECISIONS_FILE);
      const decisions = withDecision(known, { ...result, at, number: 0 });
      if (!isOpenGap(gap) && gap.resolution === answer) {
        // Killed before the last of the files: what was decided is logged now.
        const change = isLogged(known, result) ? {} : { files: { [DECISIONS_FILE]: decisions } };
        return { change, value: { ...result, resumed: [], repeated: true } };
      }
      if (!isOpenGap(gap) && gap.level !== 'L1') {
        throw fail('usage', 'gap-answered', `Expected a gap that is open, found ${id}, which was settled: ${gap.resolution}`, {
          fix: 'Change the specification itself, then: okstra tasks sync',
        });
      }
      const books = new Bookkeeping(queue);
      books.setGap(id, { Status: 'resolved', Resolution: answer });
      const before = new Map(queue.tasks.tasks.map((task) => [task.id, task.status]));
      books.settleBlocked();
      // What was taken for granted may have gone into code that is done.
      const status = before.get(gap.task);
      const isDone = status !== undefined && isVerified(status);
      if (isDone && gap.level !== 'L0' && gap.resolution !== `Assumed: ${answer}`)
        books.setStatus(gap.task, 'needs-re-verification');
      books.setHeader({ Status: books.overall() });
      const resumed = queue.tasks.tasks
        .filter((task) => before.get(task.id) === 'blocked' && books.statusOf(task.id) === 'pending')
        .map((task) => task.id);
      return {
        change: { ...books.splices(), files: { [DECISIONS_FILE]: decisions } },
        value: { ...result, resumed, repeated: false },
      };
    },
    { at },
  );
}

interface Decision {
  readonly gap: string;
  readonly task: string;
  readonly level: string;
  readonly question: string;
  readonly answer: string;
  readonly at: string;
  readonly number: number;
}

const isLogged = (text: string | undefined, { gap, answer }: Pick<Decision, 'gap' | 'answer'>): boolean =>
  text !== undefined && text.includes(`- **Source**: ${gap} (`) && text.includes(`- **Decision**: ${answer}`);

function withDecision(text: string | undefined, decision: Decision): string {
  const before = text ?? '# Decisions\n';
  const end = before.includes('\r\n') ? '\r\n' : '\n';
  const numbers = [...before.matchAll(/^## D-(\d+)/gm)].map(([, number]) => Number(number));
  const id = `D-${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
  const { gap, task, level, question, answer, at } = decision;
  const lines = [
    `## ${id}: ${question}`,
    '',
    '- **Phase**: implementation',
    `- **Date**: ${at}`,
    `- **Source**: ${gap} (${level}), found in ${task}`,
    `- **Context**: ${question}`,
    `- **Decision**: ${answer}`,
    '- **Status**: decided',
    '',
  ];
  const joint = before.endsWith('\n') ? end : end + end;
  return `${before}${joint}${lines.join(end)}`;
}
