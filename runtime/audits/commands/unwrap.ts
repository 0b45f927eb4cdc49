/** Looking through a command at the one it starts: shells, wrappers, package scripts, containers. One step at a time. */
import { linesOf, type Scripts, scriptCall, selectScripts } from './scripts.ts';
import type { SimpleCommand } from './shell.ts';
import { flagsOf, operands, programName } from './words.ts';
import { DOCKER_ALONE, SHELLS, UNSEEN, WRAPPERS } from './wrappers.ts';

/** What a command starts. */
export interface Started {
  /** Lines for a shell. */
  readonly lines: readonly { readonly via: string; readonly line: string }[];
  /** Commands without a shell between. */
  readonly commands: readonly {
    readonly via: string;
    readonly words: readonly string[];
    readonly env: Readonly<Record<string, string>>;
  }[];
  /** Whether the outer command is nothing but a cover, so that only what it starts is judged. */
  readonly isCover: boolean;
  /** Why something it starts could not be looked at. */
  readonly unseen?: string;
}

const NOTHING: Started = { lines: [], commands: [], isCover: false };

/** Subcommands that pnpm and yarn understand themselves; any other word is a script or a program. */
const OWN_COMMANDS = new Set(
  'add audit bin cache config create dedupe deploy dlx env exec fetch help i import info init install link list ln ls npm outdated pack patch patch-commit plugin prune publish rebuild remove rm root run run-script search server set setup store un uninstall unlink up update upgrade upgrade-interactive version view why workspace workspaces'.split(
    ' ',
  ),
);

export function startedBy(command: SimpleCommand, scripts: Scripts): Started {
  const [first = '', ...args] = command.words;
  const program = programName(first);
  const line = (text: string, via = program): Started => ({ ...NOTHING, lines: [{ via, line: text }], isCover: true });
  if (first.includes('$') || first.includes('`')) return { ...NOTHING, unseen: `the program ${first} is a variable` };
  if (SHELLS.has(program)) return ofShell(program, args, command);
  if (program === 'eval') return line(args.join(' '));
  if (program === 'busybox') return inner('busybox', args);
  if (program === 'trap' && args.length > 1) return line(args[0] ?? '');
  if (program === 'find') return ofFind(args);
  if (program === 'su' || program === 'script') return ofOptionLine(program, args);
  if (program === 'python' && args.includes('-m')) return inner('python -m', args.slice(args.indexOf('-m') + 1));
  if (program === 'node' && /(?:^|\/)node_modules\//.test(operands(args)[0] ?? '')) return ofNodeFile(args);
  if (program === 'concurrently') return ofConcurrently(args, scripts);
  if (['npm-run-all', 'npm-run-all2', 'run-s', 'run-p'].includes(program)) return ofScriptNames(program, args, scripts);
  if (program === 'docker' || program === 'podman') return ofContainer(program, args);
  const asWrapper = ofWrapper(program, args);
  if (asWrapper) return asWrapper;
  const asScript = ofScript(program, args, scripts);
  if (asScript) return asScript;
  if (UNSEEN.has(program)) return { ...NOTHING, unseen: `what ${program} starts stands in a file` };
  if (['node', 'python', 'perl', 'ruby', 'php', 'deno'].includes(program) && hasCode(args)) {
    return { ...NOTHING, unseen: `${program} is given code on the command line` };
  }
  return NOTHING;
}

const inner = (via: string, words: readonly string[], env: Readonly<Record<string, string>> = {}): Started =>
  words.length === 0 ? NOTHING : { ...NOTHING, commands: [{ via, words, env }], isCover: true };

const hasCode = (args: readonly string[]): boolean => flagsOf(args).some((flag) => /^(?:-[cepEr]|--eval|--print)$/.test(flag));

function ofShell(program: string, args: readonly string[], { input, pipedFrom }: SimpleCommand): Started {
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (/^-[A-Za-z]*c[A-Za-z]*$/.test(word)) {
      // Options may follow the `c`, with values of their own: `sh -co pipefail 'line'`.
      const text = args.slice(at + 1).find((each, index) => !/^[-+]/.test(each) && !/^[-+]\w*o$/.test(args[at + index] ?? ''));
      return text === undefined ? NOTHING : { ...NOTHING, lines: [{ via: `${program} ${word}`, line: text }], isCover: true };
    }
    if (/^[-+][A-Za-z]*[oO]$/.test(word) || word === '--rcfile' || word === '--init-file') at += 1;
    else if (!/^[-+]/.test(word)) return { ...NOTHING, unseen: `${program} runs the file ${word}` };
  }
  const unseen = input.length === 0 && pipedFrom !== undefined ? { unseen: `${program} reads what ${pipedFrom[0]} prints` } : {};
  return { ...NOTHING, lines: input.map((text) => ({ via: program, line: text })), ...unseen };
}

function ofOptionLine(program: string, args: readonly string[]): Started {
  const at = args.findIndex((word) => word === '-c' || word === '--command');
  const text = at === -1 ? undefined : args[at + 1];
  return text === undefined ? NOTHING : { ...NOTHING, lines: [{ via: `${program} -c`, line: text }], isCover: true };
}

function ofFind(args: readonly string[]): Started {
  const commands = args.flatMap((word, at) => {
    if (!/^-(?:exec|execdir|ok|okdir)$/.test(word)) return [];
    const rest = args.slice(at + 1);
    const end = rest.findIndex((each) => each === ';' || each === '+');
    return [{ via: `find ${word}`, words: end === -1 ? rest : rest.slice(0, end), env: {} }];
  });
  return { ...NOTHING, commands: commands.filter(({ words }) => words.length > 0) };
}

