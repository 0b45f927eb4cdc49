/** Which command is meant, before the command line is parsed. */

/** The words before the first flag; `--cwd` and its value may stand in front. */
export function commandWords(argv: readonly string[]): readonly string[] {
  let from = 0;
  while (argv[from]?.startsWith('-')) from += argv[from] === '--cwd' ? 2 : 1;
  const rest = argv.slice(from);
  const end = rest.findIndex((word) => word.startsWith('-'));
  return end === -1 ? rest : rest.slice(0, end);
}
