/** The commands that a script runs, before and after: what is no longer run, and what is told to see less. */

import type { Severity } from '../../model/findings.ts';
import {
  hidesAnswer,
  hidesResult,
  leavesOut,
  type Mask,
  programName,
  readShell,
  type Scripts,
  startedBy,
} from '../commands/index.ts';
import type { AuditKind } from '../types.ts';

export interface RunCommand {
  readonly program: string;
  readonly args: readonly string[];
}

export interface CommandList {
  readonly commands: readonly RunCommand[];
  /** Failures of commands that somebody wants to know, hidden. */
  readonly masks: readonly Mask[];
  /** Answers of `grep`, `test` and the like, hidden: that matters only where they counted before. */
  readonly hiddenAnswers: readonly Mask[];
}

const DEEPEST = 12;

const NOTHING: CommandList = { commands: [], masks: [], hiddenAnswers: [] };

/** Every command that a line comes to, package scripts resolved. */
export function commandsOf(line: string, scripts: Scripts, depth = 0): CommandList {
  if (depth > DEEPEST) return NOTHING;
  const shell = readShell(line);
  const below = shell.commands.map((command) => {
    const [first = '', ...args] = command.words;
    const started = startedBy(command, scripts);
    const own =
      started.isCover && (started.lines.length > 0 || started.commands.length > 0) ? [] : [{ program: programName(first), args }];
    const lists = started.lines.map((each) => commandsOf(each.line, scripts, depth + 1));
    const direct = started.commands.map((each) => commandsOf(each.words.map(quoted).join(' '), scripts, depth + 1));
    return [{ ...NOTHING, commands: own }, ...lists, ...direct];
  });
  const all = below.flat();
  return {
    commands: all.flatMap(({ commands }) => commands),
    masks: [...shell.masks.filter(hidesResult), ...all.flatMap(({ masks }) => masks)],
    hiddenAnswers: [...shell.masks.filter(hidesAnswer), ...all.flatMap(({ hiddenAnswers }) => hiddenAnswers)],
  };
}

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;

export interface ListChange {
  readonly kind: Extract<AuditKind, 'check-changed' | 'exit-forced' | 'threshold-lowered' | 'timeout-raised'>;
  readonly severity: Severity;
  /** A sentence's rest: "no longer runs tsc --noEmit". */
  readonly what: string;
}

/** @param isRun a check runs them, so that the answer of a `grep` in them may be the check's */
export function compareLists(before: CommandList, after: CommandList, { isRun = false } = {}): ListChange[] {
  const known = new Set([...before.masks, ...before.hiddenAnswers].map(({ hidden, text }) => `${hidden.join(' ')} ${text}`));
  const counted = new Set(before.commands.map(lineOf));
  const answers = isRun
    ? after.hiddenAnswers.filter(({ hidden: [first = '', ...args] }) =>
        counted.has(lineOf({ program: programName(first), args })),
      )
    : [];
  const masked = [...after.masks, ...answers]
    .filter(({ hidden, text }) => !known.has(`${hidden.join(' ')} ${text}`))
    .map(
      ({ hidden, text }): ListChange => ({
        kind: 'exit-forced',
        severity: 'blocker',
        what: `hides the failure of ${hidden.join(' ').slice(0, 80)} behind "${text}"`,
      }),
    );
  const same = new Set(before.commands.map(lineOf));
  const now = new Set(after.commands.map(lineOf));
  const fresh = after.commands.filter((command) => !same.has(lineOf(command)));
  const lost = before.commands.filter((command) => !now.has(lineOf(command)) && !TRIVIAL.has(command.program));
  const taken = new Set<RunCommand>();
  const changed = lost.flatMap((command): ListChange[] => {
    const other = fresh.find((each) => each.program === command.program && !taken.has(each));
    if (other !== undefined) {
      taken.add(other);
      return ofOne(command, other);
    }
    const substitute = fresh.find(
      (each) =>
        !TRIVIAL.has(each.program) && !taken.has(each) && !before.commands.some(({ program }) => program === each.program),
    );
    if (substitute !== undefined) {
      taken.add(substitute);
      return [{ kind: 'check-changed', severity: 'major', what: `runs ${lineOf(substitute)} instead of ${lineOf(command)}` }];
    }
    const isHarmless =
      HARMLESS.has(command.program) ||
      (MANAGERS.has(command.program) && !/^(?:run|run-script|test|t|exec)$/.test(command.args[0] ?? ''));
    return isHarmless ? [] : [{ kind: 'check-changed', severity: 'blocker', what: `no longer runs ${lineOf(command)}` }];
  });
  return [...masked, ...changed];
}

const lineOf = ({ program, args }: RunCommand): string => [program, ...args].join(' ').slice(0, 200);

/** They decide nothing. */
const TRIVIAL = new Set(['true', ':', 'echo', 'printf', 'exit', 'cd', 'sleep', 'set', 'export']);
const MANAGERS = new Set(['npm', 'yarn', 'pnpm', 'bun']);
const HARMLESS = new Set([
  'rm',
  'mkdir',
  'cp',
  'mv',
  'rimraf',
  'cat',
  'ls',
  'pip',
  'apt-get',
  'git',
  'touch',
  'chmod',
  'source',
  'which',
  'date',
]);

