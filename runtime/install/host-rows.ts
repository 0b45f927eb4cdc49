/** Rows of what is installed: the files against their record, and what each host's own program sees of them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OkstraError } from '../model/failure.ts';
import { lookAt } from './disk.ts';
import { type Asked, type HostRow, QUESTIONS, viewOf } from './host-view.ts';
import type { HostName, Places } from './hosts.ts';
import { HOST_TITLES } from './hosts.ts';
import type { Pack } from './pack.ts';
import { skillNames } from './pack.ts';
import type { InstalledFile, InstallRecord } from './record.ts';
import { readRecord } from './record.ts';
import { isPending } from './transaction.ts';

export interface HostPorts {
  readonly findProgram: (name: string) => string | undefined;
  readonly run: (argv: readonly [string, ...string[]], cwd: string) => Promise<Asked>;
  /** Where the hosts are started. */
  readonly cwd: string;
  /** The other scope's places, for copies in both. */
  readonly others: readonly Places[];
}

/** Nothing is installed: no rows. A record that cannot be read: one row that says so. */
export async function hostRows(places: Places, pack: Pack, ports: HostPorts): Promise<readonly HostRow[]> {
  const name = `skills (${places.scope})`;
  let record: InstallRecord | undefined;
  try {
    record = readRecord(places);
  } catch (error) {
    if (!(error instanceof OkstraError)) throw error;
    const { message, fix } = error.failure;
    return [{ name, status: 'warn', detail: message, ...(fix === undefined ? {} : { fix }) }];
  }
  const halfDone: readonly HostRow[] = isPending(places.pending)
    ? [
        {
          name,
          status: 'warn',
          detail: 'an installation was interrupted or is under way',
          fix: 'okstra update undoes what was left half done, and does it again.',
        },
      ]
    : [];
  if (record === undefined) return halfDone;
  const installed = record;
  const views = await Promise.all(installed.hosts.map((host) => viewRow(host, { places, pack, ports, record: installed })));
  return [
    ...halfDone,
    filesRow(name, installed, pack),
    ...duplicateRows(installed, { places, pack, others: ports.others }),
    ...views,
  ];
}

function filesRow(name: string, record: InstallRecord, { version }: Pack): HostRow {
  const states = record.files.map((file) => ({ file, state: stateOf(file) }));
  const of = (state: State): readonly string[] => states.filter((each) => each.state === state).map(({ file }) => file.path);
  const [missing, edited] = [of('missing'), of('edited')];
  const hosts = record.hosts.map((host) => HOST_TITLES[host]).join(', ');
  const facts = [
    `${record.files.length} files of okstra ${record.okstra} for ${hosts}`,
    ...(edited.length === 0 ? [] : [`${edited.length} edited by you: ${edited.join(', ')}`]),
    ...(missing.length === 0 ? [] : [`${missing.length} missing: ${missing.join(', ')}`]),
  ];
  const isOld = record.okstra !== version;
  if (missing.length === 0 && !isOld) return { name, status: 'ok', detail: facts.join('; ') };
  const why = isOld ? [...facts, `this is okstra ${version}`] : facts;
  return { name, status: 'warn', detail: why.join('; '), fix: `okstra update --scope ${record.scope}` };
}

type State = 'same' | 'edited' | 'missing';

function stateOf({ path, sha256 }: InstalledFile): State {
  try {
    const seen = lookAt(path, join(path, '..'));
    if (seen === undefined) return 'missing';
    return seen === sha256 ? 'same' : 'edited';
  } catch {
    return 'edited'; // a folder or a link in its place
  }
}

