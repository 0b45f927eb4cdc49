/** `okstra tasks verify`: criteria against the code as it stands. */

import { realPorts } from '../conductor/index.ts';
import { openQueueSession } from '../conductor/queue/open.ts';
import { verifyTasks } from '../conductor/queue/verify.ts';
import type { VerifiedTask, VerifyAnswer } from '../conductor/queue/verify-answer.ts';
import { verifyWithoutGit } from '../conductor/queue/verify-without-git.ts';
import { keepEnvironment } from '../git/index.ts';
import { EXIT_CODES } from '../model/failure.ts';
import type { CommandHandler } from './context.ts';
import { noticeText } from './failure-text.ts';
import { reviewFlagsIn } from './review.ts';
import { withHooks } from './run-shared.ts';
import { renderTable } from './table.ts';

export const verify: CommandHandler = async (context, ids, options) => {
  keepEnvironment();
  const ports = realPorts();
  const answer = await withHooks(context, options, async (hooks) => {
    const session = await openQueueSession(context.cwd, ports);
    const branch = (options['integrate'] as string | undefined) ?? `okstra/${session.sources.byName('task-queue').word}`;
    const given = ids.map((id) => id.replace(/^task:|^tasks\//, '').toUpperCase());
    const request = {
      ...(given.length === 0 ? {} : { ids: given }),
      all: options['all'] === true,
      pendingOnly: options['needed'] === true,
      flags: reviewFlagsIn(options),
      ...(options['questions'] === undefined ? {} : { questions: options['questions'] as number }),
      branch,
    };
    const onPlan = (tasks: number, questions: number): void =>
      context.note(
        `okstra: ${tasks} task(s) to verify, then up to ${questions} question(s) about specs, a run of the verifiers each${questions === 0 ? '' : '; --questions 0 leaves them out'}`,
      );
    const { repo } = session;
    return repo === undefined
      ? verifyWithoutGit(session, request, { hooks, ports, onPlan })
      : verifyTasks({ ...session, repo }, request, { hooks, ports, onPlan });
  });
  for (const notice of answer.notices) context.note(noticeText(notice));
  const looks = looksOf(answer);
  const isUnanswered =
    answer.tasks.some(({ result }) => result === 'not-verified') || looks.some(({ why }) => why.startsWith('nobody could say'));
  const hasIssues = answer.tasks.some(({ result }) => result === 'issue') || looks.some(({ holds }) => holds === false);
  const exitCode = isUnanswered ? EXIT_CODES.blocked : hasIssues ? EXIT_CODES.findings : 0;
  return { exitCode, text: verifyText(answer), document: { ok: exitCode === 0, exitCode, ...answer } };
};

function verifyText({ tasks, dimensions, commit, complete }: VerifyAnswer): string {
  if (tasks.length === 0) return 'No task asks for a verification.';
  const lines = [
    commit === null ? 'Verified as the folder stands:' : `Verified at ${commit.slice(0, 12)}:`,
    renderTable(['Task', 'Result', 'Criteria', 'Status', ''], tasks.map(row)),
  ];
  if (dimensions !== null) {
    lines.push(
      '',
      ...GROUPS.flatMap(([group, title, good, bad]) => [
        `${title}:`,
        ...looksOf({ dimensions })
          .filter((look) => look.group === group)
          .map(
            ({ name, holds, why }) =>
              `  ${name}: ${holds === null ? 'not looked at' : holds ? good : bad}${why === '' ? '' : `: ${why}`}`,
          ),
      ]),
    );
  }
  if (complete) lines.push('', 'Nothing is left to do: the queue is complete.');
  return lines.join('\n');
}

const GROUPS = [
  ['contract', 'Contracts of the specs', 'COMPLIANT', 'NON-COMPLIANT'],
  ['integration', 'Integration over specs', 'PASS', 'ISSUE'],
  ['documents', 'Specs and documents', 'PASS', 'ISSUE'],
] as const;

const looksOf = ({ dimensions }: Pick<VerifyAnswer, 'dimensions'>) => [
  ...(dimensions?.contract ?? []).map(({ spec, compliant, why }) => ({ group: 'contract', name: spec, holds: compliant, why })),
  ...(dimensions?.integration ?? []).map(({ name, pass, why }) => ({ group: 'integration', name, holds: pass, why })),
  ...(dimensions?.documents ?? []).map(({ spec, pass, why }) => ({ group: 'documents', name: spec, holds: pass, why })),
];

const row = ({ id, result, met, total, before, after, fix, gaps, reported, reason, unmet }: VerifiedTask): readonly string[] => [
  id,
  result === 'pass' ? 'PASS' : result === 'issue' ? 'ISSUE' : 'not verified',
  `${met} of ${total}`,
  before === after ? after : `${before} -> ${after}`,
  [
    [...(fix === undefined ? [] : [fix]), ...reported, ...gaps].join(', '),
    reason ?? '',
    result === 'issue' ? unmet.join('; ') : '',
  ]
    .filter((part) => part !== '')
    .join(': '),
];
