/** The state of all items for people. Apart from reading it, because `--json` does without. */
import type { Overview, OverviewItem } from '../sources/overview.ts';
import { placeText } from './failure-text.ts';
import type { Status, StatusWarning } from './inspect-status.ts';
import type { Cell, CellStyle } from './table.ts';
import { colour, oneLine, renderTable } from './table.ts';

const STYLES: Readonly<Record<OverviewItem['badge'], CellStyle>> = {
  TODO: 'bold',
  'IN PROGRESS': 'cyan',
  DONE: 'green',
  BLOCKED: 'yellow',
  FAILED: 'red',
};

export function statusText(found: Status): string {
  const { overview, others } = found;
  const isEmpty = overview.items.length === 0;
  const specs = isEmpty
    ? [countsText(overview), '', `No items in ${overview.root}.\nokstra init writes a first one.`]
    : tableOf(overview);
  // Who works with a queue or feature documents alone needs no word about spec folders.
  const tables = [...(isEmpty && others.length > 0 ? [] : [specs]), ...others.map((other) => tableOf(other.overview))];
  const parts = tables.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
  return [...parts, ...warningLines(found.warnings)].join('\n');
}

const tableOf = (overview: Overview): readonly string[] => [
  countsText(overview),
  '',
  renderTable(['ID', 'Name', 'Status', 'Deps', 'Last run'], rowsOf(overview)),
];

export function countsText(overview: Overview): string {
  const parts = Object.entries(overview.counts).map(([badge, count]) => `${count} ${badge.toLowerCase()}`);
  return `${overview.items.length} item${overview.items.length === 1 ? '' : 's'} in ${overview.root}: ${parts.join(', ')}`;
}

function rowsOf({ items }: Overview): readonly (readonly Cell[])[] {
  const done = new Set(items.filter(({ lifecycle }) => lifecycle === 'done').map(({ id }) => id));
  return items.map((item) => {
    const held = item.readiness.kind === 'leased' ? ` (held by ${item.readiness.by})` : '';
    return [
      item.id,
      item.name,
      { text: `${item.badge}${held}`, style: STYLES[item.badge] },
      depsText(item, done),
      item.lastRun ?? '-',
    ];
  });
}

/** Dependencies that are not done say so; those that no item has say that. */
function depsText({ dependsOn, unknownDependencies }: OverviewItem, done: ReadonlySet<string>): string {
  if (dependsOn.length === 0) return '-';
  return dependsOn
    .map((id) => (done.has(id) ? id : `${id} (${unknownDependencies.includes(id) ? 'unknown' : 'open'})`))
    .join(', ');
}

const warningLines = (warnings: readonly StatusWarning[]): readonly string[] =>
  warnings.length === 0 ? [] : ['', ...warnings.flatMap(warningText)];

function warningText({ message, fix, place }: StatusWarning): readonly string[] {
  const where = place === undefined ? '' : `${placeText(place)}: `;
  return [
    `${colour('yellow', 'warning:')} ${oneLine(where + message)}`,
    ...(fix === undefined ? [] : [`${colour('cyan', 'fix:')} ${fix}`]),
  ];
}
