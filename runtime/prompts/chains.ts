/** Chains: prompts put together from files in a given order. No conditions are asked; the same rules hold for what stands in them. */
import { validatePromptChains } from '../generated/validators/prompt-chains.js';
import { bad, type Failure, ok, type Place, type Result } from '../model/failure.ts';
import { type ComposeLimits, join } from './compose.ts';
import { parseLocatedJson } from './json.ts';
import { explainSchemaError, type SchemaWords } from './profile-problems.ts';
import { isConflict, repeatedIds, unknownId } from './profile-set.ts';
import type { Profile, PromptResult } from './types.ts';
import type { PromptValues } from './values.ts';

export const CHAINS_FILE = 'prompt-chains.json';

/** A chain as its file has it. */
export interface ChainEntry {
  readonly id: string;
  readonly title?: string;
  /** Relative to the output folder. */
  readonly outputFile: string;
  /** Relative to the manifest, never empty. */
  readonly parts: readonly string[];
  /** Place of its `parts` in the manifest. */
  readonly place: Place;
}

/** A chain with its profiles read. */
export interface Chain extends ChainEntry {
  /** In the order of the prompt; those that could not be read are left out. */
  readonly profiles: readonly Profile[];
  /** Of the files it names; empty when all could be read. */
  readonly failures: readonly Failure[];
}

export interface ChainSet {
  /** Absolute path of the manifest; absent when there is none. */
  readonly file?: string;
  readonly chains: readonly Chain[];
  /** Of the manifest itself. */
  readonly failures: readonly Failure[];
}

