/** What shows that the verification entries of a bundle hold: commands that okstra ran, and words of people. */
import type { AttemptState } from '../../lead/index.ts';
import type { Receipt } from '../../model/evidence.ts';
import { latestReceipts } from '../../report/checks.ts';
import type { FrdTask, Said, StrictAnswer, VerificationEvidence } from '../../sources/frd/index.ts';
import { SCHEMA_COMMAND, strictGates, verificationEvidence } from '../../sources/frd/index.ts';
import type { PrResult } from '../../sources/frd/pr-data.ts';

export interface Proof {
  readonly evidence: readonly VerificationEvidence[];
  readonly results: readonly PrResult[];
  /** Of every run; the gates of strict CI count there only. */
  readonly gates: StrictAnswer;
  /** Entries that only a person can answer, and nobody has. */
  readonly open: readonly { readonly verificationId: string; readonly description: string }[];
  /** Entries of which a person said that they do not hold. */
  readonly refused: readonly { readonly verificationId: string; readonly words: string }[];
}

export function proofOf(
  tasks: readonly FrdTask[],
  { receipts, n }: Pick<AttemptState, 'receipts' | 'n'>,
  said: ReadonlyMap<string, Said>,
): Proof {
  const ran = latestReceipts(receipts, n).filter(({ status }) => status !== 'skipped');
  const testCommands = new Set(
    tasks.flatMap(({ verification }) =>
      verification.flatMap(({ type, commands }) => (type === 'test' || type === 'integration' ? commands : [])),
    ),
  );
  const isTest = ({ category, cmd, counts }: Receipt): boolean =>
    category === 'test' || counts !== undefined || testCommands.has(cmd);
  const commands = ran.map((receipt) => ({
    cmd: receipt.cmd,
    status: receipt.status === 'passed' ? ('passed' as const) : ('failed' as const),
    exitCode: receipt.exitCode,
    isTest: isTest(receipt),
  }));
  const evidence = verificationEvidence(tasks, commands, said);
  const byEntry = new Map(evidence.map((row) => [row.verificationId, row]));
  return {
    evidence,
    results: ran.map((receipt): PrResult => {
      const { label, cmd, exitCode, tail } = receipt;
      const kind = cmd === SCHEMA_COMMAND ? 'schema' : isTest(receipt) ? 'test' : 'other';
      const status = receipt.status === 'passed' ? 'passed' : 'failed';
      return { name: label, command: cmd, exitCode, status, kind, outputSummary: lastLines(tail) };
    }),
    gates: strictGates({ tasks, evidence, results: commands }),
    refused: evidence.flatMap(({ verificationId }) => {
      const found = said.get(verificationId);
      return found?.failed === true ? [{ verificationId, words: found.words }] : [];
    }),
    open: tasks.flatMap(({ verification }) =>
      verification.filter(({ type, verificationId }) => type === 'manual' && byEntry.get(verificationId)?.humanEvidence === null),
    ),
  };
}

const LINES = 3;

const lastLines = (tail: string): string =>
  tail
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(-LINES)
    .join(' | ');
