/** Which languages a project is written in, as the files of its tools tell. Pure. */
import { languageOf } from './languages.ts';

const BY_FILE: Readonly<Record<string, string>> = {
  'package.json': 'javascript',
  'jsconfig.json': 'javascript',
  'tsconfig.json': 'typescript',
  'deno.json': 'typescript',
  'pyproject.toml': 'python',
  'setup.py': 'python',
  'requirements.txt': 'python',
  'go.mod': 'go',
  'go.work': 'go',
  'cargo.toml': 'rust',
  'pom.xml': 'java',
  'build.gradle': 'java',
  'build.gradle.kts': 'kotlin',
  gemfile: 'ruby',
  'composer.json': 'php',
  'mix.exs': 'elixir',
  'package.swift': 'swift',
  'cmakelists.txt': 'cpp',
  'pubspec.yaml': 'dart',
};

export interface DetectedLanguage {
  readonly name: string;
  /** Files that tell of it, at most five. */
  readonly from: readonly string[];
}

const SHOWN = 5;

/**
 * Languages of the item's files, and those of the toolchain files above them. An item that names no files is taken to concern the
 * toolchain files nearest to the top.
 *
 * @param tree paths of all files, with `/`
 * @param files the item's; they need not exist yet
 * @returns sorted by name
 */
export function detectLanguages(tree: readonly string[], files: readonly string[] | undefined): readonly DetectedLanguage[] {
  const found = new Map<string, string[]>();
  const note = (language: string | undefined, path: string): void => {
    if (language !== undefined) found.set(language, [...(found.get(language) ?? []), path]);
  };
  for (const path of files ?? []) note(languageOf(path), path);
  for (const path of toolchainFiles(tree, files ?? [])) note(BY_FILE[nameOf(path)], path);
  return [...found]
    .map(([name, from]) => ({ name, from: [...new Set(from)].slice(0, SHOWN) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function toolchainFiles(tree: readonly string[], files: readonly string[]): readonly string[] {
  const all = tree.filter((path) => Object.hasOwn(BY_FILE, nameOf(path)));
  if (files.length > 0) return all.filter((path) => files.some((file) => file.startsWith(folderOf(path))));
  const top = Math.min(...all.map(depth));
  return all.filter((path) => depth(path) === top);
}

const depth = (path: string): number => path.split('/').length;
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).toLowerCase();
/** With its `/` at the end; empty for the top. */
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
