/** Changes of what checks run: scripts of package.json, shell scripts, makefiles, workflows. */
import type { CheckSpec } from '../../model/evidence.ts';
import { linesOf, programName, readShell, type Scripts, scriptCall, scriptsOf, startedBy } from '../commands/index.ts';
import { roleOf } from '../roles.ts';
import type { Grammars } from '../syntax/grammars.ts';
import type { AuditFinding, FileChange, Texts } from '../types.ts';
import { commandsOf, compareLists } from './command-lists.ts';
import { ofFile, ofKeys, scriptFinding } from './script-files.ts';

export type CheckLine = Pick<CheckSpec, 'cmd' | 'cwd'>;

/** Scripts that people and CI start by these names, whether or not okstra is told to. */
const USUAL =
  /^(?:pre|post)?(?:test|tests|lint|typecheck|type-check|types|tsc|check|checks|format:check|fmt:check|verify|validate|ci|coverage|unit|integration|e2e)(?::[\w:.-]+)?$/;

export function auditScripts(
  changes: readonly FileChange[],
  { checks, isRun, grammars }: { checks: readonly CheckLine[]; isRun: ReadonlySet<string>; grammars: Grammars },
): AuditFinding[] {
  return changes.flatMap((change) => {
    if (/(?:^|\/)package\.json$/.test(change.path)) return ofPackage(change, checks);
    const role = roleOf(change.path);
    if (role === 'script') return ofFile(change, grammars, isRun.has(change.basePath));
    return role === 'check-config' ? ofKeys(change, grammars) : [];
  });
}

function ofPackage({ path, before, after }: FileChange, checks: readonly CheckLine[]): AuditFinding[] {
  if (before === undefined || after === undefined) return [];
  const [old, now] = [scriptsOf(before), scriptsOf(after)];
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
  const started = checks.filter(({ cwd }) => clean(cwd) === folder).flatMap(({ cmd }) => scriptNames(cmd, old));
  const names = new Set([...started, ...Object.keys(old).filter((name) => USUAL.test(name))]);
  return [...names].flatMap((name) => {
    const was = old[name];
    const is = Object.hasOwn(now, name) ? now[name] : undefined;
    if (was === undefined || was === is) return [];
    const line = lineWith(after, name);
    if (is === undefined)
      return [
        scriptFinding(
          path,
          { text: before, side: 'base', line: lineWith(before, name) },
          { kind: 'check-changed', severity: 'blocker', what: `no longer has the script ${name}` },
        ),
      ];
    const differences = compareLists(commandsOf(was, old), commandsOf(is, now), { isRun: started.includes(name) });
    return differences.map((each) =>
      scriptFinding(
        path,
        { text: after, side: 'new', line },
        { ...each, what: `(script ${name}) ${each.what}` },
        `On the base: ${was}`,
      ),
    );
  });
}

const clean = (cwd: string): string => cwd.replaceAll(/^(?:\.\/)+|\/+$/g, '') || '.';

/** Names of the scripts that a command line starts, those that start each other included. */
function scriptNames(cmd: string, scripts: Scripts, seen: ReadonlySet<string> = new Set()): string[] {
  return readShell(cmd).commands.flatMap((command) => {
    const [first = '', ...args] = command.words;
    const call = scriptCall(programName(first), args);
    const own = call === undefined ? [] : linesOf(call, scripts).filter(({ name }) => !seen.has(name));
    const lines = startedBy(command, scripts).lines.map(({ line }) => line);
    if (seen.size > 50) return [];
    const next = new Set([...seen, ...own.map(({ name }) => name)]);
    const below =
      own.length > 0
        ? own.flatMap(({ line }) => scriptNames(line, scripts, next))
        : call === undefined
          ? lines.flatMap((line) => scriptNames(line, scripts, new Set([...next, line])))
          : [];
    return [...own.map(({ name }) => name), ...below];
  });
}

const lineWith = (text: string, name: string): number =>
  Math.max(
    0,
    text.split(/\r?\n/).findIndex((line) => line.includes(`"${name}"`)),
  ) + 1;

/** Files of the repository that checks run, by the words of their command lines: `node scripts/test.mjs`, `bash ci.sh`. */
export function filesRunBy(checks: readonly CheckLine[], texts: Texts): ReadonlySet<string> {
  const found = checks.flatMap(({ cmd, cwd }) => {
    const folder = clean(cwd);
    const scripts = scriptsOf(texts.get(folder === '.' ? 'package.json' : `${folder}/package.json`));
    return commandsOf(cmd, scripts).commands.flatMap(({ program, args }) =>
      [program, ...args].map((word) => clean(folder === '.' ? word : `${folder}/${word}`)),
    );
  });
  return new Set(found);
}
