/** Asks the installed hosts what they see of okstra; used at the end of an installation and by `okstra doctor`. */

import { okstraHome } from '../conductor/ports.ts';
import { runBriefly } from '../conductor/probe-ports.ts';
import { hostRows } from '../install/host-rows.ts';
import type { HostRow } from '../install/host-view.ts';
import type { HostName, Places } from '../install/hosts.ts';
import { projectPlaces, userPlaces } from '../install/hosts.ts';
import { type Pack, shippedPack } from '../install/pack.ts';
import { readRecord } from '../install/record.ts';
import { OkstraError } from '../model/failure.ts';
import { findProgram } from '../process/lookup.ts';
import { requireCheckout } from './checkout.ts';
import type { CliContext } from './context.ts';

/** gemini takes up to fifteen seconds to start on a busy machine. */
const ANSWER_MS = 45_000;

/** Loopback and no key: listing what is there needs neither, and nothing is to go out. */
const QUIET = { DISABLE_AUTOUPDATER: '1', CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1' } as const;

export async function askHosts(context: CliContext, places: Places, pack: Pack): Promise<readonly HostRow[]> {
  const hosts = recordedHosts(places).filter((host) => host !== 'agents');
  if (hosts.length > 0) context.note(`asking ${hosts.join(', ')} what they see; this can take a few seconds`);
  return hostRows(places, pack, {
    findProgram: (name) => findProgram(name, context.env, context.cwd),
    run: (argv, cwd) => runBriefly(argv, { timeoutMs: ANSWER_MS, env: { ...context.env, ...QUIET }, cwd }),
    cwd: places.scope === 'project' ? places.record.base : context.cwd,
    others: (await allPlaces(context)).filter(({ scope }) => scope !== places.scope),
  });
}

/** A record that cannot be read is a row of its own. */
function recordedHosts(places: Places): readonly HostName[] {
  try {
    return readRecord(places)?.hosts ?? [];
  } catch (error) {
    if (error instanceof OkstraError) return [];
    throw error;
  }
}

/** Rows of every installation that reaches here; none where nothing is installed. */
export async function installedRows(context: CliContext): Promise<readonly HostRow[]> {
  const pack = shippedPack();
  const rows: HostRow[] = [];
  for (const places of await allPlaces(context)) rows.push(...(await askHosts(context, places, pack)));
  return rows;
}

/** Both places where an installation can be; outside a repository one. */
export async function allPlaces({ cwd, env }: Pick<CliContext, 'cwd' | 'env'>): Promise<readonly Places[]> {
  const checkout = await requireCheckout(cwd).catch(() => undefined);
  return [...(checkout === undefined ? [] : [projectPlaces(checkout.top, checkout.commonDir)]), userPlaces(env, okstraHome(env))];
}
