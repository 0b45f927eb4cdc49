/** The environments that agents and checks get, and which of their variables are secrets. Pure. */

export type Environment = Readonly<Record<string, string | undefined>>;

/** What `git rev-parse --local-env-vars` prints: set by a hook, they would turn every git call below into one on the user's repository. */
const GIT_LOCAL: ReadonlySet<string> = new Set([
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_CONFIG',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CONFIG_COUNT',
  'GIT_OBJECT_DIRECTORY',
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_GRAFT_FILE',
  'GIT_INDEX_FILE',
  'GIT_NO_REPLACE_OBJECTS',
  'GIT_REPLACE_REF_BASE',
  'GIT_PREFIX',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_SHALLOW_FILE',
  'GIT_COMMON_DIR',
  'GIT_QUARANTINE_PATH',
]);

/** Settings of git handed on in the environment: without their number nobody reads them, and one may be a header with a login. */
const GIT_SETTING = /^GIT_CONFIG_(?:KEY|VALUE)_\d+$/;

/** A word of a name that by itself, or at the end of a longer word (`PGPASSWORD`), says "secret". */
const STRONG =
  /(?:PASSWORDS?|PASSWD|PASSPHRASES?|PASSCODE|SECRETS?|TOKENS?|CREDENTIALS?|CREDS|APIKEYS?|ACCESSKEY|PRIVATEKEY|SECRETKEY|JWT)$/;
/** Words that say so only as a word of their own. */
const WEAK: ReadonlySet<string> = new Set([
  'KEY',
  'KEYS',
  'AUTH',
  'AUTHORIZATION',
  'PAT',
  'PWD',
  'PASS',
  'COOKIE',
  'COOKIES',
  'BEARER',
  'DSN',
]);
/** The shell's own folders. */
const HARMLESS: ReadonlySet<string> = new Set(['PWD', 'OLDPWD', 'INIT_CWD']);
/** Ends of names whose value says where something is, not what it is. */
const PLACES: ReadonlySet<string> = new Set(['SOCK', 'FILE', 'PATH', 'DIR', 'HOME', 'URL', 'URI', 'HOST', 'PORT']);

const SHORTEST_SECRET = 8;

/**
 * For agents: `base` whole, because logins, endpoints and proxies live there, without git's local variables and without what an okstra
 * further up told its own agent. `extra` is laid over it; undefined removes a variable.
 */
export function agentEnv(base: Environment, extra: Environment = {}): Record<string, string> {
  return combine(base, extra, (name) => !isInternal(name));
}

/**
 * For everything that runs code an agent may have written: `base` also without secret-looking variables and without any of okstra's. That
 * takes SSH_AUTH_SOCK too: it holds no secret, but whoever has it can sign in as the user. `extra`, which the user wrote down, is not
 * filtered.
 */
export function checkEnv(base: Environment, extra: Environment = {}): Record<string, string> {
  return combine(base, extra, (name) => !name.startsWith('OKSTRA_') && !GIT_SETTING.test(name) && strength(name) === 'none');
}

/** Values of secret-looking variables, from 8 characters on, and passwords inside addresses (`https://user:password@…`). */
export function secretValues(env: Environment): string[] {
  const found = new Set<string>();
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined) continue;
    for (const [, password] of value.matchAll(/:\/\/[^\s/:@]*:([^\s/@]+)@/g)) found.add(password ?? '');
    if (isHeaders(wordsOf(name))) for (const secret of secretHeaders(value)) found.add(secret);
    const kind = strength(name);
    if (kind === 'strong' || (kind === 'weak' && !isSetting(name, value))) found.add(value.trim());
  }
  return [...found].filter((value) => value.length >= SHORTEST_SECRET);
}

/** `strong`: the name says it. `weak`: it may also be a setting that has to do with a secret (`AUTH_MODE`). */
export function strength(name: string): 'strong' | 'weak' | 'none' {
  if (HARMLESS.has(name)) return 'none';
  const words = wordsOf(name);
  if (words.some((word) => STRONG.test(word))) return 'strong';
  return words.some((word) => WEAK.has(word)) || isHeaders(words) ? 'weak' : 'none';
}

/** `OPENAI_CUSTOM_HEADERS`, `OTEL_EXPORTER_OTLP_HEADERS`: a login is what such headers are for. */
const isHeaders = (words: readonly string[]): boolean => words.length > 1 && words.at(-1) === 'HEADERS';

/** Of `Name: value` lines, or of `name=value` with commas between, the values under secret-looking names; what follows `Bearer` also alone. */
function secretHeaders(headers: string): string[] {
  return headers.split(/[\n,]/).flatMap((line) => {
    const [, name = '', value = ''] = /^\s*([\w-]+)\s*[:=]\s*(.*?)\s*$/.exec(line) ?? [];
    return strength(name) === 'none' ? [] : [value, value.replace(/^[A-Za-z]+\s+/, '')];
  });
}

/** Words that hold one of a secret's, and mean something else. */
const LOOKALIKES: ReadonlySet<string> = new Set([
  'AUTHOR',
  'AUTHORS',
  'HOTKEY',
  'HOTKEYS',
  'KEYBOARD',
  'KEYMAP',
  'KEYMAPS',
  'KEYWORD',
  'KEYWORDS',
  'MONKEY',
  'MONKEYPATCH',
  'SECRETARY',
  'TOKENIZER',
  'TOKENIZERS',
]);

/** Whether a program that only looks for parts of words would take a harmless name for a secret's. */
export function isLookalike(name: string): boolean {
  const odd = wordsOf(name).filter((word) => /KEY|TOKEN|SECRET|PASSW|CREDENTIAL|CREDS|AUTH|PRIVATE|CERT/.test(word));
  return strength(name) === 'none' && odd.length > 0 && odd.every((word) => LOOKALIKES.has(word));
}

/** `npm_config__authToken2` → NPM, CONFIG, AUTH, TOKEN. */
function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .map((word) => word.replace(/\d+$/, ''))
    .filter((word) => word !== '');
}

/** A value under a weak name that would blot out ordinary words if it were redacted: a place, a word, a number. */
function isSetting(name: string, value: string): boolean {
  const last = wordsOf(name).at(-1) ?? '';
  return PLACES.has(last) || /^(?:[A-Za-z_-]{1,20}|[\d.]{1,20})$/.test(value.trim());
}

/** What an okstra further up set for its own agent; OKSTRA_HOME and OKSTRA_CONFIG__… are settings of the user and stay. */
function isInternal(name: string): boolean {
  return name.startsWith('OKSTRA_') && name !== 'OKSTRA_HOME' && !name.startsWith('OKSTRA_CONFIG__');
}

function combine(base: Environment, extra: Environment, keep: (name: string) => boolean): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(base)) {
    if (value !== undefined && !GIT_LOCAL.has(name) && keep(name)) result[name] = value;
  }
  for (const [name, value] of Object.entries(extra)) {
    if (value === undefined) delete result[name];
    else result[name] = value;
  }
  return result;
}
