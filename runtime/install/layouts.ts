/** Which files each host gets, and in which form. Values in, values out. */
import { join } from 'node:path';
import { stringify } from 'smol-toml';
import type { HostFolder, HostName, Places } from './hosts.ts';
import type { Pack, PackAgent, PackFile } from './pack.ts';

export interface WantedFile {
  /** Absolute. */
  readonly path: string;
  /** What of the path the user chose; below it nothing may be a symbolic link. */
  readonly base: string;
  readonly content: string;
  /** Who reads it; several share `.agents/skills`. */
  readonly hosts: readonly HostName[];
}

type File = Omit<WantedFile, 'hosts'>;

/** Every file that these hosts are to have, one for each path. */
export function wantedFiles(hosts: readonly HostName[], pack: Pack, places: Places): readonly WantedFile[] {
  const wanted = new Map<string, WantedFile>();
  for (const host of hosts) {
    for (const file of filesOf(host, { hosts, pack, places })) {
      const before = wanted.get(file.path);
      wanted.set(file.path, { ...file, hosts: [...(before?.hosts ?? []), host] });
    }
  }
  return [...wanted.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

interface Layout {
  readonly hosts: readonly HostName[];
  readonly pack: Pack;
  readonly places: Places;
}

function filesOf(host: HostName, layout: Layout): readonly File[] {
  const { pack, places } = layout;
  switch (host) {
    case 'claude':
      return claudePlugin(pack, places.claudeSkills);
    case 'codex':
      return [...below(places.agentsSkills, pack.skills), ...below(places.codex, pack.agents.map(codexAgent))];
    case 'gemini':
      return places.scope === 'user' ? geminiExtension(layout) : geminiLoose(layout);
    case 'agents':
      return below(places.agentsSkills, pack.skills);
  }
}

const below = ({ folder, base }: HostFolder, files: readonly PackFile[], prefix = ''): readonly File[] =>
  files.map(({ path, content }) => ({ path: join(folder, prefix, path), base, content }));

const inFolder = (folder: string, files: readonly PackFile[]): readonly PackFile[] =>
  files.map(({ path, content }) => ({ path: `${folder}/${path}`, content }));

const DESCRIPTION = 'Runs specs through okstra: implemented by one agent, checked by okstra, verified by others, reported.';

/** A plugin that is found because it lies in the skills folder: no settings are touched, and removing the folder removes it. */
function claudePlugin({ version, skills, agents, readme, licence }: Pack, place: HostFolder): readonly File[] {
  const manifest = { name: 'okstra', version, description: DESCRIPTION, author: { name: 'okstra' }, license: 'Apache-2.0' };
  return below(
    place,
    [
      { path: '.claude-plugin/plugin.json', content: json(manifest) },
      { path: 'README.md', content: readme },
      { path: 'LICENSE', content: licence },
      ...inFolder('skills', skills),
      ...inFolder('agents', agents.map(claudeAgent)),
    ],
    'okstra',
  );
}

const claudeAgent = ({ name, description, writes, instructions }: PackAgent): PackFile => ({
  path: `${name}.md`,
  content: markdown(
    [
      `name: ${name}`,
      `description: ${JSON.stringify(description)}`,
      `tools: ${writes ? 'Read, Grep, Glob, Edit, Write, Bash' : 'Read, Grep, Glob'}`,
      'model: inherit',
    ],
    instructions,
  ),
});

/** Stands by itself: an entry in config.toml as well would register it twice. */
const codexAgent = ({ name, description, writes, instructions }: PackAgent): PackFile => ({
  path: `agents/${name}.toml`,
  content: [
    stringify({
      name: name.replaceAll('-', '_'),
      description,
      sandbox_mode: writes ? 'workspace-write' : 'read-only',
    }).trimEnd(),
    // Lines as they are, for whoever edits them.
    `developer_instructions = '''\n${instructions}'''`,
    '',
  ].join('\n'),
});

/** Skills are left out where the same install puts them into `.agents/skills`, which gemini reads too: it complains of two of a name. */
function geminiExtension({ hosts, pack, places }: Layout): readonly File[] {
  const { version, skills, agents, geminiCommands, readme } = pack;
  const isShared =
    hosts.some((host) => host === 'codex' || host === 'agents') && places.geminiAgentsSkills === places.agentsSkills.folder;
  return below(
    places.gemini,
    [
      { path: 'gemini-extension.json', content: json({ name: 'okstra', version, description: DESCRIPTION }) },
      { path: 'README.md', content: readme },
      ...(isShared ? [] : inFolder('skills', skills)),
      ...inFolder('commands/okstra', geminiCommands),
      ...inFolder('agents', agents.map(geminiAgent)),
    ],
    'extensions/okstra',
  );
}

/** Extensions belong to a user; a project has the same as single files. */
const geminiLoose = ({ pack, places }: Layout): readonly File[] => [
  ...below(places.agentsSkills, pack.skills),
  ...below(places.gemini, inFolder('commands/okstra', pack.geminiCommands)),
  ...below(places.gemini, inFolder('agents', pack.agents.map(geminiAgent))),
];

const GEMINI_READS = ['read_file', 'list_directory', 'glob', 'grep_search'];
const GEMINI_WRITES = ['write_file', 'replace', 'run_shell_command'];

/** Keys that it does not know, and tools that are no list, make gemini refuse the file. */
const geminiAgent = ({ name, description, writes, instructions }: PackAgent): PackFile => ({
  path: `${name}.md`,
  content: markdown(
    [
      `name: ${name}`,
      `description: ${JSON.stringify(description)}`,
      'kind: local',
      'tools:',
      ...[...GEMINI_READS, ...(writes ? GEMINI_WRITES : [])].map((tool) => `  - ${tool}`),
    ],
    instructions,
  ),
});

const markdown = (front: readonly string[], body: string): string => `---\n${front.join('\n')}\n---\n${body}`;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
