/** `okstra install`, `update`, `uninstall` with their flags. What they do is loaded when they run. */
import type { Command, Option } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { Add } from './shared.ts';
import { choice } from './shared.ts';

const HOSTS = ['claude', 'codex', 'gemini', 'agents', 'all'];

/** `claude,codex`, given once or several times. */
function hosts(raw: string, before: readonly string[] = []): readonly string[] {
  const given = raw.split(',').map((entry) => entry.trim());
  const unknown = given.find((entry) => !HOSTS.includes(entry));
  if (unknown !== undefined) throw new InvalidArgumentError(`expected some of ${HOSTS.join(', ')}, found "${unknown}"`);
  return [...before, ...given];
}

const scope = (description: string): Option => choice('--scope <scope>', description, ['project', 'user']);

export function install(program: Command, add: Add): void {
  add(
    program,
    'install',
    "put okstra's skills into Claude Code, Codex, Gemini CLI, or .agents/skills",
    async () => (await import('../install.ts')).install,
    'okstra install',
    'okstra install --host claude,codex --scope user',
    'okstra install --host all --dry-run',
  )
    .option('--host <hosts>', `${HOSTS.join(', ')}; separated by commas (default: those on the PATH)`, hosts)
    .addOption(scope('this repository, or the home folder (default: project)'))
    .option('--dry-run', 'print what would be created, updated, kept and removed')
    .option('--force', 'put okstra’s files in the place of edited or foreign ones, which are kept as <file>.bak')
    .option('--no-ask', 'do not start the agents to ask what they see');
}

export function update(program: Command, add: Add): void {
  add(
    program,
    'update',
    'bring installed skills up to this version; what you edited stays',
    async () => (await import('../install.ts')).update,
    'okstra update',
    'okstra update --scope user --dry-run',
  )
    .addOption(scope('which installation (default: the one there is)'))
    .option('--dry-run', 'print what would be created, updated, kept and removed')
    .option('--force', 'update edited files too; what you wrote is kept as <file>.bak')
    .option('--no-ask', 'do not start the agents to ask what they see');
}

export function uninstall(program: Command, add: Add): void {
  add(
    program,
    'uninstall',
    'remove what okstra install wrote; what you edited stays',
    async () => (await import('../install.ts')).uninstall,
    'okstra uninstall',
    'okstra uninstall --host codex --scope user',
  )
    .option('--host <hosts>', `${HOSTS.join(', ')}; separated by commas (default: all that are installed)`, hosts)
    .addOption(scope('which installation (default: the one there is)'))
    .option('--dry-run', 'print what would be removed and kept')
    .option('--force', 'remove edited files too; what you wrote is kept as <file>.bak');
}
