/** `--record`: what an agent was asked and did in a dispatch, kept so that the replay driver can do it again. */
import { join } from 'node:path';
import type { RecordedFile } from '../drivers/index.ts';
import { promptFileOf, promptPrint, recordingStep, stepFile } from '../drivers/index.ts';
import { captureTree, diffFiles, filesAt, modesAt, requireLinked } from '../git/index.ts';
import type { DispatchContext, DispatchResult, Seat } from '../model/agents.ts';
import { writeFileAtomic } from '../store/files.ts';
import type { RunContext } from './context.ts';

export async function recordStep(
  { context, seat }: { readonly context: RunContext; readonly seat: Seat },
  dispatch: DispatchContext,
  result: DispatchResult,
): Promise<void> {
  const { recordDir } = context.plan;
  if (recordDir === undefined) return;
  const { role, agent, attempt, round, turn = 1, seatNumber = 1, tree, cwd } = dispatch;
  const files = seat.role === 'executor' ? await changedFiles(context, { tree, cwd }) : {};
  const name = stepFile({ role, agent: agent.name, seatNumber, attempt, round, turn });
  const { sha256, text } = promptPrint(dispatch);
  const file = promptFileOf(name);
  const step = recordingStep({ agent, prompt: { sha256, file }, files, tree, result });
  const { redactor } = context;
  writeFileAtomic(join(recordDir, file), redactor.text(text));
  writeFileAtomic(join(recordDir, name), `${redactor.text(JSON.stringify(step, null, 2))}\n`);
}

const EXECUTABLE = '100755';
const LINK = '120000';

/** Files that differ from what the attempt began with, or null where they are gone. */
async function changedFiles(
  context: RunContext,
  place: { readonly cwd: string; readonly tree: string },
): Promise<Record<string, RecordedFile>> {
  await requireLinked(context.repo, place.cwd);
  const { tree } = await captureTree(place.cwd);
  const files: Record<string, RecordedFile> = {};
  const changes = await diffFiles(context.repo, place.tree, tree);
  const paths = changes.filter((file) => file.status !== 'deleted').map((file) => file.path);
  const [contents, modes] = await Promise.all([filesAt(context.repo, tree, paths), modesAt(context.repo, tree, paths)]);
  const secret: string[] = [];
  for (const { path, previousPath, status } of changes) {
    if (previousPath !== undefined) files[previousPath] = null;
    const content = contents.get(path);
    if (status === 'deleted') files[path] = null;
    else if (content && hidesSecret(content, context)) secret.push(path);
    else if (content) files[path] = recordedFile(content, modes.get(path));
  }
  if (secret.length > 0) {
    const message = `The recording is without binary files that hold secrets: ${secret.join(', ')}.`;
    context.append({ type: 'notice', notice: { code: 'recording-incomplete', message } });
  }
  return files;
}

/** In base64 nothing would be redacted any more. */
function hidesSecret(content: Uint8Array, { redactor }: RunContext): boolean {
  if (textOf(content) !== undefined) return false;
  const bytes = Buffer.from(content).toString('latin1');
  return redactor.text(bytes) !== bytes;
}

function recordedFile(content: Uint8Array, mode: string | undefined): RecordedFile {
  const text = textOf(content);
  if (mode === LINK && text !== undefined) return { link: text };
  const odd = mode === EXECUTABLE ? { executable: true as const } : undefined;
  if (text === undefined) return { base64: Buffer.from(content).toString('base64'), ...odd };
  return odd ? { text, ...odd } : text;
}

/** undefined: these bytes are no text that would come back as they are. */
function textOf(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}
