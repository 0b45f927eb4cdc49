/** `okstra inspect logs`: prompts, streams and logs of a run, one of them in full, or the run as it goes on. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { nearest } from '../config/nearest.ts';
import { fail } from '../model/failure.ts';
import type { CollectedFile } from '../store/collected.ts';
import { collectedFiles } from '../store/collected.ts';
import type { RunSummary } from '../store/runs.ts';
import { chooseRun } from './chosen-run.ts';
import type { CommandHandler } from './context.ts';
import { followRun } from './follow-run.ts';
import { sizeText } from './quantity-text.ts';
import { renderTable } from './table.ts';

type LogKind = 'prompt' | 'stream' | 'answer' | 'structured' | 'errors' | 'log' | 'check';

export interface LogEntry {
  /** What `--show` takes: `executor-1` is the stream of that dispatch, `prompt:executor-1` its prompt; a check by its own name. */
  readonly name: string;
  readonly kind: LogKind;
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
}

export const logs: CommandHandler = async (context, [ref], options) => {
  if (options['show'] !== undefined && options['follow'] === true) {
    throw fail('usage', 'show-and-follow', 'Expected either --show or --follow, found both.', { fix: 'Leave one of them out.' });
  }
  const { session, run } = await chooseRun(context, ref);
  if (options['follow'] === true) return followRun(context, session.repo.top, run);
  const entries = listLogs(run.dir);
  const about = { id: run.runId, item: run.itemId, outcome: run.outcome, dir: run.dir };
  const collected = collectedFiles(run.dir);
  if (options['show'] === undefined) {
    const text = [inventoryText(run, entries), ...collectedText(collected)].join('\n\n');
    return { exitCode: 0, text, document: { ok: true, run: about, logs: entries, collected } };
  }
  const entry = pick(entries, options['show'] as string, run);
  const text = readFileSync(entry.path, 'utf8');
  const shown = process.stdout.isTTY ? stripVTControlCharacters(text) : text;
  return { exitCode: 0, text: shown.replace(/\n$/, ''), document: { ok: true, run: about, log: { ...entry, text } } };
};

/** Folder of a run, ending of a file's name, and what such a file is. */
const PLACES: readonly { readonly folder: string; readonly ending: string; readonly kind: LogKind; readonly prefix: string }[] = [
  { folder: 'prompts', ending: '.md', kind: 'prompt', prefix: 'prompt:' },
  { folder: 'results', ending: '.raw.jsonl', kind: 'stream', prefix: '' },
  { folder: 'results', ending: '.structured.json', kind: 'structured', prefix: 'structured:' },
  { folder: 'results', ending: '-errors.json', kind: 'errors', prefix: 'errors:' },
  { folder: 'results', ending: '.md', kind: 'answer', prefix: 'answer:' },
  { folder: 'logs', ending: '.log', kind: 'log', prefix: 'log:' },
  { folder: 'checks', ending: '.log', kind: 'check', prefix: '' },
];

/** @param dir the run folder */
export function listLogs(dir: string): readonly LogEntry[] {
  return PLACES.flatMap(({ folder, ending, kind, prefix }) =>
    filesOf(join(dir, folder), ending).map((file) => {
      const path = join(dir, folder, file);
      return { name: prefix + file.slice(0, -ending.length), kind, path, bytes: statSync(path).size };
    }),
  );
}

const filesOf = (folder: string, ending: string): readonly string[] =>
  statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true
    ? readdirSync(folder)
        .filter((name) => name.endsWith(ending))
        .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    : [];

function pick(entries: readonly LogEntry[], name: string, run: RunSummary): LogEntry {
  const found = entries.find((entry) => entry.name === name);
  if (found) return found;
  const collected = collectedFiles(run.dir).find(({ path }) => nameOf(path) === name);
  if (collected) {
    throw fail(
      'usage',
      'log-collected',
      `Expected ${collected.path}, found that okstra gc removed it on ${collected.at.slice(0, 10)}.`,
      {
        fix: `okstra inspect report ${run.runId} tells what it came to.`,
      },
    );
  }
  const names = entries.map((entry) => entry.name);
  const meant = nearest(name, names);
  throw fail(
    'usage',
    'log-unknown',
    `Expected one of ${names.length === 0 ? 'no logs at all' : names.join(', ')}, found "${name}".`,
    {
      fix:
        meant === undefined ? `okstra inspect logs ${run.runId} lists them.` : `okstra inspect logs ${run.runId} --show ${meant}`,
    },
  );
}

/** What `--show` took a file for before it was removed. */
function nameOf(path: string): string | undefined {
  const place = PLACES.find(({ folder, ending }) => path.startsWith(`${folder}/`) && path.endsWith(ending));
  return place && place.prefix + path.slice(place.folder.length + 1, -place.ending.length);
}

const collectedText = (files: readonly CollectedFile[]): readonly string[] =>
  files.length === 0
    ? []
    : [
        `okstra gc removed ${files.length} more on ${[...new Set(files.map(({ at }) => at.slice(0, 10)))].join(', ')}; they are named with --json.`,
      ];

function inventoryText(run: RunSummary, entries: readonly LogEntry[]): string {
  const head = `${run.runId} (${run.itemId}): ${run.dir}`;
  if (entries.length === 0) return `${head}\nNothing was logged yet.`;
  const table = renderTable(
    ['Name', 'Kind', 'Size', 'File'],
    entries.map((entry) => [entry.name, entry.kind, sizeText(entry.bytes), entry.path.slice(run.dir.length + 1)]),
  );
  return `${head}\n\n${table}`;
}
