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
export function isLight(argv: readonly string[]): boolean {
  const [first, second = ''] = commandWords(argv);
  if (first === 'inspect' && second === 'status') return !asksForRun(argv);
  return first === undefined || first === 'help' || first === 'complete' || (first === 'inspect' && LIGHT_VIEWS.has(second));
}

/** Who names a run, or waits for one, is told what happened in it, which takes more than a look at the items. */
function asksForRun(argv: readonly string[]): boolean {
  const words = argv.filter((word, at) => !word.startsWith('-') && argv[at - 1] !== '--cwd');
  return words.length > 2 || argv.some((word) => word === '--wait' || word.startsWith('--wait='));
}

const LIGHT_VIEWS: ReadonlySet<string> = new Set(['history', 'time', 'cost']);
