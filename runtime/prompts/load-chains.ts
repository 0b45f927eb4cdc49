/** Reads `prompt-chains.json` and the files that its chains name. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Failure } from '../model/failure.ts';
import { CHAINS_FILE, type Chain, type ChainEntry, type ChainSet, leadsOut, parseChains } from './chains.ts';
import { readTextFile } from './files.ts';
import { type PromptFolders, readProfile, realFolder, shippedPrompts } from './load.ts';
import type { Profile, ProfileSource } from './types.ts';

/**
 * @param manifest absolute path; absent: the nearest on the search path
 * @returns no chain and no `file` where there is no manifest; what is wrong with a file is among the failures
 */
export function findChains(folders: PromptFolders, manifest?: string): ChainSet {
  const { shipped = shippedPrompts() } = folders;
  const places = [
    ['project', folders.project],
    ['user', folders.user],
    ['shipped', shipped],
  ] as const;
  const found = places.flatMap(([source, folder]) =>
    folder !== undefined && existsSync(join(folder, CHAINS_FILE)) ? [[source, join(folder, CHAINS_FILE)] as const] : [],
  );
  const [source, file] = manifest === undefined ? (found[0] ?? ['given', undefined]) : (['given', manifest] as const);
  if (file === undefined) return { chains: [], failures: [] };
  const within = realFolder(dirname(file));
  const text = readTextFile(file, within);
  if (!text.ok) return { file, chains: [], failures: text.failure };
  const parsed = parseChains(file, text.value);
  if (!parsed.ok) return { file, chains: [], failures: parsed.failure };
  return { file, chains: parsed.value.map((entry) => readChain(entry, { file, within, source })), failures: [] };
}

function readChain(
  entry: ChainEntry,
  given: { readonly file: string; readonly within: string; readonly source: ProfileSource },
): Chain {
  const { within, source } = given;
  const failures: Failure[] = [];
  const profiles = entry.parts.flatMap((part, index): readonly Profile[] => {
    const place = { ...entry.place, field: `${entry.place.field ?? ''}/${index}` };
    const refuse = (code: string, expected: string): readonly Profile[] => {
      const message = `The chain "${entry.id}": expected ${expected}, found ${part}.`;
      failures.push({ category: 'usage', code, message, fix: 'Correct the path; it is relative to the manifest.', place });
      return [];
    };
    if (leadsOut(part)) return refuse('chain-part-outside', 'a path that stays in the folder of the manifest');
    const file = join(dirname(given.file), part);
    if (!existsSync(file)) return refuse('chain-part-missing', 'the path of a profile');
    const read = readProfile(file, within, source);
    if (read.ok) return [read.value];
    failures.push(...read.failure);
    return [];
  });
  return { ...entry, profiles, failures };
}
