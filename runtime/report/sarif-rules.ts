/** The rules that results of okstra belong to: one for each category of findings, and one for checks. Their order is kept. */
import type { ReportFinding } from '../generated/types.ts';

interface Rule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string };
  readonly properties: { readonly tags: string[] };
}

const TEXTS: readonly (readonly [ReportFinding['category'] | 'check-failed', string, string])[] = [
  ['correctness', 'Wrong behaviour', 'The change does something else than the item asks for, or breaks on some input.'],
  ['coverage', 'Criterion not met', 'A criterion of the item is not met, or nothing shows that it is.'],
  ['regression', 'Regression', 'Something that worked before the change does not work any more.'],
  ['test-tampering', 'Tests weakened', 'A test, a threshold or a check was removed or weakened instead of being met.'],
  ['scope', 'Out of scope', 'The change touches what the item does not ask for.'],
  ['security', 'Security', 'The change opens a way to attack, or shows a secret.'],
  ['performance', 'Performance', 'The change makes something slower or larger than it has to be.'],
  ['maintainability', 'Maintainability', 'The change is harder to understand or to change than it has to be.'],
  ['process', 'Process', 'The work was not done as the rules of the item or of the repository ask.'],
  ['check-failed', 'Check failed', 'A command that okstra ran itself on the change did not end with exit code 0.'],
];

const HELP = 'The report of the run (okstra inspect report) shows what was seen, who raised it and what others say of it.';

export const SARIF_RULES: readonly Rule[] = TEXTS.map(([category, name, text]) => ({
  id: `okstra/${category}`,
  name: category
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join(''),
  shortDescription: { text: name },
  fullDescription: { text },
  help: { text: `${text} ${HELP}` },
  properties: { tags: [category] },
}));
