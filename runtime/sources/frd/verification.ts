/** Verification entries of tasks: what okstra runs, what a person has to look at, and what came of it. Pure. */
import type { FrdTask, FrdVerification } from './types.ts';

/** A command that verification entries name; run once, however many do. */
export interface VerificationCommand {
  readonly cmd: string;
  /** Of the entries, in order. */
  readonly verificationIds: readonly string[];
  readonly types: readonly FrdVerification['type'][];
}

export interface OpenEntry {
  readonly taskId: string;
  readonly verificationId: string;
  readonly description: string;
}

export interface VerificationPlan {
  readonly commands: readonly VerificationCommand[];
  /** Need the words of a person. */
  readonly manual: readonly OpenEntry[];
  /** Name no command although they are not for a person: verifiers look at them, and strict CI does not let them pass. */
  readonly withoutCommand: readonly OpenEntry[];
}

export function planVerification(tasks: readonly FrdTask[]): VerificationPlan {
  const commands = new Map<string, { verificationIds: string[]; types: FrdVerification['type'][] }>();
  const manual: OpenEntry[] = [];
  const withoutCommand: OpenEntry[] = [];
  for (const { taskId, verification } of tasks) {
    for (const entry of verification) {
      const open = { taskId, verificationId: entry.verificationId, description: entry.description };
      if (entry.type === 'manual') {
        manual.push(open);
        continue;
      }
      const lines = commandsOf(entry);
      if (lines.length === 0) withoutCommand.push(open);
      for (const cmd of lines) {
        const known = commands.get(cmd) ?? { verificationIds: [], types: [] };
        known.verificationIds.push(entry.verificationId);
        if (!known.types.includes(entry.type)) known.types.push(entry.type);
        commands.set(cmd, known);
      }
    }
  }
  return { commands: [...commands].map(([cmd, rest]) => ({ cmd, ...rest })), manual, withoutCommand };
}

/** Those it names; else its description, where that is nothing but a command in backticks. */
export function commandsOf({ commands, description }: FrdVerification): readonly string[] {
  if (commands.length > 0) return commands.map((line) => line.trim());
  const only = /^`([^`\n]+)`\.?$/.exec(description.trim())?.[1]?.trim();
  return only === undefined || only === '' ? [] : [only];
}

/** How a command of a check ended. */
export interface CommandResult {
  readonly cmd: string;
  readonly status: 'passed' | 'failed';
  /** null: ended by a signal, or never started. */
  readonly exitCode: number | null;
}

export interface VerificationEvidence {
  readonly taskId: string;
  readonly verificationId: string;
  /** That were run. */
  readonly commands: readonly string[];
  readonly status: 'passed' | 'failed' | 'manual_verified';
  readonly humanEvidence: string | null;
}

/** What a person said of an entry. */
export interface Said {
  readonly words: string;
  /** It does not hold. */
  readonly failed?: true;
}

/**
 * One row for each entry of each task. An entry passes with commands that were run and all passed. Words of a person stand in only where no
 * command failed, and where they say that it does not hold nothing stands against them.
 *
 * @param said what a person recorded, by id of the entry
 */
export function verificationEvidence(
  tasks: readonly FrdTask[],
  results: readonly CommandResult[],
  said: ReadonlyMap<string, Said> = new Map(),
): readonly VerificationEvidence[] {
  const byCommand = new Map(results.map((result) => [result.cmd, result]));
  return tasks.flatMap(({ taskId, verification }) =>
    verification.map((entry): VerificationEvidence => {
      const wanted = entry.type === 'manual' ? entry.commands : commandsOf(entry);
      const run = wanted.flatMap((cmd) => byCommand.get(cmd) ?? []);
      const found = said.get(entry.verificationId);
      const words = found?.words.trim() ?? '';
      const humanEvidence = words === '' ? null : words;
      const row = { taskId, verificationId: entry.verificationId, commands: run.map(({ cmd }) => cmd), humanEvidence };
      if (found?.failed === true || run.some(({ status }) => status === 'failed')) return { ...row, status: 'failed' };
      const isRun = run.length > 0 && run.length === wanted.length;
      if (isRun && entry.type !== 'manual') return { ...row, status: 'passed' };
      return { ...row, status: humanEvidence === null ? 'failed' : 'manual_verified' };
    }),
  );
}
