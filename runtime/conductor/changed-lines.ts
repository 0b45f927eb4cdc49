/** Which lines of which files a diff touches, on its new side. */
import parseDiff from 'parse-diff';

export type ChangedLines = ReadonlyMap<string, ReadonlySet<number>>;

/** A deletion touches the line after it. */
export function changedLines(diff: string): ChangedLines {
  const files = new Map<string, Set<number>>();
  for (const file of parseDiff(diff)) {
    const lines = new Set<number>();
    for (const chunk of file.chunks) {
      let next = chunk.newStart;
      for (const change of chunk.changes) {
        if (change.type === 'normal') next = change.ln2 + 1;
        else if (change.type === 'add') {
          lines.add(change.ln);
          next = change.ln + 1;
        } else lines.add(next);
      }
    }
    const name = file.to === '/dev/null' ? file.from : file.to;
    if (name !== undefined) files.set(name, lines);
  }
  return files;
}

export function touches(changed: ChangedLines, file: string, range: { start: number; end: number }): boolean {
  const lines = changed.get(file);
  if (!lines) return false;
  for (const line of lines) if (line >= range.start && line <= range.end) return true;
  return false;
}
