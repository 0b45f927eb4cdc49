/** The tools of a role, and doing a call of one. */
import type { Role } from '../../model/agents.ts';
import { readInput, type ToolCall, type ToolSpec } from '../conversation.ts';
import type { Say } from '../say.ts';
import { editFile } from './edit-file.ts';
import { gitDiff } from './git-diff.ts';
import { gitLog } from './git-log.ts';
import { gitShow } from './git-show.ts';
import { listFiles } from './list-files.ts';
import { readFile } from './read-file.ts';
import { run } from './run.ts';
import { search } from './search.ts';
import type { Tool, ToolContext, ToolEnd } from './tool.ts';
import { writeFile } from './write-file.ts';

const READING: readonly Tool[] = [readFile, listFiles, search, gitDiff, gitLog, gitShow];
const WRITING: readonly Tool[] = [writeFile, editFile, run];

/** Whoever does not execute has no tool that writes: not refused, but not there. */
export const toolsOf = (role: Role): readonly Tool[] => (role === 'executor' ? [...READING, ...WRITING] : READING);

export interface Toolbox {
  readonly specs: readonly ToolSpec[];
  call(call: ToolCall, say: Say): Promise<ToolEnd>;
}

export function openToolbox(tools: readonly Tool[], context: ToolContext): Toolbox {
  let calls = 0;
  return {
    specs: tools.map(({ name, description, input }) => ({ name, description, input })),
    async call(call, say) {
      calls += 1;
      // Ids of some servers begin anew with each answer.
      const id = `${calls}:${call.id}`;
      const tool = tools.find(({ name }) => name === call.name);
      const input = readInput(call.input);
      const detail = tool === undefined || !input.ok ? call.input.slice(0, 1000) : tool.detail(input.value);
      const shownAs = tool?.shownAs ?? call.name;
      say({ type: 'tool-started', id, tool: shownAs, detail });
      const end = await done(tool, input, { name: call.name, context, names: tools.map(({ name }) => name) });
      const failed = end.isError === true ? { error: end.text.slice(0, 500) } : {};
      const exit = end.exitCode === undefined ? {} : { exitCode: end.exitCode };
      say({ type: 'tool-finished', id, tool: shownAs, detail, ...exit, ...failed });
      return end;
    },
  };
}

async function done(
  tool: Tool | undefined,
  input: ReturnType<typeof readInput>,
  what: { readonly name: string; readonly names: readonly string[]; readonly context: ToolContext },
): Promise<ToolEnd> {
  if (tool === undefined) return { text: `There is no tool ${what.name}. There are ${what.names.join(', ')}.`, isError: true };
  if (!input.ok) return { text: input.problem, isError: true };
  try {
    return await tool.run(input.value, what.context);
  } catch (error) {
    // A tool that fails is something for the model to know, and no end of the conversation.
    return { text: `It failed: ${error instanceof Error ? error.message : String(error)}`, isError: true };
  }
}
