/** One spec folder, whole. */
import { basename, dirname, join } from 'node:path';
import { parseLegacy } from '../../config/legacy.ts';
import { LEGACY_SPECS_FILE } from '../../config/load.ts';
import { positionAt } from '../../config/text.ts';
import { type Failure, fail, type Notice, OkstraError } from '../../model/failure.ts';
import { isSafeId, makeTaskKey } from '../../model/ids.ts';
import type { ItemTemplate } from '../../model/item.ts';
import { parseLocatedJson } from '../../prompts/json.ts';
import type { ItemPlace, Loaded, SourceOptions } from '../source.ts';
import { parseCriteria } from './criteria.ts';
import { GROUP, missing, UNNAMED } from './discover.ts';
import {
  CHECKLIST_FILE,
  EXECUTOR_TEMPLATE,
  METADATA_FILE,
  REPORT_FILE,
  readText,
  repoPath,
  SPEC_FILE,
  VERIFIER_TEMPLATE,
} from './files.ts';
import { firstTitle } from './markdown.ts';
import { lifecycleOf, type Metadata, parseMetadata, SAFE, statusNotice } from './metadata.ts';
import { parseReportTail } from './report-tail.ts';

/** Reports hold the executor's words; only their beginning is looked at, but a limit keeps a runaway file out of memory. */
const MAX_REPORT_BYTES = 16 * 1_048_576;

/** Reads everything a run needs of an item. Throws for what is missing or malformed. */
export function loadSpec(place: Pick<ItemPlace, 'dir' | 'path'>, options: SourceOptions): Loaded {
  const { dir, path } = place;
  const read = (name: string, limit?: number): string | undefined =>
    readText({ path: join(dir, name), shown: `${path}/${name}`, top: options.repoTop }, limit);
  const body = read(SPEC_FILE);
  if (body === undefined) throw new OkstraError(missing(path, SPEC_FILE));
  const metadata = parseStrictly(read(METADATA_FILE), path);
  const id = metadata.id ?? basename(dir);
  if (!isSafeId(id)) {
    throw fail('usage', 'unsafe-id', `Expected ${SAFE}, found the folder name "${id}".`, {
      fix: `Rename the folder, or add "id" to ${path}/${METADATA_FILE}.`,
      place: { file: path },
    });
  }
  const checklist = read(CHECKLIST_FILE) ?? '';
  const root = dirname(dir);
  const acceptanceCommands = commandsFor(metadata, root, options);
  const templates = readTemplates(root, options.repoTop);
  const carried = carriedTasks(path, metadata, () => read(REPORT_FILE, MAX_REPORT_BYTES));
  const unknownStatus = statusNotice(metadata.status, `${path}/${METADATA_FILE}`);
  return {
    item: {
      key: makeTaskKey(options.project, GROUP, id),
      source: 'spec-folders',
      group: GROUP,
      id,
      name: metadata.name ?? firstTitle(body) ?? UNNAMED,
      dir,
      path,
      body,
      checklist,
      criteria: parseCriteria({ checklist, body, commands: [...acceptanceCommands, ...options.checkCommands] }),
      acceptanceCommands,
      dependsOn: metadata.dependsOn,
      lifecycle: lifecycleOf(metadata.status),
      nativeStatus: metadata.status,
      carriedTasks: carried.tasks,
      ...(metadata.labels === undefined ? {} : { labels: metadata.labels }),
      ...(metadata.files === undefined ? {} : { files: metadata.files }),
      ...(templates.executor === undefined ? {} : { executorTemplate: templates.executor }),
      ...(templates.verifier === undefined ? {} : { verifierTemplate: templates.verifier }),
      writeBackPaths: writeBackPaths(path),
    },
    notices: [...(unknownStatus === undefined ? [] : [unknownStatus]), ...templates.notices, ...carried.notices],
  };
}

/** Files of an item that okstra writes, relative to the repository. */
export const writeBackPaths = (path: string): readonly string[] => [`${path}/${METADATA_FILE}`, `${path}/${REPORT_FILE}`];

