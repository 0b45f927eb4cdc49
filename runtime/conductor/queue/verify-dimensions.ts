/** The three dimensions beyond single tasks: questions about specs, one run of the verifiers for each, and what comes of them. */
import { Bookkeeping } from '../../sources/task-queue/bookkeeping.ts';
import { editQueue } from '../../sources/task-queue/queue.ts';
import type { RunAnswer } from '../api.ts';
import { applyPatches } from './patch-specs.ts';
import { reportOfRun, writeReportDown } from './report-of-run.ts';
import type { Dimensions } from './verify-answer.ts';
import type { Known, Question } from './verify-questions.ts';
import { questionsOf } from './verify-questions.ts';
import { askQuestion, type Verification } from './verify-run.ts';

export interface Asked {
  readonly dimensions: Dimensions;
  /** Ids of fix tasks. */
  readonly fixes: readonly string[];
}

export async function askDimensions(
  under: Verification,
  what: {
    readonly issues: ReadonlySet<string>;
    /** Label or command of each check to whether it passed. */
    readonly checks: ReadonlyMap<string, boolean>;
    /** How many questions at most. */
    readonly most: number;
    readonly branch: string | undefined;
  },
): Promise<Asked> {
  const { ask, known } = questionsOf(under.place, what.issues);
  const found: Known[] = [...known];
  const fixes: string[] = [];
  for (const [index, question] of ask.entries()) {
    const { group, name } = question;
    if (index >= what.most || under.hooks.signal.aborted) {
      const why = under.hooks.signal.aborted ? 'stopped before' : what.most === 0 ? 'nobody asked for it' : TOO_MANY(what.most);
      found.push({ group, name, holds: null, why });
      continue;
    }
    const answer = await askQuestion(under, question);
    const result = resultOf(answer);
    found.push({ group, name, ...result });
    fixes.push(...(await writeDown(under, question, { answer, ...result, branch: what.branch })));
  }
  const of = (wanted: Known['group']) => found.filter(({ group }) => group === wanted);
  return {
    fixes,
    dimensions: {
      contract: of('contract').map(({ name, holds, why }) => ({ spec: name, compliant: holds, why })),
      integration: [
        ...[...what.checks].map(([name, pass]) => ({ name, pass, why: pass ? '' : 'the check fails' })),
        ...of('integration').map(({ name, holds, why }) => ({ name, pass: holds, why })),
      ],
      documents: of('documents').map(({ name, holds, why }) => ({ spec: name, pass: holds, why })),
    },
  };
}

const TOO_MANY = (most: number): string => `more than ${most} questions; --questions sets how many are asked`;

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

function resultOf({ outcome, remainingTasks, error, message }: RunAnswer): Pick<Known, 'holds' | 'why'> {
  if (outcome === 'accepted') return { holds: true, why: '' };
  if (outcome === 'not-accepted')
    return { holds: false, why: oneLine(remainingTasks.slice(0, 3).join('; ')) || 'see its report' };
  return { holds: null, why: oneLine(`nobody could say: ${error?.message ?? message ?? outcome ?? 'no result'}`) };
}

/** @returns fix tasks. Where code is wrong and no verifier said whose, it is that of the last task that went into it; wrong specs make none */
async function writeDown(
  { session, place, ports }: Verification,
  { group, name, tasks }: Question,
  what: { readonly answer: RunAnswer; readonly branch: string | undefined } & Pick<Known, 'holds' | 'why'>,
): Promise<readonly string[]> {
  const { answer, branch, holds, why } = what;
  const report = reportOfRun(answer.run);
  const patched = await applyPatches(session, place, {
    item: name,
    run: answer.run?.id ?? '',
    branch,
    reference: '',
    isIn: holds === true,
    gaps: report.gaps,
  });
  return editQueue(place, { check: () => undefined }, (queue) => {
    const books = new Bookkeeping(queue);
    const shared = { during: 'verification', patched, isRepeat: false };
    const [first = ''] = tasks;
    writeReportDown({ books, queue }, { ...report, fixes: [] }, { ...shared, task: first });
    const { fixes } = writeReportDown({ books, queue }, { ...report, gaps: [] }, { ...shared, task: '' });
    const whose = tasks.findLast((id) => queue.tasks.byId.has(id));
    const own =
      holds === false && fixes.length === 0 && group !== 'documents' && whose !== undefined
        ? [
            books.addFix(
              {
                type: group === 'integration' ? 'integration-failure' : 'runtime-error',
                task: whose,
                files: queue.progress.tasks.get(whose)?.files ?? [],
                what: `${name}: ${why}`,
              },
              'verification',
            ),
          ]
        : [];
    books.settleBlocked();
    books.setHeader({ 'Last session': ports.now().toISOString() });
    return { change: books.splices(), value: [...fixes, ...own] };
  });
}
