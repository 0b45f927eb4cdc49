/** `okstra prompts lint`: everything that is wrong with profiles and chains, before a run finds out. */
import { EXIT_CODES } from '../model/failure.ts';
import type { LintProblem } from '../prompts/index.ts';
import { asError, findProfiles, hiddenNotices, lintChains, lintProfiles, shippedChanges, shippedText } from '../prompts/index.ts';
import type { CommandHandler } from './context.ts';
import { problemText } from './invalid-file.ts';
import { chainsFor, noteAll, placeOf } from './prompts-shared.ts';
import { colour } from './table.ts';

export const lint: CommandHandler = async (context, _args, options) => {
  const { folders } = await placeOf(context);
  const { profiles, hidden, failures } = findProfiles(folders);
  const chains = chainsFor(context, folders, options);
  const known = new Set(profiles.map(({ id }) => id));
  const ofFiles = [...failures, ...lintChains(chains, known)].map(asError);
  const changed = shippedChanges(profiles, (id) => shippedText(folders, id));
  const problems = [...ofFiles, ...lintProfiles(profiles), ...changed];
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  noteAll(context, hiddenNotices(profiles, hidden));
  const exitCode = errors > 0 ? EXIT_CODES.findings : 0;
  const counted = `${profiles.length} profiles, ${chains.chains.length} chains`;
  const verdict = `${counted}: ${errors} error${errors === 1 ? '' : 's'}, ${warnings} warning${warnings === 1 ? '' : 's'}`;
  return {
    exitCode,
    text: [...problems.flatMap(linesOf), problems.length === 0 ? `${counted}: ${colour('green', 'ok')}` : verdict].join('\n'),
    document: {
      ok: exitCode === 0,
      folders,
      manifest: chains.file ?? null,
      profiles: profiles.length,
      chains: chains.chains.length,
      errors,
      warnings,
      problems,
    },
  };
};

function linesOf(problem: LintProblem): readonly string[] {
  const mark = problem.severity === 'error' ? colour('red', 'error') : colour('yellow', 'warning');
  return [`${mark}: ${problemText(problem)}`, ...(problem.fix === undefined ? [] : [`${colour('cyan', 'fix:')} ${problem.fix}`])];
}