/** `node node_modules/prettier/bin/prettier.cjs --write`: the package's name tells more than the file's. */
function ofNodeFile(args: readonly string[]): Started {
  const at = args.findIndex((word) => !word.startsWith('-'));
  const file = args[at] ?? '';
  const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(file)?.[1];
  const program = name === undefined || name === '.bin' ? programName(file) : name;
  return inner('node', [program, ...args.slice(at + 1)]);
}

function ofWrapper(program: string, args: readonly string[]): Started | undefined {
  const wrapper = Object.hasOwn(WRAPPERS, program) ? WRAPPERS[program] : undefined;
  if (wrapper === undefined) return undefined;
  if (program === 'command' && /^-[vV]+$/.test(args[0] ?? '')) return NOTHING;
  const { valued = [], after } = wrapper;
  let at = 0;
  let own = (wrapper.operands ?? 0) + (after === undefined ? 0 : 1);
  const env: Record<string, string> = {};
  for (; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (word === '--') continue;
    if (word === '-S' || word.startsWith('--split-string')) {
      return {
        ...NOTHING,
        lines: [{ via: 'env -S', line: word.includes('=') ? word.slice(word.indexOf('=') + 1) : args.slice(at + 1).join(' ') }],
        isCover: true,
      };
    }
    if ((program === 'npx' || program === 'npm') && (word === '-c' || word === '--call')) {
      return { ...NOTHING, lines: [{ via: `${program} -c`, line: args[at + 1] ?? '' }], isCover: true };
    }
    if (word.startsWith('-')) {
      if (valued.includes(word)) at += 1;
      continue;
    }
    const assigned = wrapper.assigns ? /^([A-Za-z_]\w*)=([^]*)$/.exec(word) : null;
    if (assigned?.[1] !== undefined) env[assigned[1]] = assigned[2] ?? '';
    else if (own > 0) {
      if (after !== undefined && own === (wrapper.operands ?? 0) + 1 && !after.includes(word)) return undefined;
      own -= 1;
    } else break;
  }
  const words = args.slice(at);
  const end = program === 'parallel' ? words.findIndex((word) => word.startsWith(':::')) : -1;
  return inner(after === undefined ? program : `${program} ${after[0]}`, end === -1 ? words : words.slice(0, end), env);
}

function ofScript(program: string, args: readonly string[], scripts: Scripts): Started | undefined {
  const call = scriptCall(program, args);
  if (call === undefined) return undefined;
  const isPlain = (program === 'yarn' || program === 'pnpm') && !args.includes('run') && !args.includes('run-script');
  if (isPlain && OWN_COMMANDS.has(call.name)) return undefined;
  const lines = linesOf(call, scripts).map(({ name, line }) => ({ via: `${program} run ${name}`, line }));
  if (lines.length > 0) return { ...NOTHING, lines, isCover: true };
  // Without a script of that name pnpm and yarn start a program of that name.
  if (isPlain && !call.elsewhere && !['test', 'start'].includes(call.name)) return inner(program, [call.name, ...call.args]);
  const where = call.elsewhere ? 'is one of another package' : 'is not in package.json';
  return { ...NOTHING, isCover: true, unseen: `the script ${call.name} ${where}` };
}

function ofConcurrently(args: readonly string[], scripts: Scripts): Started {
  const valued = ['-n', '--names', '-c', '--prefix-colors', '-s', '--success', '-p', '--prefix', '-m', '--max-processes'];
  const lines = operands(args, valued).flatMap((text) => {
    const named = /^(?:npm|pnpm|yarn|bun|node):(\S+)(.*)$/.exec(text);
    if (named?.[1] === undefined) return [{ via: 'concurrently', line: text }];
    return selectScripts(named[1], scripts).map((name) => ({
      via: 'concurrently',
      line: `npm run ${name}${named[2] ? ` --${named[2]}` : ''}`,
    }));
  });
  return { ...NOTHING, lines, isCover: true };
}

function ofScriptNames(program: string, args: readonly string[], scripts: Scripts): Started {
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  const lines = operands(own).flatMap((text) => {
    const [pattern = '', ...rest] = text.split(/\s+/);
    const tail = rest.length > 0 ? ` ${rest.join(' ')}` : '';
    return selectScripts(pattern, scripts).map((name) => ({ via: program, line: `npm run ${name}${tail}` }));
  });
  return { ...NOTHING, lines, isCover: true };
}

/** `docker run [flags] image cmd`, `docker exec [flags] container cmd`, and both behind `compose`. */
function ofContainer(program: string, args: readonly string[]): Started {
  const at = args.findIndex((word) => word === 'run' || word === 'exec');
  if (at === -1 || operands(args.slice(0, at)).some((word) => word !== 'compose' && word !== 'container')) return NOTHING;
  let next = at + 1;
  for (; (args[next] ?? '').startsWith('-'); next += 1) {
    const flag = args[next] ?? '';
    if (!DOCKER_ALONE.has(flag) && !flag.includes('=')) next += 1;
  }
  const words = args.slice(next + 1);
  return words.length === 0 ? NOTHING : { ...NOTHING, commands: [{ via: `${program} ${args[at]}`, words, env: {} }] };
}
