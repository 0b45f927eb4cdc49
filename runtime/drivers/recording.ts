/** The format of a recording: what an agent did in one dispatch, so that the replay driver can do it again. Pure. */
import type { AgentConfig, DispatchResult, Fault, Role } from '../model/agents.ts';

/** A file that a step writes: its text, what it is besides text, or null where it is removed. */
export type RecordedFile = string | null | OddFile;

export interface OddFile {
  readonly text?: string;
  /** In place of `text`, for what is no UTF-8. */
  readonly base64?: string;
  readonly executable?: true;
  /** A symbolic link with this target, in place of content. It may not lead out of the working folder. */
  readonly link?: string;
}

/** One dispatch of a recording, one JSON file. */
export interface RecordedStep {
  readonly version: 2;
  /** Whom the answer is from; for people. */
  readonly recorded?: { readonly agent: string; readonly driver: string; readonly model?: string };
  /** The question it answers; absent: it is given whatever is asked. */
  readonly prompt?: {
    /** Of the prompt without what differs between two runs; see `promptPrint`. */
    readonly sha256: string;
    /** The file beside the step with that text, redacted. */
    readonly file: string;
  };
  /** By path relative to the working folder. Only an executor's are written. */
  readonly files: Readonly<Record<string, RecordedFile>>;
  /** The final text. `{{TREE}}` stands for the tree hash that the agent is given. */
  readonly text: string;
  /** The structured answer, when there was one; `{{TREE}}` as above. */
  readonly structured?: unknown;
  /** Commands that the agent ran. */
  readonly commands?: DispatchResult['commands'];
  /** How it failed, when it did. */
  readonly fault?: Fault;
  /** Default 0. */
  readonly exitCode?: number;
  /** Milliseconds before the answer. Default 0. */
  readonly delayMs?: number;
}

/** Stands in a recorded text for the tree hash of the dispatch. */
export const TREE_PLACEHOLDER = '{{TREE}}';

/** Turns a finished dispatch into a step. The tree hash of its own becomes a placeholder, since a replay starts from another one. */
export function recordingStep(finished: {
  readonly agent: Pick<AgentConfig, 'name' | 'driver' | 'model'>;
  readonly prompt: NonNullable<RecordedStep['prompt']>;
  /** What the dispatch changed. */
  readonly files: Readonly<Record<string, RecordedFile>>;
  /** The tree hash that the agent was given. */
  readonly tree: string;
  readonly result: Pick<DispatchResult, 'status' | 'text' | 'structured' | 'commands' | 'fault' | 'model'>;
}): RecordedStep {
  const { agent, prompt, files, tree, result } = finished;
  const general = (text: string): string => (tree === '' ? text : text.replaceAll(tree, TREE_PLACEHOLDER));
  const { structured, commands, fault } = result;
  const model = result.model?.name ?? agent.model;
  return {
    version: 2,
    recorded: { agent: agent.name, driver: agent.driver, ...(model === undefined ? {} : { model }) },
    prompt,
    files,
    text: general(result.text),
    ...(structured === undefined ? {} : { structured: JSON.parse(general(JSON.stringify(structured))) as unknown }),
    ...(commands.length === 0 ? {} : { commands }),
    ...(fault === undefined ? {} : { fault }),
    ...(result.status === 'completed' ? {} : { exitCode: 1 }),
  };
}

/** Which dispatch a step belongs to. */
export interface StepKey {
  readonly role: Role;
  readonly agent: string;
  /** From 2, for another seat of the same agent. Default 1. */
  readonly seatNumber?: number;
  readonly attempt: number;
  /** Dispatch of this seat in the attempt, from 1. Default 1. */
  readonly turn?: number;
  /** Default 0. */
  readonly round?: number;
}

/**
 * Name under which a step is recorded: `executor-1.json` is the first dispatch of attempt 1, `executor-1.2.json` the second (a repair turn or
 * another try), `…-1-round1.json` one of a refutation round. Verifiers answer side by side, so theirs carry the agent: `verifier-codex-1.json`.
 */
export function stepFile(key: StepKey): string {
  return fileName(key, key.turn ?? 1, key.role === 'verifier');
}

/** Name of the file with the question of a step. */
export const promptFileOf = (step: string): string => step.replace(/\.json$/, '.prompt.md');

/**
 * Files that may hold the step of a dispatch, the most particular first: a recording need not foresee every repair turn or second try, and
 * one made by hand need not name agents.
 */
export function stepFiles(key: StepKey): readonly string[] {
  const { turn = 1 } = key;
  const turns = Array.from({ length: turn }, (_, index) => turn - index);
  return turns.flatMap((n) => [fileName(key, n, true), fileName(key, n, false)]);
}

function fileName({ role, agent, seatNumber = 1, attempt, round = 0 }: StepKey, turn: number, isNamed: boolean): string {
  const name = `${agent.replaceAll(/[^\w.-]/g, '_')}${seatNumber === 1 ? '' : `-seat${seatNumber}`}`;
  const who = isNamed ? `${role}-${name}` : role;
  return `${who}-${attempt}${round === 0 ? '' : `-round${round}`}${turn === 1 ? '' : `.${turn}`}.json`;
}
