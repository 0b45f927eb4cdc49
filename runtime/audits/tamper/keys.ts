/** What a key of a check's configuration means, and whether a new value asks less than the old one. */
import type { AuditKind } from '../types.ts';

export interface Weaker {
  readonly kind: Extract<AuditKind, 'threshold-lowered' | 'timeout-raised' | 'check-changed'>;
  readonly severity: 'blocker' | 'major' | 'minor';
  /** Follows the key: "is lowered from 90 to 80". */
  readonly what: string;
}

const last = (key: string): string => key.split('.').at(-1) ?? key;

const FLOOR =
  /(?:^|\.)(?:coverageThreshold|thresholds?|coverage\.threshold)\.(?:.*\.)?(?:lines|branches|functions|statements|perFile|100|autoUpdate)$|(?:^|\.)(?:fail_under|fail-under|cov-fail-under|minimum_coverage|minimum|min_coverage|minCoverage|coverageThreshold|min-covered|high|low|break|minimumTokens|min_score|fail-on-score|minimum-score)$|^(?:coverage\.status\.\w+\.\w+\.target|(?:.*\.)?check-coverage)$|^(?:lines|branches|functions|statements)$/;
const CEILING =
  /(?:^|\.)(?:max-?warnings|maxWarnings|limit|max-complexity|max_complexity|complexity|max-lines|max-depth|max-params|max-statements|max-line-length|line-length|max-args|max-branches|max-returns|max-locals|maxSize|maximumWarning|maximumError|cognitive-complexity-threshold|too-many-\w+-threshold|type-complexity-threshold)$/;
const TIMEOUT =
  /(?:^|\.)(?:testTimeout|hookTimeout|teardownTimeout|globalTimeout|actionTimeout|navigationTimeout|timeout|timeoutMs|defaultCommandTimeout|slow|timeout_seconds|session_timeout|slow-timeout)$/;
const RETRY = /(?:^|\.)(?:retry|retries|reruns|retryTimes|rerunFailingTestsCount|flakyTestAttempts|repeats?|runMode|openMode)$/;
const EXCLUDES =
  /(?:^|\.)(?:exclude|excludes|excluded|excludeFiles|exclude_lines|exclude_also|extend-exclude|extendExclude|force-exclude|ignore|ignores|ignored|ignorePatterns|ignorePattern|ignoreFiles|ignoreDependencies|ignoreBinaries|ignoreExportsUsedInFile|extend-ignore|per-file-ignores|lint\.ignore|testPathIgnorePatterns|coveragePathIgnorePatterns|modulePathIgnorePatterns|watchPathIgnorePatterns|testIgnore|omit|skip|skips|skip-dirs|skip-files|exclude-rules|disable|disabled|disabled_rules|disabled-checks|deselect|collect_ignore|collect_ignore_glob|norecursedirs|exclude_dirs|opt_out_rules|suppress|suppressions|allow|baseline|excludedClasses|excludeTags|grepInvert)$|(?:^|\.)per-file-ignores\.|(?:^|\.)lint\.per-file-ignores\./;
const INCLUDES =
  /(?:^|\.)(?:include|includes|included|files|spec|specs|testMatch|testRegex|testDir|testpaths|roots|projects|src|source|select|extend-select|enable|enabled|checks|collectCoverageFrom|python_files|python_functions|python_classes|extends|presets|plugins|only_rules|opt_in_rules|target|entry|project|workspace)$/;
const STRICT =
  /(?:^|\.)(?:strict\w*|no[A-Z]\w*|forbidOnly|checkJs|failOn\w*|failZero|disallow_\w+|warn_\w+|no_implicit\w*|check_untyped_defs|strict_\w+|exactOptionalPropertyTypes|useUnknownInCatchVariables|alwaysStrict|isolatedModules|verbatimModuleSyntax|erasableSyntaxOnly|isolatedDeclarations|forceConsistentCasingInFileNames|xfail_strict|fullyParallel|check|checkCoverage|all|enabled|recommended|typeAware|errorOnDeprecated|restoreMocks|resetMocks|denyWarnings|deny-warnings|reportUnused\w*|typeCheck|typecheck|branch|failIfNoTests|fail_on\w*|fail-on\w*|fail_ci_if_error|fail-fast|require-\w+)$/;
