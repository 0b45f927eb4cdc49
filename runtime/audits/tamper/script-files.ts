/** Makefiles, workflows, shell scripts, and command lines within configuration: what they run as a whole. */
import { isAnswer } from '../commands/index.ts';
import { roleOf } from '../roles.ts';
import type { Grammars } from '../syntax/grammars.ts';
import { type AuditFinding, auditFinding, type FileChange, placeIn } from '../types.ts';
import { type CommandList, commandsOf, compareLists } from './command-lists.ts';
import { flatten } from './flatten.ts';
import { isCommandKey } from './keys.ts';

interface Where {
  readonly text: string;
  readonly side: 'new' | 'base';
  readonly line: number;
}

export function scriptFinding(
  path: string,
  { text, side, line }: Where,
  { kind, severity, what }: ReturnType<typeof compareLists>[number],
  evidence = 'Checks start it.',
): AuditFinding {
  return auditFinding({
    kind,
    by: 'values',
    severity,
    claim: `${path} ${what}`,
    evidence,
    place: placeIn(path, side, text, line),
  });
}

/**
 * Makefiles, workflows and shell scripts: what they run as a whole.
 *
 * @param isRun a check runs the file: what a `grep` in it answers counts too
 */
export function ofFile(change: FileChange, grammars: Grammars, isRun: boolean): AuditFinding[] {
  const { path, basePath, before, after } = change;
  if (before === undefined) return [];
  const decides = (word: string): boolean => CHECKING.test(word) || (isRun && isAnswer(word));
  const old = linesOfFile(basePath, before, grammars);
  if (after === undefined) {
    const runs = listOf(old).commands.some(({ program }) => decides(program));
    return runs
      ? [
          scriptFinding(
            basePath,
            { text: before, side: 'base', line: 1 },
            { kind: 'check-changed', severity: 'major', what: 'is deleted, and it runs checks' },
            'On the base it runs them.',
          ),
        ]
      : [];
  }
  const now = linesOfFile(path, after, grammars);
  const differences = compareLists(listOf(old), listOf(now), { isRun }).filter(
    ({ kind, what }) => kind !== 'check-changed' || what.split(' ').some(decides),
  );
  const ignored = /(?:^|\/)(?:GNUm|M|m)akefile$|\.mk$/.test(path) ? newlyIgnored(before, after) : [];
  return [
    ...differences.map((each) =>
      scriptFinding(path, { text: after, side: 'new', line: lineOfChange(each.what, after) }, each, 'The base does not.'),
    ),
    ...ignored.map((line) =>
      scriptFinding(
        path,
        { text: after, side: 'new', line },
        { kind: 'exit-forced', severity: 'blocker', what: 'ignores the failure of a recipe line' },
        'On the base it counts.',
      ),
    ),
    ...ofKeys(change, grammars),
  ];
}

/** Programs whose result somebody wants to know. */
const CHECKING =
  /^(?:npm|pnpm|yarn|bun|vitest|jest|mocha|ava|node|tsc|eslint|biome|oxlint|prettier|stylelint|pytest|py\.test|ruff|mypy|pyright|flake8|pylint|black|tox|nox|go|golangci-lint|staticcheck|cargo|mvn|mvnw|gradle|gradlew|make|rspec|rubocop|phpunit|phpstan|dotnet|ctest|playwright|cypress|c8|nyc|knip|deno|mix|swift|sbt|bazel|okstra)$/;

const listOf = (lines: readonly string[]): CommandList => {
  const lists = lines.map((line) => commandsOf(line, {}));
  return {
    commands: lists.flatMap(({ commands }) => commands),
    masks: lists.flatMap(({ masks }) => masks),
    hiddenAnswers: lists.flatMap(({ hiddenAnswers }) => hiddenAnswers),
  };
};

function linesOfFile(path: string, text: string, grammars: Grammars): string[] {
  if (/\.(?:sh|bash|zsh)$|(?:^|\/)\.husky\//.test(path)) return [text];
  if (/\.ya?ml$/.test(path)) {
    const flat = flatten(path, text, grammars) ?? new Map<string, { values: readonly string[] }>();
    return [...flat].flatMap(([key, { values }]) => (isCommandKey(key) ? values : []));
  }
  // Recipes are indented; a leading `@` or `-` is make's.
  return text.split(/\r?\n/).flatMap((line) => (/^[ \t]+\S/.test(line) ? [line.trim().replace(/^[-@+]+/, '')] : []));
}

function newlyIgnored(before: string, after: string): number[] {
  const counted = new Set(
    before.split(/\r?\n/).flatMap((line) => (/^\t[@+]*[^-@+\s]/.test(line) ? [line.trim().replace(/^[@+]+/, '')] : [])),
  );
  return after
    .split(/\r?\n/)
    .flatMap((line, at) => (/^\t[@+]*-/.test(line) && counted.has(line.trim().replace(/^[-@+]+/, '')) ? [at + 1] : []));
}

/** The line that holds most words of what is said about it. */
function lineOfChange(what: string, text: string): number {
  const words = what.split(/[\s"]+/).filter((word) => word.length > 2);
  const scores = text.split(/\r?\n/).map((line) => words.filter((word) => line.includes(word)).length);
  return Math.max(0, scores.indexOf(Math.max(...scores))) + 1;
}

/** Command lines within configuration: pytest's `addopts`, a workflow's `run`, okstra's own `cmd`. */
export function ofKeys({ path, basePath, before, after }: FileChange, grammars: Grammars): AuditFinding[] {
  if (before === undefined || after === undefined || roleOf(path) === 'script') return [];
  const [old, now] = [flatten(basePath, before, grammars), flatten(path, after, grammars)];
  return [...(now ?? [])].flatMap(([key, { values, line }]) => {
    const was = old?.get(key)?.values;
    if (was === undefined || !isCommandKey(key)) return [];
    // `addopts` holds flags of pytest without the program.
    const prefix = /addopts$|args$/.test(key) ? 'pytest ' : '';
    const lists = [was, values].map((all) => listOf([prefix + all.join(prefix === '' ? '\n' : ' ')]));
    const [a, b] = lists;
    if (a === undefined || b === undefined) return [];
    return compareLists(a, b).map((each) =>
      scriptFinding(
        path,
        { text: after, side: 'new', line },
        { ...each, what: `(${key}) ${each.what}` },
        `On the base: ${was.join(' ').slice(0, 200)}`,
      ),
    );
  });
}
