/** The Mermaid dependency graph of TASKS.md: drawn anew when it does not say what the tasks say, left alone otherwise. */
import type { Splice, TextLine } from './lines.ts';
import type { Task, TasksFile } from './tasks-file.ts';

/** Lines of the graph, without the fences. */
export function graphLines(tasks: readonly Pick<Task, 'id' | 'title' | 'area' | 'dependsOn'>[]): readonly string[] {
  const areas = [...new Set(tasks.map(({ area }) => area))];
  const known = new Set(tasks.map(({ id }) => id));
  return [
    'flowchart TD',
    ...areas.flatMap((area, index) => [
      `  subgraph area${index + 1}["${label(area === '' ? 'Tasks' : area)}"]`,
      ...tasks.filter((task) => task.area === area).map(({ id, title }) => `    ${nodeOf(id)}["${label(`${id}: ${title}`)}"]`),
      '  end',
    ]),
    ...tasks.flatMap(({ id, dependsOn }) =>
      dependsOn.filter((target) => known.has(target)).map((target) => `  ${nodeOf(target)} --> ${nodeOf(id)}`),
    ),
  ];
}

const nodeOf = (id: string): string => id.replace('-', '');
const label = (text: string): string =>
  text
    .replaceAll('"', "'")
    .replaceAll(/[\][{}<>|#;]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 60);

const ID = /\b([TF])-?(\d+[A-Z]?)\b/;

/** Nodes and edges that a drawing shows, whoever drew it. */
export function readGraph(lines: readonly string[]): {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
} {
  const nodes = new Set<string>();
  const edges = new Set<string>();
  for (const raw of lines) {
    const line = raw.replaceAll(/"[^"]*"|\[[^\]]*\]|\([^)]*\)|\|[^|]*\|/g, ' ');
    const chain = line.split(/<?[-=.]{2,}[>ox]?/).map((part) => part.split('&').map(idIn));
    for (const [index, part] of chain.entries()) {
      for (const id of part) if (id !== undefined) nodes.add(id);
      const next = chain[index + 1] ?? [];
      for (const from of part) for (const to of next) if (from !== undefined && to !== undefined) edges.add(`${from} ${to}`);
    }
  }
  return { nodes, edges };
}

function idIn(text: string): string | undefined {
  const match = ID.exec(text);
  return match === null ? undefined : `${match[1]}-${match[2]}`;
}

/** Changes that bring the drawing into step; none when there is no drawing, or when it says what the tasks say. */
export function graphSplices({ lines, headings, tasks, damaged }: TasksFile): readonly Splice[] {
  const heading = headings.find(({ title }) => /^dependency graph$/i.test(title));
  if (heading === undefined) return [];
  const end = headings.find(({ line, level }) => line > heading.line && level <= heading.level)?.line ?? lines.length;
  const fence = fenceIn(lines, heading.line + 1, end);
  // A damaged row cannot be drawn: the drawing stays as it is until the row is mended.
  if (fence === undefined || damaged.size > 0) return [];
  const shown = readGraph(lines.slice(fence.from, fence.to).map(({ text }) => text));
  const known = new Set(tasks.map(({ id }) => id));
  const edges = new Set(
    tasks.flatMap(({ id, dependsOn }) => dependsOn.filter((target) => known.has(target)).map((target) => `${target} ${id}`)),
  );
  if (isSame(shown.nodes, known) && isSame(shown.edges, edges)) return [];
  return [{ at: fence.from, remove: fence.to - fence.from, insert: graphLines(tasks) }];
}

const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((value) => b.has(value));

/** Lines between the fences of the first Mermaid block. */
function fenceIn(
  lines: readonly TextLine[],
  from: number,
  to: number,
): { readonly from: number; readonly to: number } | undefined {
  const open = lines.findIndex(({ text }, line) => line >= from && line < to && /^\s*(?:`{3,}|~{3,})\s*mermaid\b/.test(text));
  if (open === -1) return undefined;
  const close = lines.findIndex(({ text }, line) => line > open && /^\s*(?:`{3,}|~{3,})\s*$/.test(text));
  return close === -1 ? undefined : { from: open + 1, to: close };
}
