/** What an executor reports besides its work: what was learned, and why it needs what it brings in. Pure; claims, all of it. */
import { fencedBlocks, isObject, parseJson, plainText } from '../../findings/text.ts';
import type { NewNote } from './notes.ts';

export interface NewDependency {
  readonly name: string;
  readonly why: string;
}

export interface Reported {
  readonly notes: readonly NewNote[];
  readonly dependencies: readonly NewDependency[];
}

/** More than this from one run is no durable news any more. */
const MOST_NOTES = 5;

/** The last fenced `json` block of a text that has `notes` or `dependencies`; what does not fit is left out. */
export function readReported(text: string): Reported {
  const blocks = fencedBlocks(plainText(text)).filter(({ language }) => language === 'json');
  for (const block of blocks.toReversed()) {
    const json = parseJson(block.text);
    if (!json.ok || !isObject(json.value) || !('notes' in json.value || 'dependencies' in json.value)) continue;
    return {
      notes: listOf(json.value['notes']).slice(0, MOST_NOTES).map(noteOf),
      dependencies: listOf(json.value['dependencies']).flatMap((entry) => {
        const name = textOf(entry['name']);
        return name === '' ? [] : [{ name, why: textOf(entry['why']) }];
      }),
    };
  }
  return { notes: [], dependencies: [] };
}

type Entry = Readonly<Record<string, unknown>>;

const noteOf = (entry: Entry): NewNote => ({
  context: textOf(entry['context']),
  situation: textOf(entry['situation']),
  learning: textOf(entry['learning']),
  action: textOf(entry['action']),
  check: textOf(entry['check']),
  applicability: textOf(entry['applicability']),
});

const listOf = (value: unknown): readonly Entry[] => (Array.isArray(value) ? value.filter(isObject) : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
