/** .spec-manifest.md: which specs there are, and the hashes that okstra keeps of them. */
import type { Failure } from '../../model/failure.ts';
import type { HeaderField, Heading } from './headings.ts';
import { headerFields, headingsOf } from './headings.ts';
import type { Splice, TextLine } from './lines.ts';
import { applySplices, splitLines } from './lines.ts';
import { replaceSection } from './progress-file.ts';
import type { SpecText } from './sections.ts';
import { manifestHash, sectionsOf, titleOf } from './sections.ts';
import { findTable, tableText, valueIn } from './tables.ts';
import { setHeader } from './tasks-edit.ts';

export interface ManifestSpec {
  /** As written, without quotes and links. */
  readonly path: string;
  readonly description: string;
  /** The document that the spec was made from; empty: none is named. */
  readonly source: string;
}

export interface ManifestFile {
  readonly lines: readonly TextLine[];
  readonly headings: readonly Heading[];
  readonly header: readonly HeaderField[];
  readonly specs: readonly ManifestSpec[];
  /** Specs that the manifest says depend on each other: those that one row of another table names. */
  readonly related: readonly (readonly string[])[];
  /** `file#section` to the hash on record. */
  readonly sections: ReadonlyMap<string, string>;
  readonly problems: readonly Failure[];
}

const HASHES = 'Section Hashes';

export function parseManifest(text: string, file: string): ManifestFile {
  const lines = splitLines(text);
  const headings = headingsOf(lines);
  const hashes = headings.find(({ title }) => title.toLowerCase() === HASHES.toLowerCase());
  const specs: ManifestSpec[] = [];
  const problems: Failure[] = [];
  const sections = new Map<string, string>();
  const others: string[] = [];
  for (let from = 0; from < lines.length; ) {
    const table = findTable(lines, from, lines.length);
    if (table === undefined) break;
    from = table.end;
    const isHashes = hashes !== undefined && table.head > hashes.line && table.columns.some((name) => /^hash$/i.test(name));
    const column = table.columns.find((name) => /^(?:spec(?: file)?|file)$/i.test(name.trim()));
    if (isHashes) {
      for (const row of table.rows)
        sections.set(`${valueIn(table, row, 'File')}#${valueIn(table, row, 'Section')}`, valueIn(table, row, 'Hash'));
      continue;
    }
    // Of several tables with files the first lists the specs; another one tells what depends on what.
    if (column === undefined || specs.length > 0) {
      others.push(...table.rows.map(({ cells }) => cells.map(({ value }) => value).join(' ')));
      continue;
    }
    for (const row of table.rows) {
      const path = pathIn(valueIn(table, row, column));
      if (path === '') {
        problems.push({
          category: 'findings',
          code: 'manifest-file',
          message: `Expected the path of a spec in the column ${column}, found "${valueIn(table, row, column)}".`,
          fix: 'Write the path relative to this folder, for example api.md.',
          place: { file, line: row.line + 1 },
        });
      } else
        specs.push({
          path,
          description: valueIn(table, row, 'Description'),
          source: pathIn(valueIn(table, row, 'Source doc') || valueIn(table, row, 'Source document')),
        });
    }
  }
  const top = headings.find(({ level }) => level >= 2)?.line ?? lines.length;
  const related = others
    .map((row) => specs.map(({ path }) => path).filter((path) => namesPath(row, path)))
    .filter(({ length }) => length > 1);
  return { lines, headings, header: headerFields(lines, top), specs, related, sections, problems };
}

const namesPath = (text: string, path: string): boolean =>
  text.split(/[\s,;`()[\]|]+/).some((word) => word.replace(/^\.\//, '') === path);

function pathIn(text: string): string {
  const link = /\[[^\]]*\]\(([^)]+)\)/.exec(text)?.[1];
  const path = (link ?? text).replaceAll('`', '').trim().replace(/^\.\//, '');
  return /\.\w+$/.test(path) && !path.split('/').includes('..') && !path.startsWith('/') ? path : '';
}

/** The manifest with the hashes of the specs as they are. */
export function withHashes(file: ManifestFile, specs: readonly SpecText[]): string {
  const rows = specs.flatMap((spec) => {
    const sections = sectionsOf(spec);
    return sections
      .filter(({ title, level }) => title !== '' && level > 1)
      .map((section) => [section.path, titleOf(sections, section), section.hash]);
  });
  const splices: readonly Splice[] = [
    ...setHeader(file, { 'Content hash': manifestHash(specs) }),
    ...replaceSection(file, HASHES, tableText(['File', 'Section', 'Hash'], rows)),
  ];
  return applySplices(file.lines, splices);
}

/** A manifest for specs that have none. */
export const newManifestText = (specs: readonly SpecText[], generated: string): string =>
  [
    '# Spec Manifest',
    '',
    `**Generated**: ${generated}`,
    '**Format**: Markdown',
    `**Content hash**: ${manifestHash(specs)}`,
    '',
    '## Specs',
    '',
    ...tableText(
      ['Spec file', 'Description'],
      specs.map((spec) => [spec.path, sectionsOf(spec)[1]?.title ?? '']),
    ),
    '',
  ].join('\n');
