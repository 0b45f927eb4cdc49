/** The section Verification Results of the progress file. */
import { Bookkeeping } from '../../sources/task-queue/bookkeeping.ts';
import { replaceSection } from '../../sources/task-queue/progress-file.ts';
import type { QueuePlace } from '../../sources/task-queue/queue.ts';
import { editQueue } from '../../sources/task-queue/queue.ts';
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
  const lines = [
    `**Run date**: ${at}`,
    `**Scope**: ${scope}`,
    `**Commit**: ${commit ?? 'None'}`,
    '',
    '### Criteria',
    '',
    ...verified.map(
      ({ id, result, met, total, fix, reason, unmet }) =>
        `- ${id}: ${result === 'pass' ? 'PASS' : 'ISSUE'} ${met}/${total}${fix === undefined ? '' : ` (${fix})`}${result === 'pass' ? '' : ` ${(reason ?? unmet.join('; ')).replaceAll(/\s+/g, ' ')}`}`,
    ),
  ];
  const rest =
    dimensions === null
      ? []
      : [
          '',
          '### Contracts of the specs',
          '',
          ...dimensions.contract.map(
            ({ spec, compliant, why }) => `- ${spec}: ${compliant ? 'COMPLIANT' : `NON-COMPLIANT ${why}`}`,
          ),
          '',
          '### Integration over specs',
          '',
          ...dimensions.integration.map(({ name, pass, why }) => `- ${name}: ${pass ? 'PASS' : `ISSUE ${why}`}`),
          '',
          '### Specs and documents',
          '',
          ...dimensions.documents.map(({ spec, pass, why }) => `- ${spec}: ${pass ? 'PASS' : `ISSUE ${why}`}`),
        ];
  return editQueue(
    place,
    { check: () => undefined },
    (queue) => {
      const overall = new Bookkeeping(queue).overall();
      return {
        change: { progress: replaceSection(queue.progress, 'Verification Results', [...lines, ...rest]) },
        value: overall === 'Complete',
      };
    },
    { at },
  );
}
