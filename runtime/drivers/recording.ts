/** The format of a recording: what an agent did in one dispatch, so that the replay driver can do it again. Pure. */
import type { DispatchResult, Role } from '../model/agents.ts';

/** A file that a step writes: its text, or null where it removes it. */
export type RecordedFile = string | null;

/** One dispatch of a recording, one JSON file. */
export interface RecordedStep {
  readonly version: 1;
  /** By path relative to the working folder. Only an executor's are written. */
  readonly files: Readonly<Record<string, RecordedFile>>;
  /** The final text. `{{TREE}}` stands for the tree hash that the agent is given. */
  readonly text: string;
  /** The structured answer, when there was one; `{{TREE}}` as above. */
  readonly structured?: unknown;
  /** Default 0. */
  readonly exitCode?: number;
  /** Milliseconds before the answer. Default 0. */
  readonly delayMs?: number;
}

/** Stands in a recorded text for the tree hash of the dispatch. */
export const TREE_PLACEHOLDER = '{{TREE}}';

/** Turns a finished dispatch into a step. The tree hash of its own becomes a placeholder, since a replay starts from another one. */
export function recordingStep(finished: {
  /** What the dispatch changed. */
  readonly files: Readonly<Record<string, RecordedFile>>;
  /** The tree hash that the agent was given. */
  readonly tree: string;
  readonly result: Pick<DispatchResult, 'status' | 'text' | 'structured'>;
}): RecordedStep {
  const { files, tree, result } = finished;
  const general = (text: string): string => (tree === '' ? text : text.replaceAll(tree, TREE_PLACEHOLDER));
  const { structured } = result;
  return {
    version: 1,
    files,
    text: general(result.text),
    ...(structured === undefined ? {} : { structured: JSON.parse(general(JSON.stringify(structured))) as unknown }),
    ...(result.status === 'completed' ? {} : { exitCode: 1 }),
  };
}

/**
 * Name of a step's file: `executor-1.json` is the first dispatch of the first attempt, `executor-1.2.json` the second (a repair turn or
 * another try). Verifiers answer side by side, so their files carry the agent's name: `verifier-codex-1.json`. Rounds beyond the first
 * answer have `-round<r>`.
 */
export function stepFile(step: {
  readonly role: Role;
  readonly agent: string;
  readonly attempt: number;
  /** Dispatch of this seat in the attempt, from 1. Default 1. */
  readonly turn?: number;
  /** Default 0. */
  readonly round?: number;
}): string {
  const { role, agent, attempt, turn = 1, round = 0 } = step;
  const who = role === 'verifier' ? `${role}-${agent.replaceAll(/[^\w.-]/g, '_')}` : role;
  return `${who}-${attempt}${round === 0 ? '' : `-round${round}`}${turn === 1 ? '' : `.${turn}`}.json`;
}

/**
 * Files that may hold the step of a dispatch, the most particular first: a recording need not foresee every repair turn or second try,
 * and one that was made by hand need not name agents (`verifier-1.json`).
 */
export function stepFiles(step: Parameters<typeof stepFile>[0]): readonly string[] {
  const { agent, turn = 1, round = 0 } = step;
  const turns = Array.from({ length: turn }, (_, index) => turn - index);
  const named = turns.map((n) => stepFile({ ...step, turn: n }));
  const safe = agent.replaceAll(/[^\w.-]/g, '_');
  const unnamed = named.map((file) => file.replace(`verifier-${safe}-`, 'verifier-'));
  const executors = named.map((file) => file.replace(/^([a-z-]+?)-(\d)/, (_all, who: string, n: string) => `${who}-${safe}-${n}`));
  return [...new Set([...(round === 0 && step.role !== 'verifier' ? executors : []), ...named, ...unnamed])];
}
