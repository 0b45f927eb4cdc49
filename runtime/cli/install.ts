/** `okstra install`, `update` and `uninstall`: which hosts and which scope, then the plan, then what the hosts see. */
import { okstraHome } from '../conductor/ports.ts';
import type { HostRow } from '../install/host-view.ts';
import type { HostName, Places, Scope } from '../install/hosts.ts';
import { foundHosts, HOST_NAMES, projectPlaces, userPlaces } from '../install/hosts.ts';
import { applyInstall, isHalfDone, type Prepared, prepareInstall, recoverInstall } from '../install/installer.ts';
import { shippedPack } from '../install/pack.ts';
import { readRecord } from '../install/record.ts';
import { fail, OkstraError } from '../model/failure.ts';
import { requireCheckout } from './checkout.ts';
import type { CliContext, CommandEnd, CommandHandler } from './context.ts';
import { askHosts } from './install-ask.ts';
import { installText } from './install-text.ts';

type Options = Readonly<Record<string, unknown>>;
type Purpose = 'install' | 'update' | 'uninstall';

export const install: CommandHandler = (context, _args, options) => carryOut('install', context, options);
export const update: CommandHandler = (context, _args, options) => carryOut('update', context, options);
export const uninstall: CommandHandler = (context, _args, options) => carryOut('uninstall', context, options);

async function carryOut(purpose: Purpose, context: CliContext, options: Options): Promise<CommandEnd> {
  const isDryRun = options['dryRun'] === true;
  const places = await placesOf(purpose, context, options);
  const recovered = !isDryRun && recoverInstall(places);
  if (recovered) context.note('note: an interrupted installation was undone first');
  if (isDryRun && isHalfDone(places)) {
    throw fail(
      'blocked',
      'install-interrupted',
      `Expected a finished installation in ${places.record.folder}, found one half done.`,
      {
        fix: 'okstra update undoes what was left half done, and does it again.',
      },
    );
  }
  const pack = shippedPack();
  const hosts = hostsOf(purpose, context, { places, given: options['host'] as readonly string[] | undefined });
  const prepared = prepareInstall({ purpose, hosts, force: options['force'] === true }, pack, places);
  if (!isDryRun) applyInstall(prepared);
  const asks = !isDryRun && purpose !== 'uninstall' && options['ask'] !== false;
  const rows = asks ? await askHosts(context, places, pack) : [];
  return end(prepared, { purpose, isDryRun, rows });
}

async function placesOf(purpose: Purpose, context: CliContext, options: Options): Promise<Places> {
  const user = userPlaces(context.env, okstraHome(context.env));
  const scope = options['scope'] as Scope | undefined;
  if (scope === 'user') return user;
  const project = await checkoutPlaces(context, scope === 'project' || purpose === 'install');
  if (scope === 'project' || purpose === 'install') return project ?? user;
  // What is there decides; a choice between two is the user's.
  const there = [...(project === undefined ? [] : [project]), user].filter(isInstalled);
  const [only, other] = there;
  if (only === undefined) {
    throw fail(
      'usage',
      'not-installed',
      `Expected an installation in ${project === undefined ? '' : 'this repository or '}the home folder, found none.`,
      {
        fix: 'okstra install',
      },
    );
  }
  if (other === undefined) return only;
  throw fail(
    'usage',
    'scope-ambiguous',
    `Expected one installation, found one in ${only.record.base} and one in the home folder.`,
    {
      fix: `okstra ${purpose} --scope project, or okstra ${purpose} --scope user`,
    },
  );
}

const isInstalled = (places: Places): boolean => isHalfDone(places) || readRecord(places) !== undefined;

/** @param isNeeded otherwise being outside a repository is no error */
async function checkoutPlaces({ cwd }: CliContext, isNeeded: boolean): Promise<Places | undefined> {
  try {
    const { top, commonDir } = await requireCheckout(cwd);
    return projectPlaces(top, commonDir);
  } catch (error) {
    if (!(error instanceof OkstraError)) throw error;
    if (!isNeeded) return undefined;
    throw fail(
      error.failure.category,
      error.failure.code,
      `${error.failure.message} Skills can go into the home folder as well.`,
      {
        fix: 'okstra install --scope user',
      },
    );
  }
}

function hostsOf(
  purpose: Purpose,
  { env, cwd }: CliContext,
  { places, given }: { places: Places; given: readonly string[] | undefined },
): readonly HostName[] {
  const recorded = readRecord(places)?.hosts;
  if (purpose !== 'install' && recorded === undefined) {
    throw fail('usage', 'not-installed', `Expected an installation recorded in ${places.record.file}, found none.`, {
      fix: `okstra install --scope ${places.scope}`,
    });
  }
  if (given !== undefined) {
    const named = given.includes('all') ? HOST_NAMES : HOST_NAMES.filter((host) => given.includes(host));
    const strange = purpose === 'uninstall' ? named.filter((host) => recorded?.includes(host) !== true) : [];
    if (strange.length === 0 || given.includes('all')) return named;
    throw fail('usage', 'host-not-installed', `Expected some of ${recorded?.join(', ')}, found ${strange.join(', ')}.`, {
      fix: `okstra uninstall --host ${recorded?.join(',')} --scope ${places.scope}`,
    });
  }
  if (purpose !== 'install') return recorded ?? [];
  const found = foundHosts(env, cwd);
  if (found.length > 0 || recorded !== undefined) return found;
  throw fail('usage', 'no-host', 'Expected claude, codex or gemini on the PATH, found none; nothing was written.', {
    fix: 'Choose: okstra install --host agents (.agents/skills, which many programs read), or --host claude, codex, gemini, all',
  });
}

function end(
  prepared: Prepared,
  { purpose, isDryRun, rows }: { purpose: Purpose; isDryRun: boolean; rows: readonly HostRow[] },
): CommandEnd {
  const { places, hosts, steps, record } = prepared;
  const document = {
    ok: true,
    command: purpose,
    dryRun: isDryRun,
    scope: places.scope,
    hosts,
    record: record === undefined ? null : places.record.file,
    plan: steps.map(({ action, path, reason }) => ({ action, path, ...(reason === undefined ? {} : { reason }) })),
    seen: rows,
  };
  return { exitCode: 0, text: installText(prepared, { purpose, isDryRun, rows }), document };
}
