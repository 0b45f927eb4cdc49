/** `okstra followups list` and `show`: what runs left to others. Nothing is written. */
import type { FollowUpEntry, FollowUpState } from '../conductor/index.ts';
import { findFollowUp, findRun } from '../conductor/index.ts';
import type { CommandHandler } from './context.ts';
import type { OpenedFollowUps } from './followups-shared.ts';
import { followUpDocument, openFollowUps } from './followups-shared.ts';
import { oneLine, renderTable } from './table.ts';

type Wanted = FollowUpState | 'all';

export const list: CommandHandler = async (context, _args, options) => {
  const opened = await openFollowUps(context);
  const { session, view } = opened;
  const { top } = session.repo;
  const wanted = options['state'] as Wanted;
  const run = options['run'] === undefined ? undefined : findRun(session, options['run'] as string, context.cwd).runId;
  const item = options['item'] === undefined ? undefined : itemOf(opened, options['item'] as string, context.cwd);
  const ofThem = view.entries.filter(
    (entry) => (run === undefined || entry.run.runId === run) && (item === undefined || entry.run.itemId === item),
  );
  const shown = ofThem.filter(({ state }) => wanted === 'all' || state === wanted);
  const count = (state: FollowUpState): number => ofThem.filter((entry) => entry.state === state).length;
  const counts = { open: count('open'), spawned: count('spawned'), dismissed: count('dismissed') };
  return {
    exitCode: 0,
    text: listText(shown, ofThem.length - shown.length, wanted),
    document: { ok: true, followUps: shown.map((entry) => followUpDocument(top, entry)), counts, damaged: view.damaged },
  };
};

/** An item that was removed since still has its follow-ups; any other word must name an item. */
function itemOf({ session, view }: OpenedFollowUps, ref: string, cwd: string): string {
  const bare = ref.replace(/^(?:spec|task|frd|brief):/, '').replace(/\/+$/, '');
  return view.entries.find(({ run }) => run.itemId === bare)?.run.itemId ?? session.sources.resolve(ref, cwd).item.id;
}

function listText(shown: readonly FollowUpEntry[], others: number, wanted: Wanted): string {
  const rest = others === 0 ? [] : [`${others} more: okstra followups list --state all`];
  if (shown.length === 0) return [wanted === 'all' ? 'No follow-ups.' : `No ${wanted} follow-ups.`, ...rest].join('\n');
  const table = renderTable(
    ['Follow-up', 'Item', 'State', 'Kind', 'Level', 'Phase', 'Title'],
    shown.map(({ key, run, record, state }) => [
      key,
      run.itemId,
      state,
      record.kind,
      record.level,
      record.suggestedPhase,
      record.title,
    ]),
  );
  return [table, ...rest].join('\n');
}

export const show: CommandHandler = async (context, [id = '']) => {
  const { session, view } = await openFollowUps(context);
  const entry = findFollowUp(view, id);
  const { claim, evidence, recommendation, reproducer } = entry.record;
  return {
    exitCode: 0,
    text: showText(entry),
    document: {
      ok: true,
      followUp: {
        ...followUpDocument(session.repo.top, entry),
        claim,
        evidence: evidence ?? null,
        recommendation: recommendation ?? null,
        reproducer: reproducer ?? null,
      },
    },
  };
};

function showText({ key, run, record, state, decision }: FollowUpEntry): string {
  const became =
    decision?.type === 'spawned'
      ? `spawned as ${decision.path} (${decision.by}, ${decision.at})`
      : decision?.type === 'dismissed'
        ? `dismissed: ${decision.reason} (${decision.by}, ${decision.at})`
        : state;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['state', became],
    ['item', run.itemId],
    ['origin', record.origin],
    ['kind', `${record.kind}, level ${record.level}`],
    ['phase', record.suggestedPhase],
    ['scope', record.scope],
    ['reason', record.reason],
    ['claim', record.claim],
    ['evidence', record.evidence],
    ['advice', record.recommendation],
    ['reproducer', record.reproducer],
    ['next', state === 'open' ? `okstra followups spawn ${key}` : undefined],
  ];
  return [key, ...rows.flatMap(([label, text]) => (text === undefined ? [] : [`  ${label.padEnd(11)}${oneLine(text)}`]))].join(
    '\n',
  );
}