const LAX =
  /(?:^|\.)(?:passWithNoTests|allowOnly|dangerouslyIgnoreUnhandledErrors|ignore_errors|ignore_missing_imports|ignoreErrors|ignoreFailures|testFailureIgnore|skipTests|skip|continue-on-error|continueOnError|allow_failure|allow_untyped_\w+|allow_any_\w+|skipLibCheck|allowUnreachableCode|allowUnusedLabels|ignoreBuildErrors|ignoreDuringBuilds|suppress\w*|implicit_optional|disable_error_code|updateSnapshot|onlyChanged|bypass|exit-zero|exit_zero|noErrorOnUnmatchedPattern|no-error-on-unmatched-pattern|allowEmpty|informational|optional|if_no_uploads|silent)$/;
const ADDRESSES = /(?:^|\.)(?:script|scripts|run|addopts|args|command|commands|cmd|before_script|after_script|test-command)$/;

/** Folders of what is made, not written. */
const MADE =
  /^(?:\*\*\/|\.\/|!|\^|\/)*(?:node_modules|dist|build|out|lib|coverage|htmlcov|target|vendor|\.next|\.nuxt|\.turbo|\.cache|\.git|\.venv|venv|\.tox|__pycache__|generated|__generated__|gen|tmp|temp|playwright-report|test-results|storybook-static|public|assets|migrations|\.\w+_cache|\.eggs|[\w-]+\.egg-info)(?:\/|$|\b)|\.(?:min\.js|d\.ts|map|generated\.\w+|pb\.\w+|snap|lock|svg|png)$/;

const RANKS: Readonly<Record<string, number>> = {
  off: 0,
  false: 0,
  none: 0,
  ignore: 0,
  allow: 0,
  '0': 0,
  info: 1,
  hint: 1,
  suggestion: 1,
  warn: 2,
  warning: 2,
  '1': 2,
  on: 3,
  true: 3,
  error: 3,
  deny: 3,
  forbid: 3,
  fatal: 3,
  '2': 3,
};
const RULE =
  /(?:^|\.)(?:rules|lints|categories|severity|level|overrides|analyzer\.errors|linter)\.|(?:^|\.)(?:severity|level|fail_level)$/;

/** Of several values the least: a later object of a list can switch a rule off again. */
const rank = (values: readonly string[]): number | undefined => {
  const known = values.flatMap((value) => (Object.hasOwn(RANKS, value.toLowerCase()) ? [RANKS[value.toLowerCase()] ?? 0] : []));
  return known.length === 0 ? undefined : Math.min(...known);
};

const numberOf = (values: readonly string[]): number =>
  Number(/^-?[\d_]+(?:\.\d+)?/.exec((values[0] ?? '').trim())?.[0].replaceAll('_', '') ?? Number.NaN);

/** `before` and `after` are the values on either side; empty: the key is not there. */
export function weaker(key: string, before: readonly string[], after: readonly string[]): Weaker | undefined {
  if (before.join('\0') === after.join('\0')) return undefined;
  return (
    ofNumber(key, before, after) ??
    ofRule(key, before, after) ??
    ofList(key, before, after) ??
    ofFlag(key, before, after) ??
    ofOther(key, before, after)
  );
}

const said = (values: readonly string[]): string => (values.length === 0 ? 'nothing' : values.join(', ').slice(0, 120));

function ofNumber(key: string, before: readonly string[], after: readonly string[]): Weaker | undefined {
  const [was, is] = [numberOf(before), numberOf(after)];
  const change = `goes from ${said(before)} to ${said(after)}`;
  if (FLOOR.test(key)) {
    const switchedOff = before[0] === 'true' && after[0] !== 'true';
    const isLower = (was > 0 && (Number.isNaN(is) || is < was)) || switchedOff;
    return isLower ? { kind: 'threshold-lowered', severity: 'major', what: change } : undefined;
  }
  if (CEILING.test(key))
    return !Number.isNaN(was) && (Number.isNaN(is) || is > was)
      ? { kind: 'threshold-lowered', severity: 'major', what: change }
      : undefined;
  if (RETRY.test(key)) return is > (was || 0) ? { kind: 'timeout-raised', severity: 'major', what: change } : undefined;
  // Runners have a limit of their own, of five seconds or more, where none is set.
  if (TIMEOUT.test(key))
    return is > (Number.isNaN(was) ? 5000 : was) || (is === 0 && was > 0)
      ? { kind: 'timeout-raised', severity: 'major', what: change }
      : undefined;
  return undefined;
}

