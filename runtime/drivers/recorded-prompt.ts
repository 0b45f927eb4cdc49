/**
 * What of a prompt stays the same when the same question is asked again elsewhere: by it a recording is known to answer the question that is
 * asked. Pure.
 */
import { createHash } from 'node:crypto';
import type { DispatchContext } from '../model/agents.ts';

export interface PromptPrint {
  /** Of `text`, in hex. */
  readonly sha256: string;
  /** The prompt without what differs between two runs of the same question. */
  readonly text: string;
}

export const promptPrint = (context: Pick<DispatchContext, 'prompt' | 'cwd' | 'tree' | 'runId'>): PromptPrint => {
  const text = neutral(context);
  return { sha256: createHash('sha256').update(text).digest('hex'), text };
};

/** What okstra saw where it ran: output of programs, which differs between machines, and figures of the report, which differ between runs. */
const OBSERVED = /^#{2,} (?:End of the output of |Data of the report$)/;
/** The same where a sentence of okstra's quotes it, inside JSON or not. */
const LAST_LINE = /\b[Ii]ts last line: (\\?")(?:(?!\1).)*\1/g;
/** Folders of okstra's home, by the names that it gives them there. */
const OKSTRA_FOLDER = /\/[^\s`'"]*\/(?:scratch\/run-\d{8}-\d{6}-\w+|worktrees\/[\w.-]+-[0-9a-f]{8})\/[^\s`'"]+/g;
const HEADING = /^#{1,6} /;
const FENCE = /^(`{3,}|~{3,})/;

function neutral({ prompt, cwd, tree, runId }: Pick<DispatchContext, 'prompt' | 'cwd' | 'tree' | 'runId'>): string {
  let text = withoutObserved(prompt)
    .replaceAll(cwd, '{{FOLDER}}')
    .replaceAll(OKSTRA_FOLDER, '{{FOLDER}}')
    .replaceAll(runId, '{{RUN}}');
  if (tree !== '') text = text.replaceAll(tree, '{{TREE}}');
  return text.replaceAll(LAST_LINE, 'Its last line: {{OUTPUT}}').replaceAll(/\b(?:[0-9a-f]{64}|[0-9a-f]{40})\b/g, '{{HASH}}');
}

/** Sections end at the next heading outside a fence, whatever its level. */
function withoutObserved(prompt: string): string {
  let fence: string | undefined;
  let isObserved = false;
  const kept = prompt.split('\n').filter((line) => {
    // Who answers is somebody else in a replay.
    if (fence === undefined && line.startsWith('**Model:** ')) return false;
    // An interrupted dispatch is asked again, and answered as if it had not been.
    if (fence === undefined && line.startsWith('- The dispatch before this one was interrupted. ')) return false;
    const mark = FENCE.exec(line)?.[1];
    if (fence === undefined && mark !== undefined) fence = mark;
    else if (fence !== undefined && mark?.startsWith(fence) === true && line.trim() === mark) fence = undefined;
    else if (fence === undefined && HEADING.test(line)) isObserved = OBSERVED.test(line);
    return !isObserved;
  });
  return kept.join('\n');
}
