/** What okstra ships for agents' environments: skills, sub-agents, commands. Read from the package; what goes where is decided elsewhere. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };

export interface PackFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly content: string;
}

export interface PackAgent {
  readonly name: string;
  readonly description: string;
  /** Whether it may change files. */
  readonly writes: boolean;
  readonly instructions: string;
}

export interface Pack {
  readonly version: string;
  /** `okstra-run/SKILL.md`, … */
  readonly skills: readonly PackFile[];
  readonly agents: readonly PackAgent[];
  /** `status.toml`, … */
  readonly geminiCommands: readonly PackFile[];
  readonly readme: string;
  readonly licence: string;
  /** Files of skills that earlier versions shipped, with the SHA-256 of each content: known as okstra's without a record. */
  readonly former: Readonly<Record<string, readonly string[]>>;
}

/** The pack beside the nearest package.json above this file: the same for sources and bundle. */
export function shippedPack(): Pack {
  const root = packageRoot();
  const hosts = join(root, 'templates', 'hosts');
  const agents = JSON.parse(readFileSync(join(hosts, 'agents.json'), 'utf8')) as Record<
    string,
    Pick<PackAgent, 'description' | 'writes'>
  >;
  return {
    version: packageJson.version,
    skills: filesBelow(join(root, 'skills')),
    agents: Object.entries(agents).map(([name, facts]) => ({
      name,
      ...facts,
      instructions: readFileSync(join(hosts, `${name}.md`), 'utf8'),
    })),
    geminiCommands: filesBelow(join(hosts, 'gemini-commands')),
    readme: readFileSync(join(hosts, 'README.md'), 'utf8'),
    licence: readFileSync(join(root, 'LICENSE'), 'utf8'),
    former: JSON.parse(readFileSync(join(hosts, 'formerly-shipped.json'), 'utf8')) as Pack['former'],
  };
}

/** Names of the skills, sorted. */
export const skillNames = ({ skills }: Pick<Pack, 'skills'>): readonly string[] =>
  [...new Set(skills.map(({ path }) => path.split('/')[0] ?? ''))].toSorted();

function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

function filesBelow(folder: string): readonly PackFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(folder, path).split(sep).join('/'), content: readFileSync(path, 'utf8') }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
