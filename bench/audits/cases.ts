/** One drawn change, in the form in which the audits take it. */
import type { ChangedFile } from '../../runtime/model/evidence.ts';
import { type Language, makeProject } from './projects.ts';
import type { Random } from './random.ts';
import { ALSO_ON_BASE, type Variant } from './variants.ts';

export interface Case {
  readonly files: readonly ChangedFile[];
  readonly base: ReadonlyMap<string, string>;
  readonly candidate: ReadonlyMap<string, string>;
  readonly checks: readonly { readonly cmd: string; readonly cwd: string }[];
}

const CHECKS = [
  { cmd: 'npm test', cwd: '.' },
  { cmd: 'npm run check', cwd: '.' },
  { cmd: 'make test', cwd: '.' },
];

export function drawCase(variant: Variant, language: Language, random: Random): Case {
  const project = makeProject(language, random);
  const changed = variant.change(project, random);
  const base = new Map([...project.files, ...[...ALSO_ON_BASE].filter(([path]) => changed.has(path))]);
  const candidate = new Map(base);
  for (const [path, text] of changed)
    if (text === undefined) candidate.delete(path);
    else candidate.set(path, text);
  const touched = [...changed.keys()].filter((path) => base.get(path) !== candidate.get(path));
  const gone = touched.filter((path) => !candidate.has(path));
  const come = touched.filter((path) => !base.has(path));
  const files = touched.flatMap((path): ChangedFile[] => {
    const counts = { insertions: 1, deletions: 1, binary: false };
    // As git tells a renaming: the same content under another name.
    const from = gone.find((old) => base.get(old) === candidate.get(path));
    if (come.includes(path))
      return [
        from === undefined ? { path, status: 'added', ...counts } : { path, previousPath: from, status: 'renamed', ...counts },
      ];
    if (gone.includes(path))
      return come.some((other) => candidate.get(other) === base.get(path)) ? [] : [{ path, status: 'deleted', ...counts }];
    return [{ path, status: 'modified', ...counts }];
  });
  const sides = (texts: ReadonlyMap<string, string>) =>
    new Map([...texts].filter(([path]) => changed.has(path) || path === 'package.json'));
  return { files, base: sides(base), candidate: sides(candidate), checks: CHECKS };
}
