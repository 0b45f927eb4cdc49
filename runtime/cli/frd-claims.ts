/** `okstra frd claims` and `okstra frd release`: who has which task. */
import { settleClaims } from '../conductor/frd/settle.ts';
import { EXIT_CODES, fail } from '../model/failure.ts';
import type { ClaimsView } from '../sources/frd/claims/index.ts';
import { awaitedBranch, isOfClone, releaseClaims } from '../sources/frd/claims/index.ts';
import { holdingText } from '../sources/frd/index.ts';
import type { CommandHandler } from './context.ts';
import { frdRedactor, lookingContext, noteProblems, openFrdConfig, openFrds } from './frd-shared.ts';
import { renderTable } from './table.ts';

/** Claims of this clone whose branch was merged go on the way; those that wait for it are renewed. */
export const claims: CommandHandler = async (context) => {
  const opened = await openFrds(context);
  noteProblems(context, opened.set);
  const { checkout, config, set } = opened;
  const looking = await lookingContext(opened);
  const answer = await settleClaims({
    clone: checkout,
    context: looking,
    set,
    mergeLeaseMs: config.settings.frd.mergeLeaseMs,
  });
  const redactor = await frdRedactor(context, opened);
  const settled = redactor.value(answer.settled);
  const view = { ...answer.view, remote: redactor.value(answer.view.remote) };
  for (const { taskId, why } of settled.failed) context.note(`warning: the claim of ${taskId} stays as it is: ${why}`);
  const rows = rowsOf(view, checkout.commonDir);
  return {
    exitCode: 0,
    text: claimsTable(rows, view, settled.merged),
    document: { ok: true, remote: view.remote, claims: rows, settled },
  };
};

export interface ClaimRow {
  readonly taskId: string;
  readonly where: 'remote' | 'local';
  readonly state: string;
  readonly ownerId: string | null;
  readonly ownerInfo: unknown;
  readonly createdAt: string | null;
  readonly expiresAt: string | null;
  /** Branch that has to be merged. */
  readonly branch: string | null;
  readonly isOfThisClone: boolean;
  readonly text: string;
}

function rowsOf(view: ClaimsView, commonDir: string): readonly ClaimRow[] {
  const entries = [
    ...[...view.there.values()].map(({ taskId, claim }) => ({ taskId, claim, where: 'remote' as const, isStale: false })),
    ...[...view.here.values()].map(({ taskId, claim, isStale }) => ({ taskId, claim, where: 'local' as const, isStale })),
  ];
  return entries
    .toSorted((a, b) => (a.taskId < b.taskId ? -1 : 1))
    .map(({ taskId, claim, where, isStale }) => {
      const payload = typeof claim === 'string' ? undefined : claim.payload;
      const holding = view.holdings.get(taskId);
      return {
        taskId,
        where,
        state: isStale ? 'stale' : (holding?.kind ?? 'free'),
        ownerId: payload?.ownerId ?? null,
        ownerInfo: payload?.ownerInfo ?? null,
        createdAt: payload?.createdAt ?? null,
        expiresAt: payload?.expiresAt ?? null,
        branch: (payload === undefined ? undefined : awaitedBranch(payload)) ?? null,
        isOfThisClone: payload !== undefined && isOfClone(payload.ownerId, commonDir),
        text: isStale ? 'stale: the next run removes it' : holding === undefined ? 'free' : holdingText(holding),
      };
    });
}

function claimsTable(rows: readonly ClaimRow[], { remote }: ClaimsView, merged: readonly string[]): string {
  const where =
    remote.kind === 'reached'
      ? `Claims at ${remote.name} and in this checkout`
      : remote.kind === 'absent'
        ? `Claims in this checkout (${remote.why})`
        : `Claims in this checkout (${remote.name} cannot be reached: ${remote.why})`;
  const gone = merged.length === 0 ? [] : [`Merged, so given back: ${merged.join(', ')}`];
  if (rows.length === 0) return [`${where}: none.`, ...gone].join('\n');
  const table = renderTable(
    ['Task', 'Where', 'State', 'Until', 'Owner'],
    rows.map(({ taskId, where: place, state, expiresAt, ownerId, isOfThisClone }) => [
      taskId,
      place,
      state,
      expiresAt ?? '',
      `${ownerId ?? 'not known'}${isOfThisClone ? ' (this clone)' : ''}`,
    ]),
  );
  return [`${where}:`, table, ...gone].join('\n');
}

/** @throws OkstraError `frd-unknown` */
export const release: CommandHandler = async (context, taskIds, options) => {
  const wrong = taskIds.find((id) => !/^FRD-\d{3}-T\d+$/.test(id));
  if (wrong !== undefined) {
    throw fail('usage', 'frd-unknown', `Expected the id of a task such as FRD-001-T2, found "${wrong}".`, {
      fix: 'okstra frd claims lists all of them.',
    });
  }
  const opened = await openFrdConfig(context);
  const looking = await lookingContext(opened);
  const force = options['force'] === true;
  const answer = await releaseClaims(
    looking,
    taskIds,
    (ownerId) => force || (ownerId !== undefined && isOfClone(ownerId, opened.checkout.commonDir)),
  );
  const { released } = answer;
  const kept = (await frdRedactor(context, opened)).value(answer.kept);
  const none = taskIds.filter((id) => !released.includes(id) && kept.every(({ taskId }) => taskId !== id));
  return {
    exitCode: kept.length === 0 ? 0 : EXIT_CODES.blocked,
    text: [
      ...released.map((id) => `${id}: given back`),
      ...none.map((id) => `${id}: not claimed`),
      ...kept.map(({ taskId, why }) => `${taskId}: kept, ${why}`),
      ...(kept.length === 0 || force ? [] : ['fix: okstra frd release --force gives back claims of others too']),
    ].join('\n'),
    document: { ok: kept.length === 0, released, notClaimed: none, kept },
  };
};