/** Listing forgives a name that occurs twice; a run, which writes the file back, cannot. */
function parseStrictly(text: string | undefined, path: string): Metadata {
  const file = `${path}/${METADATA_FILE}`;
  if (text === undefined) throw new OkstraError(missing(path, METADATA_FILE));
  const parsed = parseMetadata(text, file);
  if (!parsed.ok) throw several(parsed.failure);
  const located = parseLocatedJson(text);
  if (located.ok) return parsed.value;
  const { offset, expected, found } = located.failure;
  throw fail('usage', 'metadata-syntax', `Expected ${expected}, found ${found}.`, {
    fix: `Mend the JSON of ${file} at that place.`,
    place: { file, ...positionAt(text, offset) },
  });
}

function several(failures: readonly Failure[]): OkstraError {
  const [first, ...rest] = failures;
  if (first === undefined) throw new Error('an error needs a failure');
  if (rest.length === 0) return new OkstraError(first);
  return new OkstraError({
    ...first,
    message: [first, ...rest].map(({ message }) => message).join(' '),
    details: { problems: failures },
  });
}

function commandsFor(metadata: Metadata, root: string, { repoTop, acceptanceCommands }: SourceOptions): readonly string[] {
  if (metadata.acceptanceCommands.length > 0) return metadata.acceptanceCommands;
  const shown = `${repoPath(repoTop, root)}/${LEGACY_SPECS_FILE}`;
  const text = readText({ path: join(root, LEGACY_SPECS_FILE), shown, top: repoTop });
  if (text === undefined) return acceptanceCommands;
  const settings = parseLegacy(text, shown);
  if (!settings.ok) throw several(settings.failure);
  const commands = settings.value.layer.config.run?.acceptanceCommands ?? [];
  return commands.length > 0 ? commands : acceptanceCommands;
}

interface Templates {
  readonly executor?: ItemTemplate;
  readonly verifier?: ItemTemplate;
  readonly notices: readonly Notice[];
}

function readTemplates(root: string, repoTop: string): Templates {
  const rootPath = repoPath(repoTop, root);
  const read = (name: string): ItemTemplate | undefined => {
    const path = `${rootPath}/${name}`;
    const text = readText({ path: join(root, name), shown: path, top: repoTop });
    return text === undefined ? undefined : { path, text };
  };
  const executor = read(EXECUTOR_TEMPLATE);
  const verifier = read(VERIFIER_TEMPLATE);
  const absent = [...(executor === undefined ? [EXECUTOR_TEMPLATE] : []), ...(verifier === undefined ? [VERIFIER_TEMPLATE] : [])];
  return {
    ...(executor === undefined ? {} : { executor }),
    ...(verifier === undefined ? {} : { verifier }),
    notices:
      absent.length === 0
        ? []
        : [
            {
              code: 'template-missing',
              message: `There is no ${absent.join(' and no ')} in ${rootPath}; okstra's own is used.`,
              fix: 'okstra init writes templates to edit.',
            },
          ],
  };
}

/** A run starts from what the item's last run left behind, unless that run ended well. */
function carriedTasks(
  path: string,
  metadata: Metadata,
  readReport: () => string | undefined,
): { readonly tasks: readonly string[]; readonly notices: readonly Notice[] } {
  const file = `${path}/${REPORT_FILE}`;
  const ignored = (why: string) => ({
    tasks: [],
    notices: [
      { code: 'report-unreadable', message: `${file}: ${why}; the run starts without the remaining tasks of the last one.` },
    ],
  });
  if (metadata.status === 'done') return { tasks: [], notices: [] };
  try {
    const tail = parseReportTail(readReport() ?? '');
    if (tail.status !== 'missing') return { tasks: [], notices: [] };
    return tail.problem === undefined ? { tasks: tail.remainingTasks, notices: [] } : ignored(tail.problem);
  } catch (error) {
    if (error instanceof OkstraError) return ignored(error.message);
    throw error;
  }
}
