/** Which profiles a prompt is made of, in which order, and why. */
import { bad, type Failure, type Notice, ok, type Result } from '../model/failure.ts';
import { matchingCondition, valuesOf, whyNone } from './condition.ts';
import { stepOf } from './facts.ts';
import { equalConflict, hiddenNotices, isConflict, repeatedIds, SOURCE_WORDS, unknownId } from './profile-set.ts';
import type { Facts, PartDecision, ProfileHead, Resolution } from './types.ts';

export interface ResolveInput<P extends ProfileHead> {
  readonly facts: Facts;
  /** One for each id; their order has no influence. */
  readonly profiles: readonly P[];
  /** Farther ones of the same id; they are only told of. Default none. */
  readonly hidden?: readonly ProfileHead[];
}

/**
 * Profiles whose `appliesWhen` holds and those they include, without those that lose a conflict and those that belong to another step;
 * ordered by priority, then id.
 *
 * Failures: an id that comes twice; two in conflict with the same priority; an included or required profile that is missing.
 */
export function resolve<P extends ProfileHead>({ facts, profiles, hidden = [] }: ResolveInput<P>): Result<Resolution<P>> {
  const twice = repeatedIds(profiles);
  if (twice.length > 0) return bad(twice);
  const ordered = profiles.toSorted(byPlace);
  const byId = new Map(ordered.map((profile) => [profile.id, profile]));
  const reasons = new Map<string, Reason>();
  const problems: Failure[] = [];

  const wanted = candidates({ ordered, byId, facts, reasons, problems });
  const kept = settleConflicts(wanted, { reasons, problems });
  for (const profile of kept) problems.push(...missingOf(profile, { kept, byId, reasons }));
  if (problems.length > 0) return bad(problems);
  return ok({
    parts: ordered.filter((profile) => kept.has(profile)),
    decisions: decisionsOf(ordered, hidden, reasons),
    notices: noticesOf(ordered, hidden, reasons),
  });
}

/** Low priority first, then by id. */
export function byPlace(a: { readonly priority: number; readonly id: string }, b: typeof a): number {
  if (a.priority !== b.priority) return a.priority - b.priority;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

interface Reason {
  readonly included: boolean;
  readonly text: string;
  /** Id of the profile that it was dropped for. */
  readonly lostTo?: string;
}

/** Those that apply and, from them on, those that come along. */
function candidates<P extends ProfileHead>(given: {
  readonly ordered: readonly P[];
  readonly byId: ReadonlyMap<string, P>;
  readonly facts: Facts;
  readonly reasons: Map<string, Reason>;
  readonly problems: Failure[];
}): ReadonlyMap<P, readonly string[]> {
  const { ordered, byId, facts, reasons, problems } = given;
  const wanted = new Map<P, string[]>();
  const queue: P[] = [];
  for (const profile of ordered) {
    const condition = matchingCondition(profile.appliesWhen, facts);
    reasons.set(
      profile.id,
      condition === undefined
        ? { included: false, text: whyNone(profile.appliesWhen, facts) }
        : { included: true, text: condition.source },
    );
    if (condition !== undefined && isOfStep(profile, facts, reasons)) {
      wanted.set(profile, []);
      queue.push(profile);
    }
  }
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const id of next.includes) {
      const profile = byId.get(id);
      if (profile === undefined) problems.push(unknownId(next, 'includes', id));
      else if (!wanted.has(profile)) {
        reasons.set(id, { included: true, text: `included by ${next.id}` });
        if (!isOfStep(profile, facts, reasons)) continue;
        wanted.set(profile, [next.id]);
        queue.push(profile);
      } else if ((wanted.get(profile)?.length ?? 0) > 0) wanted.get(profile)?.push(next.id);
    }
  }
  return wanted;
}

function isOfStep(profile: ProfileHead, facts: Facts, reasons: Map<string, Reason>): boolean {
  if (profile.loadAt === undefined) return true;
  const [role] = valuesOf(facts, 'role');
  const step = stepOf(role);
  if (step === profile.loadAt) return true;
  const now = role === undefined ? 'and no role is given' : `not for the role ${role}`;
  reasons.set(profile.id, { included: false, text: `read at the step ${profile.loadAt}, ${now}` });
  return false;
}

/** From the highest priority down: what conflicts with a part that is kept goes, and with it what only came along with it. */
function settleConflicts<P extends ProfileHead>(
  wanted: ReadonlyMap<P, readonly string[]>,
  { reasons, problems }: { readonly reasons: Map<string, Reason>; readonly problems: Failure[] },
): ReadonlySet<P> {
  const kept = new Set<P>();
  for (const profile of [...wanted.keys()].toSorted(byPlace).toReversed()) {
    const rivals = [...kept].filter((other) => isConflict(profile, other));
    const winner = rivals.find((other) => other.priority > profile.priority);
    if (winner === undefined) {
      problems.push(...rivals.map((other) => equalConflict(profile, other)));
      kept.add(profile);
    } else {
      const text = `conflicts with ${winner.id}, which has the higher priority ${winner.priority}`;
      reasons.set(profile.id, { included: false, text, lostTo: winner.id });
    }
  }
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    const ids = new Set([...kept].map(({ id }) => id));
    for (const profile of kept) {
      const bringers = wanted.get(profile) ?? [];
      if (bringers.length === 0 || bringers.some((id) => ids.has(id))) continue;
      kept.delete(profile);
      reasons.set(profile.id, { included: false, text: `came along only with ${bringers.join(', ')}, which is out` });
      isSettled = false;
    }
  }
  return kept;
}

function missingOf<P extends ProfileHead>(
  profile: P,
  { kept, byId, reasons }: { kept: ReadonlySet<P>; byId: ReadonlyMap<string, P>; reasons: ReadonlyMap<string, Reason> },
): readonly Failure[] {
  return profile.requires.flatMap((id) => {
    const required = byId.get(id);
    if (required === undefined) return [unknownId(profile, 'requires', id)];
    if (kept.has(required)) return [];
    return [
      {
        category: 'usage' as const,
        code: 'profile-required',
        message: `The profile "${profile.id}" requires "${id}", which is no part of this prompt: ${reasons.get(id)?.text ?? 'unknown'}.`,
        fix: `Widen "appliesWhen" of ${required.file}, or narrow that of ${profile.file}.`,
        place: { file: profile.file, field: '/requires' },
      },
    ];
  });
}

function decisionsOf(
  ordered: readonly ProfileHead[],
  hidden: readonly ProfileHead[],
  reasons: ReadonlyMap<string, Reason>,
): readonly PartDecision[] {
  const own = ordered.map((profile) => {
    const { included = false, text = '' } = reasons.get(profile.id) ?? {};
    return decision(profile, included, text);
  });
  const behind = hidden.map((profile) => {
    const nearer = ordered.find(({ id }) => id === profile.id);
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

function noticesOf(
  ordered: readonly ProfileHead[],
  hidden: readonly ProfileHead[],
  reasons: ReadonlyMap<string, Reason>,
): readonly Notice[] {
  const dropped = ordered.flatMap((profile) => {
    const { lostTo, text = '' } = reasons.get(profile.id) ?? {};
    return lostTo === undefined
      ? []
      : [{ code: 'profile-dropped', message: `The profile "${profile.id}" (${profile.file}) is left out: it ${text}.` }];
  });
  return [...hiddenNotices(ordered, hidden), ...dropped];
}
