/** Why each profile is a part of a prompt or not. */
import type { Notice } from '../model/failure.ts';
import { whyNone } from './condition.ts';
import { byPlace, hiddenNotices, SOURCE_WORDS } from './profile-set.ts';
import type { Facts, PartDecision, ProfileHead } from './types.ts';

/** Why a profile is in or out; those that do not apply have none on record. */
export interface Reason {
  readonly included: boolean;
  readonly why: () => string;
  /** Id of the profile that it was dropped for. */
  readonly lostTo?: string;
}

export interface Grounds {
  readonly facts: Facts;
  readonly reasons: ReadonlyMap<string, Reason>;
}

export function decisionsOf(
  profiles: readonly ProfileHead[],
  { hidden, reasons, facts }: Grounds & { readonly hidden: readonly ProfileHead[] },
): readonly PartDecision[] {
  const own = profiles.map((profile) => {
    const reason = reasons.get(profile.id);
    return decision(profile, reason?.included ?? false, reason?.why() ?? whyNone(profile.appliesWhen, facts));
  });
  const behind = hidden.map((profile) => {
    const nearer = profiles.find(({ id }) => id === profile.id);
    return decision(profile, false, `the one ${SOURCE_WORDS[nearer?.source ?? 'given']} takes its place`);
  });
  return [...own, ...behind].toSorted(byPlace);
}

const decision = ({ id, source, file, priority }: ProfileHead, included: boolean, reason: string): PartDecision => ({
  id,
  source,
  file,
  priority,
  included,
  reason,
});

export function noticesOf(
  profiles: readonly ProfileHead[],
  hidden: readonly ProfileHead[],
  reasons: ReadonlyMap<string, Reason>,
): readonly Notice[] {
  const lost = profiles.filter(({ id }) => reasons.get(id)?.lostTo !== undefined).toSorted(byPlace);
  const dropped = lost.map(({ id, file }) => ({
    code: 'profile-dropped',
    message: `The profile "${id}" (${file}) is left out: it ${reasons.get(id)?.why() ?? ''}.`,
  }));
  return [...hiddenNotices(profiles, hidden), ...dropped];
}
