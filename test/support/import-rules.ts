import { posix } from 'node:path';

/** Sources by their path below the repository, such as `runtime/git/tree.ts`. */
export type Sources = ReadonlyMap<string, string>;

/** One import that a rule forbids. */
export interface Violation {
  readonly rule: string;
  readonly file: string;
  /** The specifier as written, or for a cycle the folders on it. */
  readonly imported: string;
}

/** Folders whose functions turn values into values. */
const PURE = new Set(['model', 'generated', 'prompts', 'findings', 'audits', 'lead', 'redaction']);

/** Folders that could be lifted out and used without there being runs at all. */
const WITHOUT_RUNS = new Set(['process', 'git', 'evidence', 'drivers', 'apiagent']);

/** Files that are bundled as data. */
const DATA = /^(?:package\.json|(?:templates|schemas|runtime\/config)\/.+\.json)$/;

/** What only makes sense when there are runs, or sits on top of them. */
const ABOUT_RUNS = new Set(['lead', 'conductor', 'store', 'report', 'sources', 'install', 'ui', 'cli']);

/** Built-in modules that compute and nothing else. */
const PURE_BUILTINS = new Set(['node:path', 'node:path/posix', 'node:util', 'node:crypto', 'node:assert', 'node:string_decoder']);

/** Read texts from disk for a pure folder; its callers there get values. */
const LOADERS = new Set(['runtime/prompts/files.ts', 'runtime/prompts/load.ts', 'runtime/prompts/load-chains.ts']);

/** Packages that reach outside the process. */
const EDGE_PACKAGES = new Set(['execa', '@clack/prompts', 'commander', '@bomb.sh/tab']);

/** Ways to read the clock, chance or the process without an import. */
const AMBIENT =
  /\b(?:Date\.now\(|new Date\(\)|Math\.random\(|process\.|performance\.now\(|setTimeout\(|setInterval\(|fetch\(|randomUUID\()/g;

/** Every violation of the import rules of ARCHITECTURE.md, in the order of the files. */
export function checkImports(sources: Sources): Violation[] {
  const violations: Violation[] = [];
  for (const [file, text] of sources) {
    for (const imported of importsOf(text)) {
      for (const rule of brokenRules(file, imported)) violations.push({ rule, file, imported });
    }
    violations.push(...ambientReads(file, text));
  }
  return violations.concat(folderCycles(sources));
}

/** The specifiers of all static and dynamic imports and re-exports, types included. */
export function importsOf(text: string): string[] {
  const code = withoutComments(text);
  const patterns = [
    /(?:^|[;}])\s*(?:import|export)\b[^;'"`]*?\bfrom\s*['"]([^'"]+)['"]/gm,
    /(?:^|[;}])\s*import\s*['"]([^'"]+)['"]/gm,
    /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
  ];
  return patterns.flatMap((pattern) => [...code.matchAll(pattern)].map((match) => match[1] ?? ''));
}

function brokenRules(file: string, specifier: string): string[] {
  const from = folderOf(file);
  if (!specifier.startsWith('.')) return LOADERS.has(file) ? [] : brokenOutside(from, specifier);
  const target = posix.join(posix.dirname(file), specifier);
  const to = folderOf(target);
  const rules: string[] = [];
  if (DATA.test(target)) return [];
  if (!target.startsWith('runtime/')) return ['runtime imports nothing outside runtime/'];
  if (!specifier.endsWith('.ts') && to !== 'generated') rules.push('imports of our own files end in .ts');
  if (from === to) return rules;
  if (from === 'model') rules.push('model imports nothing of ours');
  if (from === 'config' && !PURE.has(to)) rules.push('config imports only pure folders');
  if (PURE.has(from) && !PURE.has(to)) rules.push('pure folders import only pure folders');
  if (WITHOUT_RUNS.has(from) && ABOUT_RUNS.has(to))
    rules.push('process, git, evidence, drivers and the API agent know nothing of runs');
  if (to === 'cli') rules.push('nothing imports cli');
  if (to === 'ui' && from !== 'cli') rules.push('only cli imports ui');
  if (to === 'index.ts') rules.push('nothing inside imports the public index');
  return rules;
}

function brokenOutside(from: string, specifier: string): string[] {
  const isPure = PURE.has(from);
  if (specifier.startsWith('node:')) return isPure && !PURE_BUILTINS.has(specifier) ? ['pure folders import no I/O'] : [];
  if (isPure && EDGE_PACKAGES.has(packageOf(specifier))) return ['pure folders import no I/O'];
  return [];
}

function ambientReads(file: string, text: string): Violation[] {
  if (!PURE.has(folderOf(file)) || folderOf(file) === 'generated') return [];
  const found = [...withoutText(withoutComments(text)).matchAll(AMBIENT)].map(([match]) => match);
  return found.map((imported) => ({ rule: 'pure folders read no clock, chance or process', file, imported }));
}

function folderCycles(sources: Sources): Violation[] {
  const edges = new Map<string, Map<string, string>>();
  for (const [file, text] of sources) {
    const from = folderOf(file);
    for (const specifier of importsOf(text)) {
      if (!specifier.startsWith('.')) continue;
      const target = posix.join(posix.dirname(file), specifier);
      const to = folderOf(target);
      if (to === from || DATA.test(target)) continue;
      const targets = edges.get(from) ?? new Map<string, string>();
      if (!targets.has(to)) targets.set(to, file);
      edges.set(from, targets);
    }
  }
  const seen = new Set<string>();
  const violations: Violation[] = [];
  const visit = (folder: string, path: readonly string[]): void => {
    for (const [next, file] of edges.get(folder) ?? []) {
      const start = path.indexOf(next);
      if (start !== -1) {
        const cycle = path.slice(start);
        const key = cycle.toSorted().join(' ');
        if (!seen.has(key))
          violations.push({ rule: 'folders import each other in one direction', file, imported: [...cycle, next].join(' -> ') });
        seen.add(key);
      } else if (!done.has(next)) {
        visit(next, [...path, next]);
      }
    }
    done.add(folder);
  };
  const done = new Set<string>();
  for (const folder of edges.keys()) if (!done.has(folder)) visit(folder, [folder]);
  return violations;
}

/** `runtime/git/tree.ts` is in `git`; `runtime/index.ts` is a folder of its own. */
function folderOf(file: string): string {
  return file.split('/')[1] ?? file;
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/(^|[^:'"`\w/])\/\/[^\n]*/g, '$1');
}

function withoutText(code: string): string {
  return code.replaceAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");
}
