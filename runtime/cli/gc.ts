/** `okstra gc`: what could go, why, and how much room it takes; what stays, and why. */
import type { GarbageKind, GcAnswer, Kept, Removed } from '../conductor/index.ts';
import { collectGarbage, realPorts } from '../conductor/index.ts';
import type { CommandHandler } from './context.ts';
import { sizeText } from './quantity-text.ts';
import { renderTable } from './table.ts';

export const gc: CommandHandler = async (context, items, options) => {
  const answer = await collectGarbage(
    {
      cwd: context.cwd,
      items,
      force: options['force'] === true,
      apply: options['apply'] === true,
      retention: {
        ...(options['olderThan'] === undefined ? {} : { runsMs: options['olderThan'] as number }),
        ...(options['keepLast'] === undefined ? {} : { keepLast: options['keepLast'] as number }),
      },
    },
    { ...realPorts(), env: context.env },
  );
  const failed = answer.garbage.filter(({ problem }) => problem !== undefined);
  const exitCode = failed.length === 0 ? 0 : failed.some(({ problem }) => problem?.category === 'system') ? 5 : 3;
  return { exitCode, text: gcText(answer), document: { ...gcDocument(answer), ok: exitCode === 0 } };
};

const bytesOf = (garbage: readonly Removed[]): number => garbage.reduce((sum, { bytes }) => sum + bytes, 0);

const gcDocument = ({ applied, retention, garbage, kept }: GcAnswer) => ({
  applied,
  retention,
  bytes: bytesOf(garbage.filter(({ problem }) => problem === undefined)),
  garbage: garbage.map(({ item, problem, ...rest }) => ({
    ...rest,
    item: item === undefined ? null : `${item.group}/${item.id}`,
    removed: applied && problem === undefined,
    problem: problem ?? null,
  })),
  kept: kept.map(({ fix, ...rest }) => ({ ...rest, fix: fix ?? null })),
});

/** In the order in which they are listed. */
const KINDS: Readonly<Record<GarbageKind, string>> = {
  run: 'runs',
  logs: 'streams and logs of runs that stay',
  worktree: 'worktrees',
  scratch: 'scratch folders',
  cache: 'caches',
  temporary: 'drafts of files',
  trash: 'left over from an earlier gc',
};

function gcText({ applied, garbage, kept }: GcAnswer): string {
  const gone = garbage.filter(({ problem }) => problem === undefined);
  const head =
    garbage.length === 0
      ? 'Nothing to remove.'
      : applied
        ? `Removed ${gone.length} of ${garbage.length}, ${sizeText(bytesOf(gone))}.`
        : `${garbage.length} could go, ${sizeText(bytesOf(garbage))}. Nothing was removed: --apply does it.`;
  const parts = (Object.keys(KINDS) as GarbageKind[]).flatMap((kind) => {
    const own = gone.filter((each) => each.kind === kind);
    return own.length === 0 ? [] : ['', `${KINDS[kind]} (${own.length}, ${sizeText(bytesOf(own))})`, garbageTable(own)];
  });
  const lost = gone.flatMap(({ name, loses }) => loses.map((loss) => `  ${name}: ${loss}`));
  const problems = garbage.flatMap(({ name, problem }) =>
    problem === undefined ? [] : [`  ${name}: ${problem.message}`, ...fixOf(problem.fix)],
  );
  return [
    head,
    ...parts,
    ...(lost.length === 0 ? [] : ['', applied ? 'lost with it:' : 'would be lost with it:', ...lost]),
    ...(problems.length === 0 ? [] : ['', 'stays, because it could not go:', ...problems]),
    ...(kept.length === 0 ? [] : ['', 'stays:', ...kept.flatMap(keptLines)]),
  ].join('\n');
}

const garbageTable = (garbage: readonly Removed[]): string =>
  renderTable(
    ['Size', 'What', 'Why', 'Item'],
    garbage.map(({ bytes, name, reason, item }) => [sizeText(bytes), name, reason, item?.id ?? '-']),
  );

const keptLines = ({ name, reason, fix }: Kept): readonly string[] => [`  ${name}: ${reason}`, ...fixOf(fix)];

const fixOf = (fix: string | undefined): readonly string[] => (fix === undefined ? [] : [`    fix: ${fix}`]);
