/** The profiles of a run: those of the user's checkout, of the user, and the shipped ones. */
import type { Repository } from '../git/index.ts';
import type { Role, Seat } from '../model/agents.ts';
import type { RunFacts } from '../model/events.ts';
import type { Failure, Notice } from '../model/failure.ts';
import { OkstraError } from '../model/failure.ts';
import type { WorkItem } from '../model/item.ts';
import type { Level, Mode, Phase } from '../model/plan.ts';
import type { PromptFacts, PromptShelf } from '../prompts/index.ts';
import { dispatchFacts, hiddenNotices, openPromptShelf, promptFolders, resolve, stepOf, stepProblems } from '../prompts/index.ts';
import type { Ports } from './ports.ts';
import { okstraHome } from './ports.ts';

const shelves = new WeakMap<Repository, PromptShelf>();

/**
 * Read once in the life of an opened checkout; never from a worktree, whose profiles an executor may have written.
 *
 * @throws OkstraError for a profile that cannot be used
 */
export function shelfOf(repo: Repository, { env }: Pick<Ports, 'env'>): PromptShelf {
  const shelf = shelves.get(repo) ?? openPromptShelf(promptFolders(repo.top, okstraHome(env)));
  shelves.set(repo, shelf);
  return shelf;
}

export interface PromptPlan {
  readonly phase: Phase;
  readonly mode: Mode;
  readonly level: Level;
  readonly item: WorkItem;
  readonly facts: RunFacts;
  readonly seats: readonly Seat[];
}

/** The facts of one seat's dispatches. */
export function factsOfSeat(plan: Omit<PromptPlan, 'seats'>, seat: { role: Role; agent: string }): PromptFacts {
  const { facts, ...rest } = plan;
  return dispatchFacts(seat.role, {
    ...rest,
    ci: facts.ci,
    agent: seat.agent,
    language: facts.languages.map(({ name }) => name),
  });
}

/**
 * What whoever starts a run should know about its prompts: profiles of their own in the place of shipped ones, and parts left out for
 * others.
 *
 * @throws OkstraError for what would keep a prompt from being made, as far as it shows before the texts of later steps are read
 */
export function promptNotices(shelf: PromptShelf, plan: PromptPlan): readonly Notice[] {
  const roles = new Map(plan.seats.map((seat) => [`${seat.role} ${seat.agent.name}`, seat]));
  const notices = [...roles.values()].flatMap(({ role, agent }) => {
    const facts = factsOfSeat(plan, { role, agent: agent.name });
    const resolved = resolve({ facts, profiles: shelf.heads });
    if (!resolved.ok) throw refused(resolved.failure, role);
    const step = stepProblems(resolved.value.parts, shelf.heads, facts);
    if (step.length > 0 && stepOf(role) !== undefined) throw refused(step, role);
    return resolved.value.notices;
  });
  return [...hiddenNotices(shelf.heads, shelf.hidden), ...notices];
}

function refused([first, ...others]: readonly Failure[], role: Role): OkstraError {
  if (first === undefined) throw new Error('profiles were refused without a reason');
  const details = { ...first.details, role, ...(others.length === 0 ? {} : { others }) };
  return new OkstraError({ ...first, category: 'usage', details });
}
