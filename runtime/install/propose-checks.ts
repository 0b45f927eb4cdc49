/** Checks that a project's own files suggest. Pure. */
import { judgeCommand } from '../audits/commands/index.ts';
import type { RepoFacts } from './repo-facts.ts';

export type CheckKind = 'lint' | 'format' | 'typecheck' | 'test';

export interface ProposedCheck {
  readonly label: string;
  readonly cmd: string;
  readonly language?: string;
}

export type ProposedChecks = Readonly<Record<CheckKind, readonly ProposedCheck[]>>;

type Facts = Pick<RepoFacts, 'top' | 'scripts' | 'pyproject' | 'makefile'>;

/** Only commands that look and change nothing: a script `format` rewrites files in most projects, and one with `--fix` would be refused. */
export function proposeChecks(facts: Facts): ProposedChecks {
  const all = [...fromScripts(facts), ...fromLanguages(facts)];
  const found = all.length > 0 ? all : fromMakefile(facts);
  const of = (kind: CheckKind): readonly ProposedCheck[] =>
    found.filter((check) => check.kind === kind).map(({ label, cmd }) => ({ label, cmd }));
  return { lint: of('lint'), format: of('format'), typecheck: of('typecheck'), test: of('test') };
}

interface Proposal extends ProposedCheck {
  readonly kind: CheckKind;
}

const SCRIPTS: Readonly<Record<CheckKind, readonly string[]>> = {
  lint: ['lint', 'lint:check'],
  format: ['format:check', 'check:format', 'format-check', 'fmt:check', 'prettier:check'],
  typecheck: ['typecheck', 'type-check', 'check-types', 'types', 'tsc'],
  test: ['test'],
};

function fromScripts({ top, scripts }: Facts): readonly Proposal[] {
  if (!top.has('package.json')) return [];
  const runner = top.has('pnpm-lock.yaml')
    ? 'pnpm'
    : top.has('yarn.lock')
      ? 'yarn'
      : top.has('bun.lock') || top.has('bun.lockb')
        ? 'bun'
        : 'npm';
  return (Object.keys(SCRIPTS) as CheckKind[]).flatMap((kind) => {
    const name = SCRIPTS[kind].find(
      (script) =>
        isReal(Object.hasOwn(scripts, script) ? scripts[script] : undefined) &&
        !judgeCommand(runLine(runner, script), { scripts }).denied,
    );
    return name === undefined ? [] : [{ kind, label: name, cmd: runLine(runner, name) }];
  });
}

/** `bun test` is bun's own runner, not the script. */
const runLine = (runner: string, script: string): string =>
  script === 'test' && runner !== 'bun' ? `${runner} test` : `${runner} run ${script}`;

/** npm writes a test script that only fails. */
const isReal = (script: string | undefined): boolean =>
  script !== undefined && script.trim() !== '' && !/no test specified/.test(script);

function fromLanguages({ top, pyproject }: Facts): readonly Proposal[] {
  const proposals: Proposal[] = [];
  const add = (kind: CheckKind, label: string, cmd: string): void => void proposals.push({ kind, label, cmd });
  if (top.has('go.mod')) {
    add('lint', 'go vet', 'go vet ./...');
    add('format', 'gofmt', 'test -z "$(gofmt -l .)"');
    add('test', 'go test', 'go test ./...');
  }
  if (top.has('Cargo.toml')) {
    add('format', 'cargo fmt', 'cargo fmt --check');
    add('typecheck', 'cargo check', 'cargo check --all-targets');
    add('test', 'cargo test', 'cargo test');
  }
  if (/^\[tool\.ruff/m.test(pyproject)) add('lint', 'ruff', 'ruff check .');
  if (/^\[tool\.ruff\.format/m.test(pyproject)) add('format', 'ruff format', 'ruff format --check .');
  if (/^\[tool\.mypy/m.test(pyproject)) add('typecheck', 'mypy', 'mypy .');
  if (/\bpytest\b/.test(pyproject) || top.has('pytest.ini') || top.has('conftest.py')) add('test', 'pytest', 'python -m pytest');
  if (top.has('pom.xml')) add('test', 'maven', `${top.has('mvnw') ? './mvnw' : 'mvn'} -B -q test`);
  if (top.has('gradlew')) add('test', 'gradle', './gradlew test');
  return proposals;
}

function fromMakefile({ makefile }: Facts): readonly Proposal[] {
  return (['lint', 'typecheck', 'test'] as const)
    .filter((target) => new RegExp(`^${target}[ \\t]*:(?!=)`, 'm').test(makefile))
    .map((target) => ({ kind: target, label: `make ${target}`, cmd: `make ${target}` }));
}