const NUMBER = /^(--?[\w-]+)=(\d+)$/;
/** A higher number lets more pass. */
const CEILINGS = /^--(?:max-warnings|max-diagnostics)$/;
const FLOORS = /^--(?:cov-fail-under|fail-under|lines|branches|functions|statements|coverage\.thresholds?\.\w+|min)$/;
const LIMITS = /^--?(?:test-?timeout|timeout|testTimeout|hookTimeout)$/;
const RETRIES = /^--(?:retry|retries|reruns|max-retries|test-retries)$/;
const LAX =
  /^(?:--passWithNoTests|--pass-with-no-tests|--no-error-on-unmatched-pattern|--allowOnly|--dangerouslyIgnoreUnhandledErrors|--exit-zero|--no-exit-code|--quiet|--no-fail|--ignore|--ignore-glob|--ignore-pattern|--exclude|--extend-exclude|--deselect|--skip|--testPathIgnorePatterns|--testNamePattern|-t|-k|-run|-short|--grep|-g|--onlyChanged|--changed|--bail=0|--no-coverage|--coverage=false|--skipLibCheck|--no-strict|--ignore-missing-imports|--warn-only|--error-on-warnings=false|--no-verify|--force|--lf|--test-name-pattern|--test-skip-pattern|--force-exit|--forceExit|--pass-on-failing-test-suite|--no-bail|-DskipTests|-Dmaven\.test\.skip(?:=true)?|-Dmaven\.test\.failure\.ignore(?:=true)?|-x|--continue)$/;

function ofOne(before: RunCommand, after: RunCommand): ListChange[] {
  const [old, now] = [joined(before.args), joined(after.args)];
  const added = now.filter((word) => !old.includes(word));
  const removed = old.filter((word) => !now.includes(word));
  const change = `changes ${lineOf(before)} to ${lineOf(after)}`;
  const numbers = added.flatMap((word) => ofNumber(word, removed, change));
  if (numbers.length > 0) return numbers;
  const lax = added.find((word) => LAX.test(word.split('=')[0] ?? '') || LAX.test(word)) ?? leavesOut(after.program, added);
  if (lax !== undefined && !(before.program === 'gradle' && lax === '-x'))
    return [{ kind: 'check-changed', severity: 'blocker', what: `${change}: ${lax} makes it see less` }];
  const operand = removed.find((word) => !word.startsWith('-'));
  if (operand !== undefined && added.every((word) => word.startsWith('-') || operand.startsWith('-')))
    return [{ kind: 'check-changed', severity: 'blocker', what: `${change}: ${operand} is left out` }];
  const narrowing = added.find((word) => !word.startsWith('-'));
  const hadOperands = old.some((word) => !word.startsWith('-') && !SUBCOMMANDS.has(word));
  if (narrowing !== undefined && !hadOperands && !SUBCOMMANDS.has(narrowing))
    return [{ kind: 'check-changed', severity: 'blocker', what: `${change}: it is limited to ${narrowing}` }];
  const flag = removed.find((word) => word.startsWith('-'));
  if (flag !== undefined)
    return [{ kind: 'check-changed', severity: STRICT.test(flag) ? 'blocker' : 'major', what: `${change}: ${flag} is gone` }];
  // Another operand is another set of files; a flag that is only added usually asks for more.
  return operand === undefined ? [] : [{ kind: 'check-changed', severity: 'major', what: change }];
}

/** First words that say what to do, not with what. */
const SUBCOMMANDS = new Set([
  'run',
  'test',
  'check',
  'lint',
  'ci',
  'exec',
  'build',
  'vet',
  'nextest',
  'watch',
  'format',
  'clippy',
]);

const STRICT =
  /^--(?:strict|max-warnings|deny-warnings|error-on-warnings|coverage|check|frozen-lockfile|locked|ci|fail-on\S*|cov\S*|noEmit|all|all-targets|workspace|race|vet|forbid-only|forbidOnly)(?:=|$)|^-race$|^-Dwarnings$|^-D$|^-W(?:error|all)$/;

/** `--max-warnings 0` as `--max-warnings=0`, so that a value stays with its flag. */
function joined(args: readonly string[]): string[] {
  const words: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const [word = '', next = ''] = [args[at], args[at + 1]];
    if (/^--?[\w-]+$/.test(word) && /^\d/.test(next)) {
      words.push(`${word}=${next}`);
      at += 1;
    } else words.push(word);
  }
  return words;
}

function ofNumber(word: string, removed: readonly string[], change: string): ListChange[] {
  const match = NUMBER.exec(word);
  const [, name = '', digits = ''] = match ?? [];
  const old = removed.map((each) => NUMBER.exec(each)).find((each) => each?.[1] === name)?.[2];
  const [was, is] = [old === undefined ? undefined : Number(old), Number(digits)];
  if (match === null) return [];
  if (CEILINGS.test(name) && was !== undefined && is > was)
    return [{ kind: 'threshold-lowered', severity: 'major', what: change }];
  if (FLOORS.test(name) && was !== undefined && is < was) return [{ kind: 'threshold-lowered', severity: 'major', what: change }];
  if (LIMITS.test(name) && is > (was ?? 5000)) return [{ kind: 'timeout-raised', severity: 'major', what: change }];
  if (RETRIES.test(name) && is > (was ?? 0)) return [{ kind: 'timeout-raised', severity: 'major', what: change }];
  return [];
}
