/** `--record`: what an agent did in a dispatch, kept so that the replay driver can do it again. */
import { join } from 'node:path';
import { recordingStep, stepFile } from '../drivers/index.ts';
import { captureTree, diffFiles, filesAt, requireLinked } from '../git/index.ts';
import type { AttemptState } from '../lead/index.ts';
import type { DispatchResult, Seat } from '../model/agents.ts';
import { writeFileAtomic } from '../store/files.ts';
import type { RunContext } from './context.ts';

export async function recordStep(
  turn: {
    readonly context: RunContext;
    readonly seat: Seat;
    readonly attempt: AttemptState;
    readonly id: string;
    readonly place: { readonly cwd: string; readonly tree: string };
  },
  result: DispatchResult,
): Promise<void> {
  const { context, seat, place, attempt } = turn;
  const { recordDir } = context.plan;
  if (recordDir === undefined) return;
  const files = seat.role === 'executor' ? await changedFiles(context, place) : {};
  const step = recordingStep({ files, tree: place.tree, result });
  const turnNumber = attempt.dispatches.filter((d) => d.seat === seat.id).length + 1;
  const name = stepFile({ role: seat.role, agent: seat.agent.name, attempt: attempt.n, turn: turnNumber });
  writeFileAtomic(join(recordDir, name), `${context.redactor.text(JSON.stringify(step, null, 2))}\n`);
}

/** Files that differ from what the attempt began with: their text, or null where they are gone. Binary files have no place in a recording. */
async function changedFiles(context: RunContext, place: { cwd: string; tree: string }): Promise<Record<string, string | null>> {
  await requireLinked(context.repo, place.cwd);
  const { tree } = await captureTree(place.cwd);
  const files: Record<string, string | null> = {};
  const changes = await diffFiles(context.repo, place.tree, tree);
  const binary = changes.filter((file) => file.binary && file.status !== 'deleted').map((file) => file.path);
  if (binary.length > 0) {
    const message = `The recording is without binary files: ${binary.join(', ')}.`;
    context.append({ type: 'notice', notice: { code: 'recording-incomplete', message } });
  }
  const contents = await filesAt(
    context.repo,
    tree,
    changes.filter((file) => file.status !== 'deleted' && !file.binary).map((file) => file.path),
  );
  for (const { path, previousPath, status } of changes) {
    if (previousPath !== undefined) files[previousPath] = null;
    const content = contents.get(path);
    if (status === 'deleted') files[path] = null;
    else if (content) files[path] = new TextDecoder().decode(content);
  }
  return files;
}
