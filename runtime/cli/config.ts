/** `okstra config get` and `set`: effective values with where each comes from, and changing okstra.yaml. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { okstraHome } from '../conductor/ports.ts';
import type { EffectiveConfig, EffectiveValue, Origin } from '../config/index.ts';
import { allowedModels, CONFIG_FILE, loadConfig, nearest, readLegacy } from '../config/index.ts';
import { knownKeysAt, parseKey } from '../config/keys.ts';
import { setConfig } from '../config/write.ts';
import { fail, OkstraError } from '../model/failure.ts';
import { writeFileAtomic } from '../store/files.ts';
import { requireCheckout } from './checkout.ts';
import type { CliContext, CommandEnd, CommandHandler } from './context.ts';
import { colour } from './table.ts';

export const get: CommandHandler = async (context, [key]) => {
  const config = await load(context, await topOf(context));
  for (const { message } of config.notices) context.note(`note: ${message}`);
  const file = config.file ?? null;
  if (key === undefined)
    return { exitCode: 0, text: linesOf(config.values), document: { ok: true, file, values: config.values } };
  const exact = config.values.find((value) => value.key === key);
  if (exact) return { exitCode: 0, text: linesOf([exact]), document: { ok: true, file, ...exact } };
  const below = config.values.filter((value) => value.key.startsWith(`${key}.`));
  if (below.length > 0) return { exitCode: 0, text: linesOf(below), document: { ok: true, file, key, values: below } };
  requireKnown(key, config);
  return {
    exitCode: 0,
    text: `${key}: ${colour('dim', '(not set)')}`,
    document: { ok: true, file, key, value: null, origin: null },
  };
};

export const set: CommandHandler = async (context, [key = '', value = '']): Promise<CommandEnd> => {
  const top = await topOf(context);
  const file = join(top, CONFIG_FILE);
  await refuseToHideLegacy(top);
  const before = existsSync(file) ? readFileSync(file) : undefined;
  const wasValid = await isValid(context, top);
  setConfig(file, key, value);
  const config = await load(context, top).catch((error: unknown) => {
    // What one file alone cannot show, such as a role that names no agent: as if it had never been set.
    if (wasValid) restore(file, before);
    throw error;
  });
  const now = config.values.find((entry) => entry.key === key);
  if (now && now.origin.kind !== 'project' && value.trim() !== 'null') {
    context.note(`note: ${key} stays ${shown(now.value)} here: ${originText(now.origin)} wins over ${CONFIG_FILE}`);
  }
  return {
    exitCode: 0,
    text: now ? linesOf([now]) : `${key}: ${colour('dim', '(not set)')}`,
    document: { ok: true, file, key, value: now?.value ?? null, origin: now?.origin ?? null },
  };
};

/** Which models may be named, by vendor; what the configuration added stands behind. */
export const models: CommandHandler = async (context) => {
  const config = await load(context, await topOf(context));
  const allowed = allowedModels(config.settings.models);
  return {
    exitCode: 0,
    text: Object.entries(allowed)
      .map(([vendor, names]) => `${vendor}: ${names.join(', ')}`)
      .join('\n'),
    document: { ok: true, models: allowed, added: config.settings.models },
  };
};

const topOf = async ({ cwd }: CliContext): Promise<string> => (await requireCheckout(cwd)).top;

const load = ({ env }: CliContext, top: string): Promise<EffectiveConfig> =>
  loadConfig({ repoTop: top, okstraHome: okstraHome(env), env });

async function isValid(context: CliContext, top: string): Promise<boolean> {
  try {
    await load(context, top);
    return true;
  } catch (error) {
    if (error instanceof OkstraError) return false;
    throw error;
  }
}

function restore(file: string, before: Uint8Array | undefined): void {
  if (before === undefined) rmSync(file, { force: true });
  else writeFileAtomic(file, before);
}

/** A new okstra.yaml would silently take the place of an older tool's settings. */
async function refuseToHideLegacy(top: string): Promise<void> {
  if (existsSync(join(top, CONFIG_FILE))) return;
  const legacy = await readLegacy(top);
  if (legacy === undefined) return;
  const name = legacy.ok ? legacy.value.file : (legacy.failure[0]?.place?.file ?? 'another file');
  throw fail(
    'usage',
    'legacy-config',
    `Expected ${CONFIG_FILE}, found none; settings come from ${name}, which a new ${CONFIG_FILE} would hide.`,
    {
      fix: `okstra init --yes writes ${CONFIG_FILE} from it; then set the key again.`,
    },
  );
}

/** @throws OkstraError `config-unknown-key` with the nearest key */
function requireKnown(key: string, config: EffectiveConfig): void {
  const path = parseKey(key);
  const isKnown =
    path !== undefined &&
    path.every((part, index) => {
      const known = knownKeysAt(path.slice(0, index));
      return known === undefined ? isFreeName(path, index) : known.includes(part);
    });
  if (isKnown) return;
  const meant = nearest(key, knownKeys(config));
  throw fail('usage', 'config-unknown-key', `Expected a key of the configuration, found "${key}".`, {
    fix: meant === undefined ? 'okstra config get lists all keys.' : `okstra config get ${meant}`,
  });
}

/** Names of agents, models and variables are the user's own; what is asked for by such a name has to be there. */
const isFreeName = (path: readonly string[], index: number): boolean => index === 1 && path.length > 2;

function knownKeys(config: EffectiveConfig): readonly string[] {
  const sections = knownKeysAt([]) ?? [];
  const inSections = sections.flatMap((section) => (knownKeysAt([section]) ?? []).map((name) => `${section}.${name}`));
  return [...new Set([...sections, ...inSections, ...config.values.map((value) => value.key)])];
}

const linesOf = (values: readonly EffectiveValue[]): string =>
  values.map(({ key, value, origin }) => `${key}: ${shown(value)}  ${colour('dim', `# ${originText(origin)}`)}`).join('\n');

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function originText({ kind, name }: Origin): string {
  switch (kind) {
    case 'default':
      return 'default';
    case 'env':
      return `variable ${name}`;
    case 'user':
      return `user file ${name}`;
    default:
      return name;
  }
}
