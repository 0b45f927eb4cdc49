/** Which language a changed file is written in, for checks that only concern one. Pure. */

const BY_EXTENSION: Readonly<Record<string, string>> = {
  ts: 'typescript',
  tsx: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  js: 'javascript',
  jsx: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  vue: 'vue',
  svelte: 'svelte',
  py: 'python',
  pyi: 'python',
  go: 'go',
  rs: 'rust',
  java: 'java',
  kt: 'kotlin',
  kts: 'kotlin',
  scala: 'scala',
  groovy: 'groovy',
  c: 'c',
  h: 'c',
  cc: 'cpp',
  cpp: 'cpp',
  cxx: 'cpp',
  hpp: 'cpp',
  hh: 'cpp',
  cs: 'csharp',
  fs: 'fsharp',
  rb: 'ruby',
  php: 'php',
  swift: 'swift',
  m: 'objective-c',
  dart: 'dart',
  ex: 'elixir',
  exs: 'elixir',
  erl: 'erlang',
  hs: 'haskell',
  lua: 'lua',
  pl: 'perl',
  r: 'r',
  jl: 'julia',
  zig: 'zig',
  sh: 'shell',
  bash: 'shell',
  zsh: 'shell',
  ps1: 'powershell',
  sql: 'sql',
  html: 'html',
  css: 'css',
  scss: 'css',
  less: 'css',
  md: 'markdown',
  yaml: 'yaml',
  yml: 'yaml',
  json: 'json',
  toml: 'toml',
  tf: 'terraform',
  proto: 'protobuf',
};

const ALIASES: Readonly<Record<string, string>> = {
  ...BY_EXTENSION,
  golang: 'go',
  node: 'javascript',
  'c++': 'cpp',
  'c#': 'csharp',
  'f#': 'fsharp',
  objc: 'objective-c',
  docker: 'dockerfile',
  make: 'makefile',
};

const BY_NAME: Readonly<Record<string, string>> = {
  dockerfile: 'dockerfile',
  containerfile: 'dockerfile',
  makefile: 'makefile',
  rakefile: 'ruby',
  gemfile: 'ruby',
};

/** Full name of a language: `ts` and `TypeScript` are `typescript`. A name that is not known stands for itself. */
export const languageName = (name: string): string => ALIASES[name.trim().toLowerCase()] ?? name.trim().toLowerCase();

/** undefined when the name of the file does not tell. */
export function languageOf(path: string): string | undefined {
  const name = (path.split('/').at(-1) ?? '').toLowerCase();
  const dot = name.lastIndexOf('.');
  return BY_NAME[name] ?? (dot > 0 ? BY_EXTENSION[name.slice(dot + 1)] : undefined);
}

/** Every language among `paths`, sorted. */
export const languagesOf = (paths: readonly string[]): string[] =>
  [...new Set(paths.map(languageOf).filter((name) => name !== undefined))].toSorted();

/**
 * Whether a check for `language` concerns a change of `paths`. True without a language. A check for JavaScript concerns TypeScript too and
 * the other way round, because projects lint and test both with one command.
 */
export function concerns(language: string | undefined, paths: readonly string[]): boolean {
  if (language === undefined) return true;
  const wanted = family(languageName(language));
  return paths.some((path) => {
    const found = languageOf(path);
    return found !== undefined && family(found) === wanted;
  });
}

const family = (name: string): string => (name === 'typescript' || name === 'vue' || name === 'svelte' ? 'javascript' : name);
