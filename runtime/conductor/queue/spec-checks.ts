/** What can be seen of the specs before tasks are made of them: whether they agree with each other, and with what they came from. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { findHidden, splitLines } from '../../sources/task-queue/lines.ts';
import type { ManifestFile } from '../../sources/task-queue/manifest-file.ts';
import type { QueuePlace } from '../../sources/task-queue/queue.ts';
import { unlistedSpecs } from '../../sources/task-queue/queue.ts';
import type { SpecText } from '../../sources/task-queue/sections.ts';
import { countOfTitle, sectionsOf } from '../../sources/task-queue/sections.ts';
import type { PreCheck } from './start.ts';

export const specChecks = (
  place: QueuePlace,
  specs: readonly SpecText[],
  manifest: ManifestFile | undefined,
): readonly PreCheck[] => [
  ...consistency(place, specs),
  ...coverage(place, specs, manifest),
  ...named(
    'unlisted',
    unlistedSpecs(place, manifest),
    'Markdown files that the manifest does not list',
    'List them where they are specs.',
  ),
];

const MOST_NAMED = 8;

function named(name: string, found: readonly string[], what: string, fix: string): readonly PreCheck[] {
  if (found.length === 0) return [];
  const more = found.length > MOST_NAMED ? ` and ${found.length - MOST_NAMED} more` : '';
  return [{ name, status: 'warn', detail: `${what}: ${found.slice(0, MOST_NAMED).join(', ')}${more}`, fix }];
}

/** Links that lead nowhere, titles that mean two sections, and what hides the rest of a file. */
function consistency(place: QueuePlace, specs: readonly SpecText[]): readonly PreCheck[] {
  const found = specs.flatMap((spec) => {
    const { path, text } = spec;
    const sections = sectionsOf(spec);
    const links = [...text.matchAll(/\]\(([^()\s#]+\.(?:md|markdown|mdx))(?:#[^()\s]*)?\)/gi)]
      .map(([, target = '']) => target)
      .filter((target) => !/^[a-z][\w+.-]*:/i.test(target) && !isThere(place, posix.join(posix.dirname(path), target)));
    const titles = sections.map(({ title }) => title).filter((title) => countOfTitle(sections, { path, title }) > 1);
    return [
      ...[...new Set(links)].map((target) => `${path} links to ${target}, which is not there`),
      ...[...new Set(titles)].map((title) => `${path} has several sections ${JSON.stringify(title)}`),
      ...findHidden(splitLines(text)).open.map(({ kind, line }) => `${path}:${line + 1} begins a ${kind} without end`),
    ];
  });
  return named(
    'consistency',
    found,
    'the specs do not hold together',
    'Mend the specs, or go on: tasks are made of them as they stand.',
  );
}

const isThere = ({ repoTop, rootPath }: QueuePlace, path: string): boolean => existsSync(join(repoTop, rootPath, path));

/** Documents that are not there, and sections of those that are which no spec has or speaks of. */
function coverage(place: QueuePlace, specs: readonly SpecText[], manifest: ManifestFile | undefined): readonly PreCheck[] {
  const sources = [...new Set((manifest?.specs ?? []).map(({ source }) => source).filter((source) => source !== ''))];
  const files = sources.map((source) => ({ source, file: documentFile(place, source) }));
  const missing = files.filter(({ file }) => file === undefined).map(({ source }) => source);
  const words = specs.map(({ text }) => plain(text)).join('\n');
  const uncovered = files.flatMap(({ source, file }) =>
    file === undefined
      ? []
      : sectionsOf({ path: source, text: readFileSync(file, 'utf8') })
          .filter(({ level, title }) => level === 2 && plain(title) !== '' && !words.includes(plain(title)))
          .map(({ title }) => `${source} (${title})`),
  );
  return [
    ...named('documents', missing, 'source documents that are not there', 'Correct the manifest.'),
    ...named(
      'coverage',
      uncovered,
      'sections of the source documents that no spec speaks of',
      'Write specs for them, or go on without.',
    ),
  ];
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Absolute; looked for from the top, from the folder of the specs, and from the one above it. */
const documentFile = ({ repoTop, rootPath }: QueuePlace, source: string): string | undefined =>
  [join(repoTop, source), join(repoTop, rootPath, source), join(repoTop, rootPath, '..', source)].find(
    (file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true,
  );
