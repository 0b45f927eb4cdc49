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
      branch,
    };
    const { repo } = session;
    return repo === undefined
      ? verifyWithoutGit(session, request, { hooks, ports })
      : verifyTasks({ ...session, repo }, request, { hooks, ports });
  });
  for (const notice of answer.notices) context.note(noticeText(notice));
  const isUnanswered = answer.tasks.some(({ result }) => result === 'not-verified');
  const hasIssues = answer.tasks.some(({ result }) => result === 'issue');
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
      'Contracts of the specs:',
      ...dimensions.contract.map(({ spec, compliant, why }) => `  ${spec}: ${compliant ? 'COMPLIANT' : `NON-COMPLIANT: ${why}`}`),
      'Integration over specs:',
      ...dimensions.integration.map(({ name, pass, why }) => `  ${name}: ${pass ? 'PASS' : `ISSUE: ${why}`}`),
      'Specs and documents:',
      ...dimensions.documents.map(({ spec, pass, why }) => `  ${spec}: ${pass ? 'PASS' : `ISSUE: ${why}`}`),
    );
  }
  if (complete) lines.push('', 'Nothing is left to do: the queue is complete.');
  return lines.join('\n');
}

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