function ofRule(key: string, before: readonly string[], after: readonly string[]): Weaker | undefined {
  if (!RULE.test(key)) return undefined;
  const [was, is] = [rank(before), rank(after)];
  if (was !== undefined && was > 0 && (is ?? (after.length === 0 ? 0 : was)) < was)
    return { kind: 'check-changed', severity: 'blocker', what: `goes from ${said(before)} to ${said(after)}` };
  if (was === undefined && before.length === 0 && is === 0 && /(?:^|\.)rules\./.test(key))
    return { kind: 'check-changed', severity: 'blocker', what: 'is switched off' };
  return undefined;
}

const isFlag = (values: readonly string[]): boolean => values.every((value) => /^(?:true|false)$/.test(value));

function ofList(key: string, before: readonly string[], after: readonly string[]): Weaker | undefined {
  if (EXCLUDES.test(key) && !(isFlag(before) && isFlag(after))) {
    const more = after.filter((value) => !before.includes(value) && !MADE.test(value));
    return more.length > 0 ? { kind: 'check-changed', severity: 'blocker', what: `leaves out more: ${said(more)}` } : undefined;
  }
  if (INCLUDES.test(key) && before.length > 0 && !isFlag(before)) {
    const fewer = before.filter((value) => !after.includes(value));
    // A key that is gone falls back to the tool's default, which is wider.
    if (after.length === 0 && !/(?:extends|presets|plugins|select|enable|checks)$/.test(last(key))) return undefined;
    return fewer.length > 0 ? { kind: 'check-changed', severity: 'blocker', what: `no longer has ${said(fewer)}` } : undefined;
  }
  return undefined;
}

const isOn = (value: string | undefined): boolean => value !== undefined && /^(?:true|1|yes|on|always)$/i.test(value);

function ofFlag(key: string, before: readonly string[], after: readonly string[]): Weaker | undefined {
  const [was, is] = [before[0], after[0]];
  if (/(?:^|\.)if$/.test(key) && after.some((value) => /\bfalse\b|never\(\)/.test(value)))
    return { kind: 'check-changed', severity: 'blocker', what: `is ${said(after)}` };
  if (LAX.test(key) && isOn(is) && !isOn(was))
    return { kind: 'check-changed', severity: 'blocker', what: `goes from ${said(before)} to ${said(after)}` };
  if (STRICT.test(key) && isOn(was) && !isOn(is))
    return { kind: 'check-changed', severity: 'blocker', what: `goes from ${said(before)} to ${said(after)}` };
  if (STRICT.test(key) && !LAX.test(key) && was === undefined && is === 'false')
    return { kind: 'check-changed', severity: 'blocker', what: 'is switched off' };
  return undefined;
}

/** Something that stood there is otherwise: which way it goes cannot be told from the key. What is only added is not reported. */
function ofOther(key: string, before: readonly string[], after: readonly string[]): Weaker | undefined {
  if (
    before.length === 0 ||
    ADDRESSES.test(key) ||
    FLOOR.test(key) ||
    CEILING.test(key) ||
    TIMEOUT.test(key) ||
    RETRY.test(key) ||
    EXCLUDES.test(key) ||
    INCLUDES.test(key)
  )
    return undefined;
  if (STRICT.test(key) || LAX.test(key)) return undefined;
  const isStricter = RULE.test(key) && (rank(after) ?? 0) >= (rank(before) ?? 0);
  return isStricter
    ? undefined
    : { kind: 'check-changed', severity: 'minor', what: `goes from ${said(before)} to ${said(after)}` };
}

export const isCommandKey = (key: string): boolean => ADDRESSES.test(key);
