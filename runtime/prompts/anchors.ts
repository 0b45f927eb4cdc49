/** The lines at the top of a prompt that say where and as what its agent works. Nothing else begins a line like them. */
import type { Role } from '../model/agents.ts';
import { block } from './blocks.ts';
import { oneLine } from './data-block.ts';
import type { Anchors } from './inputs.ts';
import type { PromptBlock } from './types.ts';

/** Before all profiles. */
const FIRST = 0;

export function anchorBlock(role: Role, { projectRoot, model, worktree }: Anchors): PromptBlock {
  return block('anchors', FIRST, [
    `**Project Root:** ${oneLine(projectRoot)}`,
    `**Model:** ${role}, ${oneLine(model)}`,
    ...(worktree === undefined ? [] : [`**Worktree:** ${oneLine(worktree.path)} on ${oneLine(worktree.branch)}`]),
  ]);
}
