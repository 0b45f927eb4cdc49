/** What a run writes into a spec folder: status, last run and notes in metadata.json, and the report. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { decodeUtf8, positionAt } from '../../config/text.ts';
import { fail, OkstraError, unreachable } from '../../model/failure.ts';
import { writeFileAtomic } from '../../store/files.ts';
import { withCheckoutLock } from '../lock.ts';
import type { ItemPlace, OutcomeRecord, SentBack, VerdictRecord, WriteGuard } from '../source.ts';
import { METADATA_FILE, REPORT_FILE } from './files.ts';
import { editJson, type JsonEdit } from './json-edit.ts';
import { parseMetadata } from './metadata.ts';

/** Where and under which lease something is written. */
export interface Place {
  readonly repoTop: string;
  readonly lease: WriteGuard;
}

export const IN_PROGRESS = 'in-progress';

/** @returns the status as it was */
export function markInProgress(place: Place, item: ItemPlace): Promise<string> {
  return editMetadata(place, item, [set('status', IN_PROGRESS)]);
}

export async function recordVerdict(
  place: Place,
  item: ItemPlace,
  { attempt, ok, remainingTasks, lastWorkerLine, at }: VerdictRecord,
): Promise<void> {
  const time = seconds(at);
  const said = `[${time}] attempt ${attempt} ${ok ? `ok: ${oneLine(lastWorkerLine) || 'no text'}` : `remaining tasks: ${joined(remainingTasks)}`}`;
  await editMetadata(place, item, [set('status', ok ? 'done' : 'in-progress'), set('lastRun', time), note(said)]);
}

/** @returns the status as it is now */
export async function recordOutcome(place: Place, item: ItemPlace, record: OutcomeRecord): Promise<string> {
  await editMetadata(place, item, outcomeEdits(record));
  return statusAfter(record);
}

function statusAfter({ outcome, statusBefore }: OutcomeRecord): string {
  if (outcome === 'accepted') return 'done';
  if (outcome === 'not-accepted') return 'failed';
  return outcome === 'waiting-quota' ? IN_PROGRESS : statusBefore;
}

/** What is left stands first in the report: the next run reads it there. */
export async function sendBack(place: Place, item: ItemPlace, { reason, remainingTasks, at }: SentBack): Promise<void> {
  const said = `[${seconds(at)}] not integrated: ${oneLine(reason)}; remaining tasks: ${joined(remainingTasks)}`;
  await editMetadata(place, item, [set('status', 'failed'), note(said)]);
  await withCheckoutLock(place.repoTop, () => {
    const file = join(item.dir, REPORT_FILE);
    const report = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const left = JSON.stringify({ remainingTasks }, null, 2);
    const head = `# Not integrated\n\n- Final verifier status: missing\n\n${oneLine(reason)}\n\n## Remaining tasks\n\n\`\`\`json\n${left}\n\`\`\`\n\n## Report of the run\n\n`;
    if (!report.startsWith(head)) replace(item, REPORT_FILE, { text: `${head}${report}`, lease: place.lease });
  });
}

function outcomeEdits(record: OutcomeRecord): readonly JsonEdit[] {
  const { outcome, attemptsUsed, maxAttempts, remainingTasks, reason, at } = record;
  const time = seconds(at);
  const why = oneLine(reason);
  const status = set('status', statusAfter(record));
  switch (outcome) {
    case 'accepted':
      return [status];
    case 'not-accepted':
      return [
        status,
        note(`[${time}] attempts exhausted (${attemptsUsed} of ${maxAttempts}), remaining tasks: ${joined(remainingTasks)}`),
      ];
    case 'waiting-quota':
    case 'blocked':
    case 'contract-violated':
    case 'failed':
    case 'cancelled':
      return [status, note(`[${time}] ${outcome}${why === '' ? '' : `: ${why}`}`)];
    default:
      return unreachable(outcome);
  }
}

export function writeReport({ repoTop, lease }: Place, item: ItemPlace, markdown: string): Promise<void> {
  return withCheckoutLock(repoTop, () => replace(item, REPORT_FILE, { text: markdown, lease }));
}

const set = (name: string, value: string): JsonEdit => ({ kind: 'set', name, value });
const note = (line: string): JsonEdit => ({ kind: 'append', name: 'notes', line });
const joined = (tasks: readonly string[]): string =>
  tasks
    .map(oneLine)
    .filter((task) => task !== '')
    .join('; ') || 'none';
/** A note is one line of bounded length, whatever an agent said. */
const oneLine = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 500 ? `${line.slice(0, 499).replace(/[\uD800-\uDBFF]$/, '')}…` : line;
};
/** ISO-8601 in UTC without fractions of a second. */
const seconds = (at: string): string => at.replace(/\.\d+(?=Z$)/, '');

function editMetadata({ repoTop, lease }: Place, item: ItemPlace, edits: readonly JsonEdit[]): Promise<string> {
  const file = `${item.path}/${METADATA_FILE}`;
  return withCheckoutLock(repoTop, () => {
    const { text, raw } = readMetadata(item, file);
    const parsed = parseMetadata(text, file);
    if (!parsed.ok) throw damaged(parsed.failure[0]);
    const edited = editJson(raw, edits);
    if (!edited.ok) {
      const { offset, expected, found } = edited.failure;
      throw fail('usage', 'metadata-syntax', `Expected ${expected}, found ${found}.`, {
        fix: `Mend ${file}, then: okstra resume`,
        place: { file, ...positionAt(raw, offset) },
      });
    }
    if (edited.value !== raw) replace(item, METADATA_FILE, { text: edited.value, lease });
    return parsed.value.status;
  });
}

/** `raw` still has the byte order mark, when there is one. */
function readMetadata(item: ItemPlace, file: string): { readonly text: string; readonly raw: string } {
  try {
    const bytes = readFileSync(join(item.dir, METADATA_FILE));
    const text = decodeUtf8(bytes, file);
    if (!text.ok) throw new OkstraError(text.failure);
    return { text: text.value, raw: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof OkstraError) throw error;
    throw unusable(file, error);
  }
}

function damaged(failure: OkstraError['failure'] | undefined): OkstraError {
  if (failure === undefined) throw new Error('an error needs a failure');
  return new OkstraError({ ...failure, fix: 'Mend the file, then: okstra resume' });
}

function replace(item: ItemPlace, name: string, { text, lease }: { readonly text: string; readonly lease: WriteGuard }): void {
  lease.check();
  const path = join(item.dir, name);
  try {
    // The folder is never made anew: an item that was moved or removed is not brought back half.
    statSync(item.dir);
    const mode = (statSync(path, { throwIfNoEntry: false })?.mode ?? 0o644) & 0o777;
    // Under the checkout's lock: what a process that was killed left here is replaced, and does not stay in the user's checkout.
    writeFileAtomic(path, text, { mode, temporary: join(item.dir, `.${name}.okstra-tmp`) });
  } catch (error) {
    throw unusable(`${item.path}/${name}`, error);
  }
}

function unusable(file: string, error: unknown): OkstraError {
  const { code } = error as NodeJS.ErrnoException;
  const folder = file.slice(0, file.lastIndexOf('/'));
  return fail(
    'system',
    'not-writable',
    `Expected a file that can be read and written, found: ${error instanceof Error ? error.message : String(error)}.`,
    {
      fix: code === 'ENOENT' ? `Put ${folder} back, then: okstra resume` : `chmod -R u+rwX ${folder}`,
      place: { file },
      cause: error,
    },
  );
}