/** The same skills in a second place, by another way of installing them or in the other scope. */
function duplicateRows(
  record: InstallRecord,
  { places, pack, others }: { places: Places; pack: Pack; others: readonly Places[] },
): readonly HostRow[] {
  const ours = new Set(record.files.map(({ path }) => path));
  const names = skillNames(pack);
  return record.hosts.flatMap((host) => {
    const copies = copyFolders(host, [places, ...others])
      .flatMap((folder) => names.map((name) => join(folder, name, 'SKILL.md')))
      .filter((path) => existsSync(path) && !ours.has(path));
    const plugins =
      host === 'claude'
        ? others.map(({ claudeSkills }) => join(claudeSkills.folder, 'okstra')).filter((path) => existsSync(path))
        : [];
    const found = [...new Set([...copies, ...plugins])];
    if (found.length === 0) return [];
    const detail = `${HOST_TITLES[host]} finds okstra's skills in a second place: ${found[0]}${found.length > 1 ? ` and ${found.length - 1} more` : ''}`;
    return [
      {
        name: `copies (${host})`,
        status: 'warn' as const,
        detail,
        fix: 'Keep one: okstra uninstall --scope project or --scope user, or remove the other folders.',
      },
    ];
  });
}

/** Folders of single skills that a host reads, ours among them. */
function copyFolders(host: HostName, all: readonly Places[]): readonly string[] {
  return all.flatMap((places) => {
    if (host === 'claude') return [places.claudeSkills.folder];
    const shared = [places.agentsSkills.folder];
    if (host === 'codex') return [...shared, join(places.codex.folder, 'skills')];
    if (host === 'gemini') return [places.geminiAgentsSkills, join(places.gemini.folder, 'skills')];
    return shared;
  });
}

async function viewRow(
  host: HostName,
  { places, pack, ports, record }: { places: Places; pack: Pack; ports: HostPorts; record: InstallRecord },
): Promise<HostRow> {
  const name = `${host} sees`;
  const hooks = 'no hooks of okstra, so none to trust';
  if (host === 'agents') {
    return { name, status: 'ok', detail: `whoever reads ${places.agentsSkills.folder}; no program to ask; ${hooks}` };
  }
  const program = ports.findProgram(host);
  if (program === undefined) {
    return {
      name,
      status: 'warn',
      detail: `${host} is not on the PATH and could not be asked`,
      fix: `Install ${HOST_TITLES[host]}, or: okstra uninstall --host ${host}`,
    };
  }
  const answers: Asked[] = [];
  for (const question of QUESTIONS[host]) answers.push(await ports.run([program, ...question], ports.cwd));
  const view = viewOf(host, answers, places.scope);
  if (view === undefined) {
    const said = answers[0]?.stderr.trim().split('\n').at(-1) ?? '';
    return {
      name,
      status: 'warn',
      detail: `${program} gave no answer that can be read${said === '' ? '' : `: ${said}`}`,
      fix: `${host} ${QUESTIONS[host][0]?.join(' ')}`,
    };
  }
  const { obstacle, skills, version } = view;
  if (obstacle !== undefined) return { name, status: 'warn', ...obstacle };
  const missing = skillNames(pack).filter((each) => !skills.includes(each));
  const twice = [...new Set(skills.filter((each, index) => skills.indexOf(each) !== index))];
  if (missing.length > 0) {
    const detail = `${skillNames(pack).length - missing.length} of ${skillNames(pack).length} skills; not ${missing.join(', ')}`;
    return {
      name,
      status: 'warn',
      detail,
      fix: `okstra install --host ${host} --scope ${record.scope}; then start ${host} anew`,
    };
  }
  if (twice.length > 0) {
    return {
      name,
      status: 'warn',
      detail: `skills twice: ${twice.join(', ')}`,
      fix: 'Keep one: okstra uninstall --scope project or --scope user',
    };
  }
  if (version !== undefined && version !== record.okstra) {
    const detail = `${skills.length} skills of okstra ${version}, where ${record.okstra} is installed`;
    return {
      name,
      status: 'warn',
      detail,
      fix: `Start ${host} anew; if it stays so: okstra install --host ${host} --scope ${record.scope}`,
    };
  }
  const facts = [`${skills.length} skills`, ...(version === undefined ? [] : [`version ${version}`]), hooks];
  return { name, status: 'ok', detail: facts.join('; ') };
}
