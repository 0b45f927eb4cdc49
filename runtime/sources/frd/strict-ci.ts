/** What a CI run in the mode strict asks for beyond the verdict. Pure. */
import type { FrdTask } from './types.ts';
import type { CommandResult, VerificationEvidence } from './verification.ts';

export interface StrictInput {
  readonly tasks: readonly FrdTask[];
  readonly evidence: readonly VerificationEvidence[];
  /** Of every command that okstra ran, verification entries and the project's own checks. */
  readonly results: readonly (CommandResult & { readonly isTest: boolean })[];
}

export interface StrictAnswer {
  readonly overallStatus: 'passed' | 'failed';
  /** A sentence each; empty when all gates passed. Only then tasks are completed. */
  readonly problems: readonly string[];
}

/** Exit codes of a shell for a program that could not be started. */
const NOT_STARTED: ReadonlySet<number | null> = new Set([126, 127]);

export function strictGates({ tasks, evidence, results }: StrictInput): StrictAnswer {
  const byEntry = new Map(evidence.map((row) => [row.verificationId, row]));
  const hasTests = results.some(({ isTest, exitCode }) => isTest && !NOT_STARTED.has(exitCode));
  const problems = [
    ...results.flatMap(({ cmd, status, exitCode }) => {
      if (NOT_STARTED.has(exitCode)) return [`\`${cmd}\` could not be started (exit code ${exitCode})`];
      return status === 'failed' ? [`\`${cmd}\` failed (${exitCode === null ? 'no exit code' : `exit code ${exitCode}`})`] : [];
    }),
    ...tasks.flatMap(({ taskId, verification, testRequirements }) => [
      ...verification.flatMap(({ verificationId, type }) => {
        const row = byEntry.get(verificationId);
        // That a command of it failed is told above.
        if (row !== undefined && (row.status !== 'failed' || row.commands.length > 0)) return [];
        const wanted = type === 'manual' ? 'the recorded words of a person' : 'a command that was run, or the words of a person';
        return [`${verificationId} needs ${wanted}`];
      }),
      ...(testRequirements.length > 0 && !hasTests && !ranTests(taskId, tasks, byEntry)
        ? [`${taskId} has test requirements, and no test command was run`]
        : []),
    ]),
  ];
  return { overallStatus: problems.length === 0 ? 'passed' : 'failed', problems };
}

function ranTests(taskId: string, tasks: readonly FrdTask[], byEntry: ReadonlyMap<string, VerificationEvidence>): boolean {
  const entries = tasks.find((task) => task.taskId === taskId)?.verification ?? [];
  return entries.some(
    ({ type, verificationId }) =>
      (type === 'test' || type === 'integration') && (byEntry.get(verificationId)?.commands.length ?? 0) > 0,
  );
}
