/** Feature documents in `okstra validate`: a whole set, or one file of it. */
import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Failure } from '../model/failure.ts';
import type { FrdIssue } from '../sources/frd/index.ts';
import {
  checkDocument,
  checkIndex,
  compileOwnSchema,
  issueCode,
  parseJson,
  readFrdSet,
  schemaBeside,
} from '../sources/frd/index.ts';
import { isBelow } from '../sources/spec-folders/files.ts';
import type { Checked, IssueDocument } from './validate.ts';
import type { FrdFileKind } from './validate-kinds.ts';

/** A folder with documents; what concerns the set as a whole comes first, under the folder's own name. */
export async function checkFrdFolder(root: string, cwd: string): Promise<readonly Checked[]> {
  const repoTop = topOf(root, cwd);
  const set = await readFrdSet({ repoTop, root });
  const shown = (path: string): string => relative(cwd, join(repoTop, path)) || '.';
  const of = (issues: readonly FrdIssue[], path: string, kind: FrdFileKind | 'frd-set'): Checked => {
    const here = issues.map(({ problem, ...issue }) => ({ ...issue, problem: placed(problem, shown) }));
    return {
      given: shown(path),
      file: join(repoTop, path),
      kind,
      usable: true,
      problems: here.map(({ problem }) => problem),
      issues: here.map((issue) => issueDocument(issue, cwd)),
    };
  };
  const ofRun = set.issues.filter(({ level }) => level === 'run');
  const ofFiles = Map.groupBy(
    set.issues.filter(({ level }) => level === 'file'),
    ({ problem }) => problem.place?.file ?? '',
  );
  const paths = [...new Set([...set.documents.map(({ path }) => path), ...ofFiles.keys()])].toSorted();
  const named = new Set(ofRun.map(({ problem }) => problem.place?.file));
  return [
    told(of(ofRun, set.rootPath, 'frd-set'), ofFiles.size > 0),
    ...paths.map((path) =>
      told(of(ofFiles.get(path) ?? [], path, basename(path) === 'index.json' ? 'frd-index' : 'frd'), named.has(path)),
    ),
  ];
}

const told = (checked: Checked, isElsewhere: boolean): Checked =>
  checked.problems.length === 0 && isElsewhere ? { ...checked, toldElsewhere: true } : checked;

/** What only the whole set shows, such as an unknown dependency, is not looked for. */
export async function checkFrdFile(
  kind: FrdFileKind,
  { given, text, cwd }: { readonly given: string; readonly text: string; readonly cwd: string },
): Promise<Checked> {
  const file = resolve(cwd, given);
  const root = dirname(file);
  const issues = await issuesOf(kind, { given, text, folder: { repoTop: topOf(root, cwd), root } });
  return {
    given,
    file,
    kind,
    usable: true,
    problems: issues.map(({ problem }) => problem),
    issues: issues.map((issue) => issueDocument(issue, cwd)),
  };
}

async function issuesOf(
  kind: FrdFileKind,
  {
    given,
    text,
    folder,
  }: { readonly given: string; readonly text: string; readonly folder: { readonly repoTop: string; readonly root: string } },
): Promise<readonly FrdIssue[]> {
  if (kind === 'frd-schema') {
    const compiled = await compileOwnSchema(text, given);
    return compiled.ok ? [] : asIssues([compiled.failure]);
  }
  const json = parseJson(given, text);
  if (!json.ok) return asIssues([json.failure]);
  if (kind === 'frd-index') return asIssues(checkIndex(json.value).problems);
  const { validator, issues } = await schemaBeside(folder);
  return [...issues, ...asIssues(checkDocument(json.value, validator).problems)];
}

const asIssues = (problems: readonly Failure[]): readonly FrdIssue[] =>
  problems.map((problem) => ({ level: 'file', code: issueCode(problem), problem }));

function issueDocument({ level, code, problem }: FrdIssue, cwd: string): IssueDocument {
  const { place, message, fix } = problem;
  return {
    level,
    code,
    rule: problem.code,
    path: place === undefined ? null : resolve(cwd, place.file),
    line: place?.line ?? null,
    column: place?.column ?? null,
    field: place?.field ?? null,
    message,
    fix: fix ?? null,
  };
}

const placed = (problem: Failure, shown: (path: string) => string): Failure =>
  problem.place === undefined ? problem : { ...problem, place: { ...problem.place, file: shown(problem.place.file) } };

/** Top of the checkout that a folder lies in; without one the current folder when it is above it, else the folder itself. */
function topOf(folder: string, cwd: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return isBelow(cwd, folder) ? cwd : folder;
  }
}
