/** The hosts' own configuration files: okstra changes none of them, and installs nothing beside one that its host cannot read. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { fail } from '../model/failure.ts';
import type { HostName, Places } from './hosts.ts';

type Kind = 'json' | 'json-with-comments' | 'toml';

function filesOf(host: HostName, places: Places): readonly (readonly [path: string, kind: Kind])[] {
  switch (host) {
    case 'claude':
      return ['settings.json', 'settings.local.json'].map((name) => [join(places.claudeConfig, name), 'json'] as const);
    case 'codex':
      return [[join(places.codex.folder, 'config.toml'), 'toml']];
    case 'gemini':
      return [[join(places.gemini.folder, 'settings.json'), 'json-with-comments']];
    case 'agents':
      return [];
  }
}

/** @throws OkstraError `host-config-unreadable` for the first that its host would refuse */
export function requireReadableConfig(hosts: readonly HostName[], places: Places): void {
  for (const [path, kind] of hosts.flatMap((host) => filesOf(host, places))) {
    try {
      const text = readIfThere(path);
      if (text === undefined || text.trim() === '') continue;
      parse(text.replace(/^\uFEFF/, ''), kind);
    } catch (error) {
      const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      throw fail(
        'usage',
        'host-config-unreadable',
        `Expected ${kind === 'toml' ? 'TOML' : 'JSON'} in ${path}, found: ${why}. Nothing was written.`,
        { fix: `Mend ${path}, then run the command again.`, place: { file: path }, cause: error },
      );
    }
  }
}

function parse(text: string, kind: Kind): void {
  if (kind === 'toml') parseToml(text);
  else JSON.parse(kind === 'json' ? text : withoutComments(text));
}

/** A comment inside a text in quotes is none. */
const withoutComments = (text: string): string =>
  text.replaceAll(/"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[^]*?\*\//g, (found) => (found.startsWith('"') ? found : ' '));

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