const WORDS: SchemaWords = {
  code: 'chains-field',
  subject: CHAINS_FILE,
  fields: ['version', 'chains'],
  members: [[/^\/chains\//, ['id', 'title', 'outputFile', 'parts']]],
  file: 'schemas/prompt-chains.schema.json',
};

/** @param file the name that failures show; nothing is read from it */
export function parseChains(file: string, text: string): Result<readonly ChainEntry[]> {
  const json = text.replace(/^\uFEFF/, '');
  const located = parseLocatedJson(json);
  if (!located.ok) {
    const { offset, expected, found } = located.failure;
    const message = `${CHAINS_FILE}: expected ${expected}, found ${found}.`;
    const place = { file, ...positionAt(json, offset) };
    return bad([{ category: 'usage', code: 'chains-syntax', message, fix: 'Correct the JSON at that place.', place }]);
  }
  const { value, places, keys } = located.value;
  const placeOf = (pointer: string, onKey = false): Place => ({
    file,
    ...positionAt(json, (onKey ? keys.get(pointer) : undefined) ?? places.get(pointer) ?? 0),
    ...(pointer === '' ? {} : { field: pointer }),
  });
  if (!validatePromptChains(value)) {
    return bad((validatePromptChains.errors ?? []).map((error) => explainSchemaError(error, value, placeOf, WORDS)));
  }
  const chains = value.chains.map(({ id, title, outputFile = `${id}.md`, parts }, index) => ({
    id,
    ...(title === undefined ? {} : { title }),
    outputFile,
    parts,
    place: placeOf(`/chains/${index}/parts`),
  }));
  const problems = [
    ...repeated(chains, 'id', (chain) => chain.id),
    ...repeated(chains, 'outputFile', (chain) => chain.outputFile.toLowerCase()),
    ...chains.filter(({ outputFile }) => leadsOut(outputFile)).map(outside),
  ];
  return problems.length > 0 ? bad(problems) : ok(chains);
}

/** Absolute, or out of the folder that it is relative to. */
export const leadsOut = (path: string): boolean =>
  /^(?:[/\\]|[A-Za-z]:)/.test(path) ||
  path
    .split(/[/\\]/)
    .reduce((depth, part) => (depth < 0 ? depth : part === '..' ? depth - 1 : part === '.' ? depth : depth + 1), 0) < 0;

/** All that is wrong with the chains and the profiles they use; empty when every one can be composed. */
export function lintChains({ chains, failures }: ChainSet, known: ReadonlySet<string> = new Set()): readonly Failure[] {
  const files = new Map(chains.flatMap(({ profiles }) => profiles.map((profile) => [profile.file, profile] as const)));
  const all = [...files.values()];
  const ids = new Set([...known, ...all.map(({ id }) => id)]);
  const unknown = all.flatMap((profile) =>
    profile.conflictsWith.filter((id) => !ids.has(id)).map((id) => unknownId(profile, 'conflictsWith', id)),
  );
  const unread = distinct(chains.flatMap((chain) => chain.failures));
  return [...failures, ...unread, ...repeatedIds(all), ...unknown, ...chains.flatMap(lintChain)];
}

/** The prompt of one chain; a failure lists everything that is wrong with it. */
export function composeChain(chain: Chain, options: ComposeLimits & { readonly values?: PromptValues } = {}): PromptResult {
  const problems = [...chain.failures, ...ruleProblems(chain)];
  const composed = join({ ...options, ordered: chain.profiles });
  if (composed.ok) return problems.length > 0 ? bad(problems) : composed;
  return bad([...problems, ...composed.failure]);
}

/** A file that several chains use is told of once. */
const distinct = (failures: readonly Failure[]): readonly Failure[] => [
  ...new Map(failures.map((failure) => [JSON.stringify([failure.place, failure.code, failure.message]), failure])).values(),
];

function lintChain(chain: Chain): readonly Failure[] {
  // What a run or a flag gives is not known here.
  const values = Object.fromEntries(
    chain.profiles.flatMap(({ placeholders }) => placeholders.map(({ name }) => [name, 'value'])),
  );
  const composed = composeChain({ ...chain, failures: [] }, { values });
  return composed.ok ? [] : composed.failure;
}

function ruleProblems({ id, profiles, place }: Chain): readonly Failure[] {
  const problem = (code: string, message: string, fix: string): Failure => ({ category: 'usage', code, message, fix, place });
  const order = profiles.flatMap((profile, index) => {
    const before = profiles[index - 1];
    if (before === undefined || before.priority <= profile.priority) return [];
    const message = `The chain "${id}" has "${before.id}" (priority ${before.priority}) before "${profile.id}" (priority ${profile.priority}): expected priorities that never go down.`;
    return [problem('chain-order', message, 'Change their order, or the priority of one of them.')];
  });
  const conflicts = profiles.flatMap((profile, index) =>
    profiles
      .slice(0, index)
      .filter((other) => isConflict(profile, other))
      .map((other) =>
        problem(
          'chain-conflict',
          `The chain "${id}" has "${other.id}" and "${profile.id}", which conflict.`,
          'Remove one of them from the chain.',
        ),
      ),
  );
  const missing = profiles.flatMap((profile) =>
    [...profile.requires, ...profile.includes]
      .filter((required) => !profiles.some((other) => other.id === required))
      .map((required) =>
        problem(
          'chain-incomplete',
          `The chain "${id}" has "${profile.id}" without "${required}", which it needs.`,
          `Add the file of "${required}" to the chain.`,
        ),
      ),
  );
  return [...order, ...conflicts, ...missing];
}

function repeated(chains: readonly ChainEntry[], field: string, keyOf: (chain: ChainEntry) => string): readonly Failure[] {
  const groups = Map.groupBy(chains, keyOf);
  return [...groups.values()].flatMap(([first, second]) =>
    first === undefined || second === undefined
      ? []
      : [
          {
            category: 'usage' as const,
            code: 'chain-twice',
            message: `Expected each "${field}" once, found that of the chain "${first.id}" again in "${second.id}".`,
            fix: 'Change one of them.',
            place: second.place,
          },
        ],
  );
}

const outside = ({ id, outputFile, place }: ChainEntry): Failure => ({
  category: 'usage',
  code: 'chain-output-outside',
  message: `Expected the output of the chain "${id}" below the output folder, found ${outputFile}.`,
  fix: 'Write a relative path that stays in the folder.',
  place,
});

function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
