/** Grammars of the languages whose syntax trees the audits read. Each is loaded when a file needs it. */
import type { Parser } from '@lezer/common';

export type GrammarName = 'javascript' | 'typescript' | 'tsx' | 'python' | 'go' | 'rust' | 'java';

/** Those that were loaded. A file whose grammar is missing is read line by line. */
export type Grammars = ReadonlyMap<GrammarName, Parser>;

const BY_ENDING: Readonly<Record<string, GrammarName>> = {
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascript',
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'tsx',
  py: 'python',
  pyi: 'python',
  go: 'go',
  rs: 'rust',
  java: 'java',
};

/** undefined: no grammar for this kind of file. */
export function grammarOf(path: string): GrammarName | undefined {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending] : undefined;
}

/** Configuration in JSON is read with JavaScript's grammar. */
const JSON_LIKE = /\.json[c5]?$|(?:^|\/)\.\w+rc$/;

/** Loads what `paths` need, each grammar once. */
export async function loadGrammars(paths: readonly string[]): Promise<Grammars> {
  const names = new Set(paths.flatMap((path) => grammarOf(path) ?? (JSON_LIKE.test(path) ? ['javascript' as const] : [])));
  return new Map(await Promise.all([...names].map(async (name) => [name, await LOADERS[name]()] as const)));
}

const LOADERS: Readonly<Record<GrammarName, () => Promise<Parser>>> = {
  javascript: async () => (await import('@lezer/javascript')).parser.configure({ dialect: 'jsx' }),
  typescript: async () => (await import('@lezer/javascript')).parser.configure({ dialect: 'ts' }),
  tsx: async () => (await import('@lezer/javascript')).parser.configure({ dialect: 'ts jsx' }),
  python: async () => (await import('@lezer/python')).parser,
  go: async () => (await import('@lezer/go')).parser,
  rust: async () => (await import('@lezer/rust')).parser,
  java: async () => (await import('@lezer/java')).parser,
};
