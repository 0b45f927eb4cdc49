/** Changes of the files that say how checks behave. */
import { roleOf } from '../roles.ts';
import type { Grammars } from '../syntax/grammars.ts';
import { type AuditFinding, auditFinding, type FileChange, placeIn } from '../types.ts';
import { type Flat, flatten } from './flatten.ts';
import { weaker } from './keys.ts';

export function auditConfig(changes: readonly FileChange[], grammars: Grammars): AuditFinding[] {
  const added = new Set(changes.flatMap(({ path, status }) => (status === 'added' ? [path.split('/').at(-1) ?? path] : [])));
  return changes.flatMap((change) => {
    const isPackage = /(?:^|\/)package\.json$/.test(change.basePath);
    const isWorkflow = roleOf(change.basePath) === 'script' && /\.ya?ml$/.test(change.basePath);
    if (!isPackage && !isWorkflow && roleOf(change.basePath) !== 'check-config') return [];
    if (change.basePath.endsWith('.py')) return [];
    return ofFile(change, grammars, added);
  });
}

function ofFile(change: FileChange, grammars: Grammars, added: ReadonlySet<string>): AuditFinding[] {
  const { path, basePath, status, before, after } = change;
  if (before === undefined) return isIgnoreFile(path) ? newIgnores(path, after, grammars) : [];
  if (after === undefined)
    return status === 'deleted' && !isIgnoreFile(basePath) && roleOf(basePath) === 'check-config' ? deleted(change, added) : [];
  const [old, now] = [flatten(basePath, before, grammars), flatten(path, after, grammars)];
  if (old === undefined || now === undefined) return ofLines(change);
  const keys = new Set([...old.keys(), ...now.keys()].filter((key) => concernsChecks(basePath, key)));
  return [...keys].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const found = isOwnCheck(basePath, key)
      ? ownCheck(was?.values ?? [], is?.values ?? [])
      : weaker(key, was?.values ?? [], is?.values ?? []);
    if (found === undefined) return [];
    const place = is === undefined ? placeIn(basePath, 'base', before, was?.line ?? 1) : placeIn(path, 'new', after, is.line);
    return [
      auditFinding({
        kind: found.kind,
        by: 'values',
        severity: found.severity,
        claim: `${key} of ${path} ${found.what}`,
        evidence:
          found.severity === 'minor'
            ? 'The file says how a check behaves; whether it asks less now cannot be told from the key.'
            : 'The file says how a check behaves, and it asks less now.',
        place,
      }),
    ];
  });
}

const isIgnoreFile = (path: string): boolean => path.endsWith('ignore');

/** A new ignore file takes from a check what it looked at. */
function newIgnores(path: string, after: string | undefined, grammars: Grammars): AuditFinding[] {
  const flat: Flat = (after === undefined ? undefined : flatten(path, after, grammars)) ?? new Map();
  const found = weaker('ignore', [], flat.get('ignore')?.values ?? []);
  if (found === undefined || after === undefined) return [];
  return [
    auditFinding({
      kind: found.kind,
      by: 'values',
      severity: found.severity,
      claim: `The new file ${path} ${found.what}`,
      evidence: 'The base has no such file.',
      place: placeIn(path, 'new', after, flat.get('ignore')?.line ?? 1),
    }),
  ];
}

