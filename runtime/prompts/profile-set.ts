/** What profiles can be to each other, in words: the same id, a conflict, an id that nobody has, a nearer one in the place of a farther one. */
import type { Failure, Notice } from '../model/failure.ts';
import type { ProfileHead, ProfileSource } from './types.ts';

/** Low priority first, then by id. */
export function byPlace(a: { readonly priority: number; readonly id: string }, b: typeof a): number {
  if (a.priority !== b.priority) return a.priority - b.priority;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** It does not matter which of the two says so. */
export const isConflict = (one: ProfileHead, other: ProfileHead): boolean =>
  one.conflictsWith.includes(other.id) || other.conflictsWith.includes(one.id);

export function equalConflict(a: ProfileHead, b: ProfileHead): Failure {
  const [one, other] = a.conflictsWith.includes(b.id) ? [a, b] : [b, a];
  return {
    category: 'usage',
    code: 'prompt-conflict',
    message: `The profiles "${one.id}" (${one.file}) and "${other.id}" (${other.file}) apply together and have the same priority ${one.priority}, but "${one.id}" conflicts with "${other.id}".`,
    fix: `Give one of them a higher priority, narrow "appliesWhen" of one of them, or remove "${other.id}" from "conflictsWith" of "${one.id}".`,
    place: { file: one.file, field: '/conflictsWith' },
  };
}

export function unknownId(profile: ProfileHead, field: 'conflictsWith' | 'includes' | 'requires', id: string): Failure {
  return {
    category: 'usage',
    code: 'profile-unknown-id',
    message: `The profile "${profile.id}" names "${id}" in "${field}": expected the id of a profile, found none of that name.`,
    fix: `Correct "${id}", or remove it from "${field}" of ${profile.file}.`,
    place: { file: profile.file, field: `/${field}` },
  };
}

export function repeatedIds(profiles: readonly Pick<ProfileHead, 'id' | 'file'>[]): readonly Failure[] {
  if (new Set(profiles.map(({ id }) => id)).size === profiles.length) return [];
  const groups = Map.groupBy(profiles, ({ id }) => id);
  return [...groups].flatMap(([id, [first, second]]) =>
    first === undefined || second === undefined
      ? []
      : [
          {
            category: 'usage' as const,
            code: 'profile-id-twice',
            message: `Expected each id once, found "${id}" in ${first.file} and in ${second.file}.`,
            fix: 'Give one of them another id.',
            place: { file: second.file, field: '/id' },
          },
        ],
  );
}

/** How a source is called in messages. */
export const SOURCE_WORDS: Readonly<Record<ProfileSource, string>> = {
  given: 'that was given',
  project: 'of the project',
  user: 'of the user',
  shipped: 'that okstra ships',
};

/** One notice for each profile that a nearer one takes the place of. */
export function hiddenNotices(profiles: readonly ProfileHead[], hidden: readonly ProfileHead[]): readonly Notice[] {
  return hidden.flatMap((farther) => {
    const nearer = profiles.find(({ id }) => id === farther.id);
    return nearer === undefined
      ? []
      : [
          {
            code: 'profile-overridden',
            message: `The profile "${nearer.id}" is that of ${nearer.file}, not the one ${SOURCE_WORDS[farther.source]}.`,
          },
        ];
  });
}
