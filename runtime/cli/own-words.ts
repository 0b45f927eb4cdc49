/** The arguments of a command, for one that starts itself again or says how a user would type it. */
import type { CliContext } from './context.ts';

interface Words {
  /** Up to the first `--`. */
  readonly before: readonly string[];
  /** From it on; what stands there are no flags. */
  readonly after: readonly string[];
}

/** Without some flags, and their values where they take one; a word that is another flag's value is none of them. */
export function wordsWithout(names: readonly string[], { argv, valueFlags }: Pick<CliContext, 'argv' | 'valueFlags'>): Words {
  const before: string[] = [];
  let at = 0;
  while (at < argv.length && argv[at] !== '--') {
    const word = argv[at] ?? '';
    const taken = argv.slice(at, valueFlags.has(word) ? at + 2 : at + 1);
    if (!names.includes(word.replace(/=[^]*$/, ''))) before.push(...taken);
    at += taken.length;
  }
  return { before, after: argv.slice(at) };
}

/** As a user would type it in a terminal of their own, in the folder the command works in. */
export function typedCommand(context: Pick<CliContext, 'argv' | 'valueFlags'>): string {
  const { before, after } = wordsWithout(['--detach', '--json', '--json-stream', '--cwd'], context);
  return ['okstra', ...before, ...after].map(shellWord).join(' ');
}

const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