/** Sections of files that say other things too. */
function concernsChecks(path: string, key: string): boolean {
  const name = path.split('/').at(-1) ?? path;
  // What a workflow runs is read as commands; here only whether a failure counts.
  if (roleOf(path) === 'script' && name !== 'package.json')
    return /(?:^|\.)(?:continue-on-error|allow_failure|ignoreErrors|continueOnError|if)$/.test(key);
  if (name === 'package.json')
    return /^(?:jest|vitest|nyc|c8|ava|tap|mocha|eslintConfig|stylelint|xo|standard|size-limit|prettier|knip|commitlint|tsd|playwright)(?:\.|$)/.test(
      key,
    );
  if (name === 'pyproject.toml')
    return /^tool\.(?!poetry|setuptools|hatch\.build|flit|uv\.sources|pdm\.build|bumpversion|semantic_release|towncrier|commitizen)/.test(
      key,
    );
  if (name === 'Cargo.toml') return /^(?:lints|workspace\.lints|test|bench|profile\.(?:test|bench))(?:\.|$)/.test(key);
  if (name === 'setup.cfg') return /^(?:tool:pytest|flake8|mypy|coverage|pycodestyle|pylint|isort|pydocstyle)/.test(key);
  if (/^okstra\.ya?ml$/.test(name)) return /^(?:checks|verification|convergence|run|worktree)\./.test(key);
  if (/^deno\.jsonc?$/.test(name)) return /^(?:lint|fmt|test|compilerOptions|exclude)/.test(key);
  return true;
}

/** okstra's own checks: whatever differs is no longer what the owner configured. */
const isOwnCheck = (path: string, key: string): boolean =>
  /(?:^|\/)okstra\.ya?ml$/.test(path) && /^(?:checks|verification|run)\./.test(key);

function ownCheck(before: readonly string[], after: readonly string[]): ReturnType<typeof weaker> {
  const lost = before.filter((value) => !after.includes(value));
  return lost.length === 0
    ? undefined
    : { kind: 'check-changed', severity: 'blocker', what: `no longer has ${lost.join(', ').slice(0, 120)}` };
}

function deleted({ basePath, before = '' }: FileChange, added: ReadonlySet<string>): AuditFinding[] {
  const family = familyOf(basePath);
  // `.eslintrc.json` giving way to `eslint.config.js` is a move to another format.
  const isReplaced = [...added].some((name) => familyOf(name) === family);
  return [
    auditFinding({
      kind: 'check-changed',
      by: 'values',
      severity: isReplaced ? 'minor' : 'blocker',
      claim: `${basePath} is deleted`,
      evidence: isReplaced
        ? `A new file of the same tool takes its place; whether it asks less cannot be told.`
        : 'It says how a check behaves, and nothing takes its place.',
      place: placeIn(basePath, 'base', before, 1),
    }),
  ];
}

const familyOf = (path: string): string =>
  /^\.?([a-z]+)/i
    .exec(path.split('/').at(-1) ?? path)?.[1]
    ?.toLowerCase()
    .replace(/(?:rc|ignore)$/, '') ?? path;

/** Formats that are not read here: lines that say plainly that something is skipped, or that lose a threshold. */
function ofLines({ path, before = '', after = '' }: FileChange): AuditFinding[] {
  const old = new Set(before.split(/\r?\n/).map((line) => line.trim()));
  return after.split(/\r?\n/).flatMap((line, at) => {
    const text = line.trim();
    if (text === '' || old.has(text) || text.length > 500) return [];
    const isLax =
      /(?:skipTests|testFailureIgnore|maven\.test\.skip|ignoreFailures|failOnError|failOnViolation|haltOnFailure|failsOnError)\b\W{0,5}(?:value\W{0,3})?(?:true|false)/i.exec(
        text,
      );
    const isOff =
      isLax !== null && /fail|halt/i.test(isLax[0]) && !/Ignore/i.test(isLax[0])
        ? isLax[0].endsWith('false')
        : isLax !== null && isLax[0].endsWith('true');
    const isExclusion =
      /<exclude>|\bexclude\s*[('"]|excludeTestsMatching|<excludedGroups>|useJUnitPlatform\s*\{\s*excludeTags/.test(text);
    if (!isOff && !isExclusion) return [];
    return [
      auditFinding({
        kind: 'check-changed',
        by: 'lines',
        severity: 'blocker',
        claim: `${path} leaves out more or ignores failures`,
        evidence: 'The base has no such line.',
        place: placeIn(path, 'new', after, at + 1),
      }),
    ];
  });
}
