/** Which verifiers of the roster are asked: all, or with `verification.panel: auto` as many as the size of the change asks for. Pure. */
import type { Severity } from '../model/findings.ts';
import type { Action, LeadLimits } from './action.ts';
import type { AttemptState, RunState } from './state.ts';
import { seatDispatches } from './state.ts';

/** Changed lines (added and removed), changed files, and how many verifiers they are for. The first row that holds the change decides. */
export const PANEL_SIZES: readonly { readonly lines: number; readonly files: number; readonly seats: number }[] = [
  { lines: 10, files: 2, seats: 1 },
  { lines: 60, files: 5, seats: 2 },
];

export interface RosterSeat {
  readonly id: string;
  readonly vendor: string;
}

export interface PanelRules {
  readonly roster: readonly RosterSeat[];
  /** Vendor of the executor; null: who wrote the change is not known. */
  readonly writer: string | null;
  readonly requireCrossVendor: boolean;
}

/** All that are asked in an attempt, in the order of the roster. */
export const panelOf = ({ started }: RunState, { panel }: AttemptState): readonly string[] =>
  panel?.seats ?? started?.verifiers ?? [];

/** What is still to be decided about the panel before (or after) its members are asked; undefined: nothing. */
export function panelAction(state: RunState, attempt: AttemptState, { panel: rules }: LeadLimits): Action | undefined {
  if (rules === undefined || rules.roster.length < 2) return undefined;
  const { candidate, panel, n } = attempt;
  if (!candidate) return undefined;
  const all = state.started?.verifiers ?? [];
  const lines = candidate.files.reduce((sum, { insertions, deletions }) => sum + insertions + deletions, 0);
  const size = { files: candidate.files.length, lines };
  const choose = (seats: readonly string[], reason: string): Action => ({
    type: 'choose-panel',
    attempt: n,
    seats,
    reason,
    size,
  });
  if (panel === undefined) {
    const row = PANEL_SIZES.find((each) => lines <= each.lines && size.files <= each.files);
    const why = whyAll(attempt);
    if (row === undefined || row.seats >= all.length || why !== undefined) return undefined;
    const seats = smallPanel(rules, row.seats);
    if (seats.length >= all.length) return undefined;
    return choose(seats, `${lines} changed line(s) in ${size.files} file(s): ${seats.length} of ${all.length} verifiers`);
  }
  if (panel.seats.length === all.length || attempt.rounds.length > 0) return undefined;
  const spoken = panel.seats.filter((seat) =>
    seatDispatches(attempt, seat).some(({ judged }) => judged?.result === 'valid' && judged.clean !== true),
  );
  if (spoken.length > 0) return choose(all, `${spoken.join(', ')} did not pass it without a word: the whole roster is asked`);
  return undefined;
}

/** A member of a small panel that gives no result leaves its place to the whole roster. */
export function panelAfterFault(state: RunState, attempt: AttemptState): Extract<Action, { type: 'choose-panel' }> | undefined {
  const { panel, n } = attempt;
  const all = state.started?.verifiers ?? [];
  if (panel === undefined || panel.seats.length === all.length || attempt.rounds.length > 0) return undefined;
  return {
    type: 'choose-panel',
    attempt: n,
    seats: all,
    reason: 'a verifier gave no result: the whole roster is asked',
    size: panel.size,
  };
}

/** What speaks for the whole roster whatever the size. */
function whyAll({ n, candidate, audited }: AttemptState): string | undefined {
  if (n > 1) return 'an attempt failed before';
  if (candidate?.files.some(({ binary }) => binary) === true) return 'a binary file changed';
  if (candidate?.changed === false) return 'nothing changed';
  return GRAVE.has(audited?.gravest ?? 'note') ? 'okstra found something itself' : undefined;
}

const GRAVE: ReadonlySet<Severity> = new Set(['blocker', 'major']);

/** The first of the roster, other vendors than the writer's before it, each vendor once before any comes twice. */
function smallPanel({ roster, writer, requireCrossVendor }: PanelRules, count: number): readonly string[] {
  // Where nobody knows who wrote the change, of two vendors at least one is another.
  const least = requireCrossVendor && writer === null ? 2 : 1;
  const foreign = roster.filter(({ vendor }) => vendor !== writer);
  const own = roster.filter(({ vendor }) => vendor === writer);
  // Nobody of another vendor: one seat more would be no independent look either, so size alone decides.
  const chosen = firstOfEachVendor([...firstOfEachVendor(foreign), ...own]).slice(0, Math.max(count, least));
  const ids = new Set(chosen.map(({ id }) => id));
  return roster.flatMap(({ id }) => (ids.has(id) ? [id] : []));
}

/** One seat of every vendor first, then the others, both in the given order. */
function firstOfEachVendor(seats: readonly RosterSeat[]): readonly RosterSeat[] {
  const isFirst = (seat: RosterSeat, index: number): boolean => seats.findIndex(({ vendor }) => vendor === seat.vendor) === index;
  return [...seats.filter(isFirst), ...seats.filter((seat, index) => !isFirst(seat, index))];
}
