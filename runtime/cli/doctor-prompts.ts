/** The row of `okstra doctor` about what agents are told: profiles of the project and the user, and the shipped ones they stand for. */
import { okstraHome } from '../conductor/ports.ts';
import { OkstraError } from '../model/failure.ts';
import {
  asError,
  findProfiles,
  type LintProblem,
  lintProfiles,
  promptFolders,
  shippedChanges,
  shippedText,
} from '../prompts/index.ts';
import type { CliContext } from './context.ts';
import type { DoctorRow } from './doctor-rows.ts';
import { failedRow, rowOf } from './doctor-rows.ts';

const NAME = 'prompts';
/** Problems that have a row of their own; `okstra prompts lint` has them all. */
const SHOWN = 5;

export function promptRows(top: string, env: CliContext['env']): readonly DoctorRow[] {
  try {
    const folders = promptFolders(top, okstraHome(env));
    const { profiles, hidden, failures } = findProfiles(folders);
    const problems = [
      ...failures.map(asError),
      ...lintProfiles(profiles),
      ...shippedChanges(profiles, (id) => shippedText(folders, id)),
    ];
    if (problems.length > 0) return problemRows(problems);
    const own = profiles.filter(({ source }) => source !== 'shipped').length;
    const replaced = hidden.filter(({ source }) => source === 'shipped').length;
    const which = own === 0 ? 'those that okstra ships' : `${own} of your own, ${replaced} of them in the place of a shipped one`;
    return [{ name: NAME, status: 'ok', detail: `${profiles.length} profiles: ${which}` }];
  } catch (error) {
    if (!(error instanceof OkstraError)) throw error;
    return [failedRow(NAME, error)];
  }
}

function problemRows(problems: readonly LintProblem[]): readonly DoctorRow[] {
  const rows = problems.slice(0, SHOWN).map((problem) => rowOf(NAME, problem, problem.severity === 'error' ? 'fail' : 'warn'));
  const rest = problems.slice(SHOWN);
  if (rest.length === 0) return rows;
  const status = rest.some(({ severity }) => severity === 'error') ? 'fail' : 'warn';
  return [...rows, { name: NAME, status, detail: `${rest.length} more problems`, fix: 'okstra prompts lint' }];
}
