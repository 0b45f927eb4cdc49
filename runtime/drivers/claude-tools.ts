/** Tool calls in claude's stream: what was called, and how it ended. Pure. */
import type { DriverEvent } from '../model/agents.ts';
import { isObject } from './ending.ts';

/** What a tool call that was not carried out is finished as. */
export const REFUSED = 'refused';

/** By the program's names; others keep theirs. */
const TOOLS: Readonly<Record<string, string>> = {
  Bash: 'shell',
  Edit: 'edit',
  Write: 'edit',
  NotebookEdit: 'edit',
  Read: 'read',
  Glob: 'search',
  Grep: 'search',
  Agent: 'agent',
  Task: 'agent',
  WebFetch: 'web-fetch',
  WebSearch: 'web-search',
  StructuredOutput: 'answer',
};

/** The parameter that says most of a call, by its name. */
const DETAILS = ['command', 'file_path', 'notebook_path', 'pattern', 'description', 'query', 'url', 'skill'];

/** Of a `tool_use` block of the model's message. */
export function toolStarted(block: Record<string, unknown>): readonly DriverEvent[] {
  const { id, name, input } = block;
  if (typeof id !== 'string' || typeof name !== 'string') return [];
  const parameters = isObject(input) ? input : {};
  const key = DETAILS.find((each) => typeof parameters[each] === 'string');
  const tool = Object.hasOwn(TOOLS, name) ? (TOOLS[name] ?? name) : name;
  return [{ type: 'tool-started', id, tool, detail: key === undefined ? '' : String(parameters[key]) }];
}

/** Of a `user` line. It names the call, but not the tool; what that was shows in the form of the result. */
export function readToolResults(event: Record<string, unknown>): readonly DriverEvent[] {
  const message = isObject(event['message']) ? event['message'] : {};
  const blocks = Array.isArray(message['content']) ? message['content'].filter(isObject) : [];
  const results = blocks.filter(({ type, tool_use_id: id }) => type === 'tool_result' && typeof id === 'string');
  return results.flatMap((block) => {
    const id = String(block['tool_use_id']);
    const said = typeof block['content'] === 'string' ? block['content'] : '';
    if (block['is_error'] === true && (said.startsWith('<tool_use_error>') || isRejected(event, id))) {
      const error = firstLine(said.replace(/<\/?tool_use_error>/g, ''));
      return [{ type: 'tool-finished', id, tool: REFUSED, detail: error, error }];
    }
    // With more results than one in a line, nobody knows whose the details are.
    const ended = finished(id, results.length === 1 ? event['tool_use_result'] : undefined, said);
    if (block['is_error'] !== true) return ended;
    const error = said.trim().slice(0, 2000);
    return ended.map((each) => (each.type === 'tool-finished' ? { ...each, error } : each));
  });
}

function finished(id: string, result: unknown, said: string): readonly DriverEvent[] {
  const exitCode = /^(?:Error: )?Exit code (\d+)/.exec(typeof result === 'string' ? result : said)?.[1];
  if (exitCode !== undefined) return [{ type: 'tool-finished', id, tool: 'shell', detail: '', exitCode: Number(exitCode) }];
  if (!isObject(result)) return [{ type: 'tool-finished', id, tool: '', detail: '' }];
  if (typeof result['stdout'] === 'string')
    return [{ type: 'tool-finished', id, tool: 'shell', detail: '', ...wellEnded(result) }];
  const path = result['filePath'] ?? result['notebook_path'];
  if (typeof path !== 'string') return [{ type: 'tool-finished', id, tool: '', detail: '' }];
  const isNew = result['type'] === 'create' || result['originalFile'] === null;
  return [
    { type: 'file-change', path, change: isNew ? 'add' : 'update' },
    { type: 'tool-finished', id, tool: 'edit', detail: path },
  ];
}

/** Where the program explains an exit code (1 of `grep`) instead of telling it, or the command goes on, there is none to tell. */
function wellEnded(result: Record<string, unknown>): { readonly exitCode?: number } {
  const isOpen = result['interrupted'] === true || typeof result['backgroundTaskId'] === 'string';
  return isOpen || typeof result['returnCodeInterpretation'] === 'string' ? {} : { exitCode: 0 };
}

function isRejected({ tool_result_meta: meta }: Record<string, unknown>, id: string): boolean {
  const own = Array.isArray(meta) ? meta.filter(isObject).find((each) => each['id'] === id) : undefined;
  return isObject(own?.['permission_decision']) && own['permission_decision']['decision'] === 'reject';
}

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? '';
