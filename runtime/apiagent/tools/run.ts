import { existsSync, mkdtempSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { confine } from '../../evidence/confine.ts';
import { checkEnv } from '../../process/environment.ts';
import { listProcesses } from '../../process/proc.ts';
import { removeFolder } from '../../process/remove-folder.ts';
import { programHere, startProgram } from './start.ts';
import { inputOf, numberOf, problem, type Tool, type ToolContext, type ToolEnd, textOf } from './tool.ts';

const DEFAULT_S = 120;
const MOST_S = 600;
/** Characters of the output that the model sees: its beginning and its end. */
const KEEP = { head: 8000, tail: 24_000 };
/** Processes at once; a build on many cores has some hundred. */
const MOST_PROCESSES = 512;

export const run: Tool = {
  name: 'run',
  shownAs: 'shell',
  description: `Runs a command with sh in the working folder, for ${DEFAULT_S} seconds unless told (at most ${MOST_S}). There is no network, and it may write to the working folder and to $TMPDIR only. Nothing keeps running when it has ended.`,
  input: inputOf(
    {
      command: { type: 'string' },
      timeout_seconds: { type: 'integer', minimum: 1, maximum: MOST_S },
    },
    ['command'],
  ),
  detail: (input) => textOf(input, 'command') ?? '',
  async run(input, context) {
    const command = textOf(input, 'command') ?? '';
    if (command.trim() === '' || command.includes('\0')) return problem('Expected a command, found none.');
    const seconds = Math.min(MOST_S, Math.max(1, numberOf(input, 'timeout_seconds') ?? DEFAULT_S));
    const tmpDir = mkdtempSync(join(context.privateTmp, 'run-'));
    try {
      return await start(command, seconds, { context, tmpDir });
    } finally {
      removeFolder(tmpDir);
    }
  },
};

async function start(command: string, seconds: number, what: { context: ToolContext; tmpDir: string }): Promise<ToolEnd> {
  const { context, tmpDir } = what;
  const around = context.commandSandbox === 'bwrap' ? sandbox(context, tmpDir) : { wrap: [], env: {} };
  if (around === undefined) return problem('The sandbox around commands is gone, and none is run without it.');
  const without = Object.fromEntries(context.secretNames.map((name) => [name, undefined]));
  const env = checkEnv(context.env, {
    ...without,
    NODE_USE_ENV_PROXY: undefined,
    // An okstra that a command starts sees that it is inside of a run.
    OKSTRA_DEPTH: context.env['OKSTRA_DEPTH'],
    TMPDIR: realpathSync(tmpDir),
    ...around.env,
  });
  const { exitCode, stopped, output, durationMs } = await startProgram({
    argv: ['sh', '-c', command],
    context,
    env,
    timeoutMs: seconds * 1000,
    keep: KEEP,
    withStderr: true,
    ...(around.wrap.length === 0 ? {} : { wrap: around.wrap }),
    watch: tooMany,
  });
  const time = `${(durationMs / 1000).toFixed(1)} s`;
  const shown = output === '' ? '[okstra: it printed nothing]' : output;
  if (stopped !== undefined)
    return {
      text: `${shown}\n[okstra: stopped after ${time}: ${stoppedText(stopped, seconds)}]`,
      compared: `${shown}\n${stopped}`,
      isError: true,
    };
  if (around.wrap.length > 0 && exitCode !== 0 && output.startsWith('bwrap: '))
    return problem(`The sandbox around commands does not work any more, and none is run without it: ${output.slice(0, 300)}`);
  return {
    text: `${shown}\n[okstra: exit code ${exitCode} after ${time}]`,
    compared: `${shown}\n${exitCode}`,
    ...(exitCode === null ? { isError: true } : { exitCode }),
  };
}

const TOO_MANY = `it had more than ${MOST_PROCESSES} processes at once`;

/** Everything younger than it, in its group or below it. A process table of its own ends as a whole with its first process. */
function tooMany(pid: number): string | undefined {
  if (!existsSync('/proc/self') || readdirSync('/proc').length <= MOST_PROCESSES) return undefined;
  const table = listProcesses();
  const inside = new Set([pid]);
  for (const info of table.toSorted((a, b) => Number(a.start) - Number(b.start) || a.pid - b.pid))
    if (inside.has(info.ppid) || info.group === pid) inside.add(info.pid);
  return inside.size > MOST_PROCESSES ? TOO_MANY : undefined;
}

function stoppedText(stopped: string, seconds: number): string {
  if (stopped === 'wall-clock') return `it may take ${seconds} seconds`;
  return stopped === 'output-cap' ? 'it printed too much' : stopped;
}

/** The sandbox of the checks, and git's own entry of the folder cannot be written either. */
function sandbox(
  context: ToolContext,
  tmpDir: string,
): { readonly wrap: readonly string[]; readonly env: Readonly<Record<string, string | undefined>> } | undefined {
  const bwrap = programHere('bwrap', context);
  if (bwrap === undefined) return undefined;
  const { argv, env } = confine({
    bwrap,
    purpose: 'check',
    checkout: context.top,
    tmpDir,
    // One for all commands of the dispatch: a build goes on where the one before it ended.
    cacheDir: join(context.privateTmp, 'caches'),
    network: false,
    env: context.env,
    readable: [dirname(process.execPath)],
    held: [join(context.top, '.git')],
  });
  return { wrap: argv, env };
}
