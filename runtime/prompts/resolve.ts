/** Which profiles a prompt is made of, in which order, and why. */
import { bad, type Failure, ok, type Result } from '../model/failure.ts';
import { factsWanted, matchingCondition, valuesOf, whyNone } from './condition.ts';
import { stepOf } from './facts.ts';
import { byPlace, equalConflict, isConflict, repeatedIds, unknownId } from './profile-set.ts';
import { decisionsOf, type Grounds, noticesOf, type Reason } from './reasons.ts';
import type { Facts, ProfileHead, Resolution } from './types.ts';

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
export function resolve<P extends ProfileHead>(input: ResolveInput<P>): Result<Resolution<P>> {
  const chosen = choose(input);
  if (!chosen.ok) return chosen;
  const { decisions, ...rest } = chosen.value;
  return ok({ ...rest, decisions: decisions() });
}

/** `resolve` for whoever may have no use for the reasons: most profiles are left out, and to say why takes longer than to leave them out. */
export function choose<P extends ProfileHead>({ facts, profiles, hidden = [] }: ResolveInput<P>): Result<Choice<P>> {
  const twice = repeatedIds(profiles);
  if (twice.length > 0) return bad(twice);
  const byId = new Map(profiles.map((profile) => [profile.id, profile]));
  const reasons = new Map<string, Reason>();
  const problems: Failure[] = [];

  const wanted = candidates({ profiles, byId, facts, reasons, problems });
  const kept = settleConflicts(wanted, { reasons, problems });
  for (const profile of kept) problems.push(...missingOf(profile, { kept, byId, reasons, facts }));
  if (problems.length > 0) return bad(problems);
  return ok({
    parts: [...kept].toSorted(byPlace),
    decisions: () => decisionsOf(profiles, { hidden, reasons, facts }),
    notices: noticesOf(profiles, hidden, reasons),
  });
}

interface Choice<P extends ProfileHead> extends Omit<Resolution<P>, 'decisions'> {
  readonly decisions: () => Resolution['decisions'];
}

/** Those that apply and, from them on, those that come along. */
function candidates<P extends ProfileHead>(
  given: Grounds & {
    readonly profiles: readonly P[];
    readonly byId: ReadonlyMap<string, P>;
    readonly reasons: Map<string, Reason>;
    readonly problems: Failure[];
  },
): ReadonlyMap<P, readonly string[]> {
  const { profiles, byId, facts, reasons, problems } = given;
  const queue: P[] = [];
  for (const profile of profiles) {
    const condition = matchingCondition(profile.appliesWhen, facts);
    if (condition === undefined) continue;
    reasons.set(profile.id, { included: true, why: () => condition.source });
    if (isOfStep(profile, facts, reasons)) queue.push(profile);
  }
  queue.sort(byPlace);
  const wanted = new Map(queue.map((profile): [P, string[]] => [profile, []]));
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const id of next.includes) {
      const profile = byId.get(id);
      if (profile === undefined) problems.push(unknownId(next, 'includes', id));
      else if (!wanted.has(profile)) {
        const bringer = next.id;
        reasons.set(id, { included: true, why: () => `included by ${bringer}` });
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
  reasons.set(profile.id, { included: false, why: () => `read at the step ${profile.loadAt}, ${now}` });
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
      reasons.set(profile.id, { included: false, why: () => text, lostTo: winner.id });
    }
  }
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    const ids = new Set([...kept].map(({ id }) => id));
    for (const profile of kept) {
      const bringers = wanted.get(profile) ?? [];
      if (bringers.length === 0 || bringers.some((id) => ids.has(id))) continue;
      kept.delete(profile);
      reasons.set(profile.id, { included: false, why: () => `came along only with ${bringers.join(', ')}, which is out` });
      isSettled = false;
    }
  }
  return kept;
}

function missingOf<P extends ProfileHead>(
  profile: P,
  { kept, byId, reasons, facts }: Grounds & { readonly kept: ReadonlySet<P>; readonly byId: ReadonlyMap<string, P> },
): readonly Failure[] {
  return profile.requires.flatMap((id) => {
    const required = byId.get(id);
    if (required === undefined) return [unknownId(profile, 'requires', id)];
    if (kept.has(required)) return [];
    const wanted = factsWanted(required.appliesWhen, facts).join(' and ');
    return [
      {
        category: 'usage' as const,
        code: 'profile-required',
        message: `The profile "${profile.id}" requires "${id}", which is no part of this prompt: ${reasons.get(id)?.why() ?? whyNone(required.appliesWhen, facts)}.`,
        fix:
          wanted === ''
            ? `Widen "appliesWhen" of ${required.file}, or narrow that of ${profile.file}.`
            : `Give ${wanted} too: okstra prompts compose and explain have a flag for each fact.`,
        place: { file: profile.file, field: '/requires' },
      },
    ];
  });
}
