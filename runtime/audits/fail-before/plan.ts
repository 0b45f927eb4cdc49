/** Which runs show whether the change's tests fail without it. The runs themselves are somebody else's. */
import type { ChangedFile, CheckSpec } from '../../model/evidence.ts';
import { scriptsOf } from '../commands/index.ts';
import { roleOf } from '../roles.ts';
import type { Grammars } from '../syntax/grammars.ts';
import { readTests } from '../syntax/read.ts';
import { order, pairChanges, type Texts } from '../types.ts';
import { type Exemption, exemptionOf } from './exemptions.ts';
import { newNames } from './new-names.ts';
import { type FoundRunner, type Runner, runnerIn, singleFileCommand } from './runners.ts';

export interface FailBeforeInput {
  readonly files: readonly ChangedFile[];
  readonly base: Texts;
  /** Of changed files, and of package.json beside each check. */
  readonly candidate: Texts;
  readonly checks: readonly CheckSpec[];
  readonly grammars: Grammars;
}

/** Run once on the base with `overlay` laid over it, once on the candidate. */
export interface PlannedRun {
  /** `red-1`… */
  readonly id: string;
  readonly file: string;
  readonly runner: Runner;
  /** For `sh -c`, in `cwd`, with the check's own environment, network and time limit. */
  readonly cmd: string;
  readonly cwd: string;
  /** Id of the check it is made from. */
  readonly check: string;
}

export interface FailBeforePlan {
  /** Set: no failing test is expected, and there is nothing to run. */
  readonly exempt?: Exemption;
  readonly runs: readonly PlannedRun[];
  /** Paths of the candidate that are laid over the base: tests, and what tests alone use. */
  readonly overlay: readonly string[];
  readonly notDeterminable: readonly { readonly file: string; readonly why: string }[];
  /** False: the change adds or alters no test at all. */
  readonly hasTests: boolean;
  /** Whether a configured check runs a test runner that is known here. */
  readonly hasRunner: boolean;
  /** What other code can use and could not before; empty for a change that keeps to what is there. */
  readonly offers: readonly string[];
}

export function planFailBefore({ files, base, candidate, checks, grammars }: FailBeforeInput): FailBeforePlan {
  const changes = pairChanges(files, base, candidate);
  const exempt = exemptionOf(changes, grammars);
  const present = changes.filter(({ status }) => status !== 'deleted');
  const tests = present
    .filter(({ path, status, before, after }) => isTest(path, after, grammars) && !(status === 'renamed' && before === after))
    .map(({ path }) => path);
  const overlay = present.filter(({ path }) => isOfTests(path)).map(({ path }) => path);
  const offers = newNames(changes);
  const runners = checks.flatMap((check) => {
    const folder = clean(check.cwd);
    const found = runnerIn(check.cmd, scriptsOf(candidate.get(folder === '' ? 'package.json' : `${folder}/package.json`)));
    return found === undefined ? [] : [{ check, folder, found }];
  });
  const shared = { hasTests: tests.length > 0, hasRunner: runners.length > 0, offers };
  if (exempt !== undefined) return { exempt, runs: [], overlay, notDeterminable: [], ...shared };
  const outcomes = tests.map((file) => ({ file, made: commandFor(file, { runners, candidate, grammars }) }));
  const runs = outcomes.flatMap(({ file, made }) => ('cmd' in made ? [{ file, ...made }] : []));
  return {
    runs: runs.map((run, index) => ({ id: `red-${index + 1}`, ...run })),
    overlay: overlay.toSorted(order),
    notDeterminable: outcomes.flatMap(({ file, made }) => ('why' in made ? [{ file, why: made.why }] : [])),
    ...shared,
  };
}

const clean = (cwd: string): string => cwd.replaceAll(/^(?:\.\/)+|\/+$/g, '').replace(/^\.$/, '');

/** Named like a test and holding one; a helper beside tests is none. */
function isTest(path: string, text: string | undefined, grammars: Grammars): boolean {
  return roleOf(path) === 'test' && text !== undefined && readTests(path, text, grammars).tests.length > 0;
}

/** Fixtures too, whatever their kind, when they lie among tests. */
function isOfTests(path: string): boolean {
  const role = roleOf(path);
  return (
    role === 'test' ||
    role === 'test-support' ||
    role === 'golden' ||
    /(?:^|\/)(?:tests?|__tests__|testdata|fixtures|spec|specs|e2e)\//.test(path) ||
    /(?:^|\/)conftest\.py$/.test(path)
  );
}

interface Available {
  readonly runners: readonly { readonly check: CheckSpec; readonly folder: string; readonly found: FoundRunner }[];
  readonly candidate: Texts;
  readonly grammars: Grammars;
}

const ENDINGS: Readonly<Record<Runner, RegExp>> = {
  vitest: /\.[cm]?[jt]sx?$/,
  jest: /\.[cm]?[jt]sx?$/,
  'node:test': /\.[cm]?[jt]s$/,
  pytest: /\.py$/,
  'go test': /_test\.go$/,
  'cargo test': /\.rs$/,
};

function commandFor(
  file: string,
  { runners, candidate, grammars }: Available,
): Omit<PlannedRun, 'id' | 'file'> | { readonly why: string } {
  const fitting = runners.filter(
    ({ folder, found }) => ENDINGS[found.runner].test(file) && (folder === '' || file.startsWith(`${folder}/`)),
  );
  // The check of the nearest folder knows the file best.
  const [best] = fitting.toSorted((a, b) => b.folder.length - a.folder.length);
  if (best === undefined)
    return {
      why:
        runners.length === 0
          ? 'no configured check runs a test runner that is known here'
          : 'no configured check runs tests of this kind',
    };
  const tests = readTests(file, candidate.get(file) ?? '', grammars).tests.map(({ title }) => title);
  const made = singleFileCommand(best.found, { file: best.folder === '' ? file : file.slice(best.folder.length + 1), tests });
  return 'why' in made ? made : { cmd: made.cmd, runner: best.found.runner, cwd: best.check.cwd, check: best.check.id };
}
