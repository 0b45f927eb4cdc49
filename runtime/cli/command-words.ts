/** Which command is meant, before the command line is parsed. */

/** The words before the first flag; `--cwd` and its value may stand in front. */
export function commandWords(argv: readonly string[]): readonly string[] {
  let from = 0;
  while (argv[from]?.startsWith('-')) from += argv[from] === '--cwd' ? 2 : 1;
  const rest = argv.slice(from);
  const end = rest.findIndex((word) => word.startsWith('-'));
  return end === -1 ? rest : rest.slice(0, end);
}

/** What the light part can do: tell about the project, its items, its runs and the commands. */
export const isLight = ([first, second = '']: readonly string[]): boolean =>
  first === undefined || first === 'help' || first === 'complete' || (first === 'inspect' && LIGHT_VIEWS.has(second));

const LIGHT_VIEWS: ReadonlySet<string> = new Set(['status', 'history', 'time', 'cost']);
