/** What `npm run x` and its relatives start: lines of package.json, with the words appended that the runner passes on. */
import { quoteWord } from './shell.ts';

export type Scripts = Readonly<Record<string, string>>;

/** The `scripts` of a package.json; empty for what is none. */
export function scriptsOf(packageJson: string | undefined): Scripts {
  try {
    const value: unknown = JSON.parse(packageJson ?? '{}');
    const scripts: unknown = (value as { scripts?: unknown } | null)?.scripts;
    if (typeof scripts !== 'object' || scripts === null) return {};
    return Object.fromEntries(Object.entries(scripts).filter(([, text]) => typeof text === 'string')) as Scripts;
  } catch {
    return {};
  }
}

/** Where the package.json that holds in a folder can be, nearest first: `a/b` gives `a/b/package.json`, `a/package.json`, `package.json`. */
export function manifestPaths(cwd: string): readonly string[] {
  const parts = cwd.split('/').filter((part) => part !== '' && part !== '.');
  return Array.from({ length: parts.length + 1 }, (_, cut) => [...parts.slice(0, parts.length - cut), 'package.json'].join('/'));
}

/** A script that a command starts; several for a pattern such as `lint:*`. */
export interface ScriptCall {
  readonly name: string;
  readonly args: readonly string[];
  /** True: the scripts of another package, of which nothing is known here. */
  readonly elsewhere: boolean;
}

const ELSEWHERE = /^(?:--prefix|-C|--dir|--cwd|-w|--workspace|--workspaces|-ws|--filter|-F|-r|--recursive)(?:=|$)/;
const NPM_SHORT: Readonly<Record<string, string>> = {
  t: 'test',
  tst: 'test',
  test: 'test',
  start: 'start',
  stop: 'stop',
  restart: 'restart',
};

/** undefined: the words start no script. */
export function scriptCall(program: string, args: readonly string[]): ScriptCall | undefined {
  if (program === 'npm') return ofNpm(args);
  if (program === 'pnpm' || program === 'yarn' || program === 'bun') return ofOthers(program, args);
  if (program === 'node') {
    const at = args.findIndex((word) => word === '--run' || word.startsWith('--run='));
    if (at === -1) return undefined;
    const name = args[at]?.split('=')[1] ?? args[at + 1] ?? '';
    const rest = args.slice(args.indexOf('--') === -1 ? args.length : args.indexOf('--') + 1);
    return { name, args: rest, elsewhere: false };
  }
  return undefined;
}

/** Flags before `--` are npm's own; other words and everything behind `--` go to the script. */
function ofNpm(args: readonly string[]): ScriptCall | undefined {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const own = args.slice(0, end);
  const elsewhere = own.some((word) => ELSEWHERE.test(word));
  const words = withoutValues(own, ['--prefix', '-C', '-w', '--workspace', '--loglevel']).filter((word) => !word.startsWith('-'));
  const [command = '', ...rest] = words;
  const passed = args.slice(end + 1);
  const short = NPM_SHORT[command];
  if (short !== undefined) return { name: short, args: [...rest, ...passed], elsewhere };
  if (!['run', 'run-script', 'rum', 'urn'].includes(command)) return undefined;
  const [name, ...further] = rest;
  return name === undefined ? undefined : { name, args: [...further, ...passed], elsewhere };
}

/** Everything behind the script's name goes to the script. */
function ofOthers(program: string, args: readonly string[]): ScriptCall | undefined {
  let at = 0;
  let elsewhere = false;
  for (; (args[at] ?? '').startsWith('-'); at += 1) {
    const word = args[at] ?? '';
    if (ELSEWHERE.test(word)) elsewhere = true;
    if (['-C', '--dir', '--cwd', '--filter', '-F'].includes(word)) at += 1;
  }
  if (program === 'yarn' && args[at] === 'workspace')
    return { name: args[at + 3] ?? '', args: args.slice(at + 4), elsewhere: true };
  const explicit = args[at] === 'run' || args[at] === 'run-script';
  const end = explicit ? args.findIndex((word, index) => index > at && !word.startsWith('-')) : at;
  if (explicit && args.slice(at, end).some((word) => ELSEWHERE.test(word))) elsewhere = true;
  const name = args[end];
  if (name === undefined) return undefined;
  const rest = args.slice(end + 1).filter((word, index) => word !== '--' || index > 0);
  // `bun test` is bun's own runner; pnpm and yarn have `test` and `start` as names of scripts.
  if (!explicit && program === 'bun') return undefined;
  return { name, args: rest, elsewhere };
}

function withoutValues(words: readonly string[], valued: readonly string[]): string[] {
  return words.filter((word, index) => !valued.includes(words[index - 1] ?? '') || word.startsWith('-'));
}

/** The lines that a call runs, `pre` and `post` included; empty when no such script is known. */
export function linesOf(call: ScriptCall, scripts: Scripts): { readonly name: string; readonly line: string }[] {
  if (call.elsewhere) return [];
  const script = own(scripts, call.name);
  if (script === undefined) return [];
  const whole = [script, ...call.args.map(quoteWord)].join(' ');
  const lines = [
    { name: `pre${call.name}`, line: own(scripts, `pre${call.name}`) },
    { name: call.name, line: whole },
    { name: `post${call.name}`, line: own(scripts, `post${call.name}`) },
  ];
  return lines.flatMap(({ name, line }) => (line === undefined ? [] : [{ name, line }]));
}

const own = (scripts: Scripts, name: string): string | undefined => (Object.hasOwn(scripts, name) ? scripts[name] : undefined);

/** Names that `run-s` and `npm-run-all` select: `lint:*` is one step deep, `lint:**` any. */
export function selectScripts(pattern: string, scripts: Scripts): string[] {
  if (!pattern.includes('*')) return [pattern];
  const source = pattern
    .split('**')
    .map((part) => part.split('*').map(escape).join('[^:]*'))
    .join('.*');
  const regex = new RegExp(`^${source}$`);
  return Object.keys(scripts).filter((name) => regex.test(name));
}

const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
