/** Reading the words of one command: its program's name and its flags. */

/** Names under which a package's program is known better. */
const PROGRAM_OF_PACKAGE: Readonly<Record<string, string>> = {
  '@angular/cli': 'ng',
  '@biomejs/biome': 'biome',
  '@nestjs/cli': 'nest',
  '@playwright/test': 'playwright',
  'npm-check-updates': 'ncu',
};

/** The name a program is known by: without folders, versions and endings. `./node_modules/.bin/prettier`, `prettier@3` are `prettier`. */
export function programName(word: string): string {
  const packaged = /^(@[^/@\s]+\/[^@\s]+|[^/@\s]+)@[^/\s]*$/.exec(word)?.[1] ?? word;
  const known = Object.hasOwn(PROGRAM_OF_PACKAGE, packaged) ? PROGRAM_OF_PACKAGE[packaged] : undefined;
  if (known !== undefined) return known;
  const name = packaged.replaceAll('\\', '/').split('/').at(-1) ?? packaged;
  const bare = name.replace(/\.(?:exe|cmd|bat|ps1)$/i, '').replace(word.includes('node_modules/') ? /\.[cm]?js$/ : /$^/, '');
  if (/^python[\d.]+$/.test(bare)) return 'python';
  return /^pip[\d.]+$/.test(bare) ? 'pip' : bare;
}

const OFF = new Set(['false', '0', 'no', 'off', 'never', 'none']);

/** Flags come before `--`; whether one takes the next word as its value is not known here. */
export const flagsOf = (args: readonly string[]): readonly string[] => {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).filter((word) => word.startsWith('-') && word !== '-');
};

/** True for `--fix` and `--fix=true`; not for `--fix=false`, `--fix-dry-run`, or a `--fix` behind `--`. */
export function has(args: readonly string[], ...names: readonly string[]): boolean {
  return flagsOf(args).some((word) => {
    const [name, value] = splitFlag(word);
    return names.includes(name) && (value === undefined || !OFF.has(value.toLowerCase()));
  });
}

/** The value of `--name=value` or `--name value`; undefined when the flag is absent. */
export function valueOf(args: readonly string[], ...names: readonly string[]): string | undefined {
  for (const [index, word] of args.entries()) {
    const [name, value] = splitFlag(word);
    if (names.includes(name)) return value ?? args[index + 1] ?? '';
  }
  return undefined;
}

function splitFlag(word: string): [string, string?] {
  const at = word.indexOf('=');
  return at === -1 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

/** A letter alone or in a group of short flags: `-u`, `-iu`. */
export const hasShort = (args: readonly string[], letter: string): boolean =>
  flagsOf(args).some((word) => /^-[A-Za-z]{1,4}$/.test(word) && word.includes(letter));

/** Words that are no flags. A flag's value counts as one unless the flag is in `valued`. */
export function operands(args: readonly string[], valued: readonly string[] = []): string[] {
  const found: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (word === '--') return [...found, ...args.slice(at + 1)];
    if (valued.includes(word)) at += 1;
    else if (!word.startsWith('-') || word === '-') found.push(word);
  }
  return found;
}
