/** What the commands about feature documents begin with. */
import { join } from 'node:path';
import { okstraHome } from '../conductor/ports.ts';
import { loadConfig } from '../config/index.ts';
import type { EffectiveConfig } from '../config/types.ts';
import { fail, OkstraError } from '../model/failure.ts';
import type { ClaimContext } from '../sources/frd/claims/index.ts';
import { claimRemote, cloneOwner, skewOf } from '../sources/frd/claims/index.ts';
import type { FrdSet } from '../sources/frd/index.ts';
import { readFrdSet } from '../sources/frd/index.ts';
import type { FoundCheckout } from './checkout.ts';
import { requireCheckout } from './checkout.ts';
import type { CliContext } from './context.ts';
import { placeText } from './failure-text.ts';

export interface OpenedFrds {
  readonly checkout: FoundCheckout;
  readonly config: EffectiveConfig;
  readonly set: FrdSet;
}

/** Without these nobody knows what comes next. */
const NEEDED: ReadonlySet<string> = new Set(['frd-index-missing', 'frd-schema']);

/** @throws OkstraError `frds-missing`, `frd-index-missing`, `frd-schema`, and what is wrong with the index itself */
export const openFrds = async (context: CliContext): Promise<OpenedFrds> => readFrds(await openFrdConfig(context));

/** As `openFrds`, of a checkout that is open already. */
export async function readFrds({ checkout, config }: Omit<OpenedFrds, 'set'>): Promise<OpenedFrds> {
  const { frds } = config.settings.sources;
  const root = join(checkout.top, frds);
  const { existsSync } = process.getBuiltinModule('node:fs');
  if (!existsSync(root)) {
    throw fail('usage', 'frds-missing', `Expected feature documents in ${frds}, found no such folder.`, {
      fix: 'okstra config set sources.frds <folder>',
    });
  }
  const set = await readFrdSet({ repoTop: checkout.top, root });
  const needed = set.issues.find(
    ({ level, code, problem }) => level === 'run' && (NEEDED.has(problem.code) || code === 'PARSE_ERROR'),
  );
  if (needed !== undefined) throw new OkstraError({ ...needed.problem, category: 'usage' });
  return { checkout, config, set };
}

export async function openFrdConfig(context: CliContext): Promise<Omit<OpenedFrds, 'set'>> {
  const checkout = await requireCheckout(context.cwd);
  const config = await loadConfig({ repoTop: checkout.top, okstraHome: okstraHome(context.env), env: context.env });
  return { checkout, config };
}

/** One line for each problem that keeps a document from being used, and each thing that is odd. */
export function noteProblems(context: CliContext, set: FrdSet): void {
  for (const { problem } of set.issues) {
    context.note(`warning: ${problem.place === undefined ? '' : `${placeText(problem.place)}: `}${problem.message}`);
  }
  if (set.issues.length > 0) context.note(`fix: okstra validate ${set.rootPath} shows all of it`);
  for (const { message } of set.notices) context.note(`note: ${message}`);
}

/** For whoever only looks: no claim is this one's own. */
export async function lookingContext(
  { checkout, config }: Omit<OpenedFrds, 'set'>,
  options: { readonly offline?: boolean } = {},
): Promise<ClaimContext> {
  const { leases, frd } = config.settings;
  const repo = { top: checkout.top };
  const remote = options.offline
    ? undefined
    : await claimRemote(repo, { ...(frd.remote === undefined ? {} : { remote: frd.remote }), timeoutMs: leases.remoteTimeoutMs });
  return {
    repo,
    ...(remote === undefined ? {} : { remote }),
    ownerId: cloneOwner(checkout.commonDir),
    now: () => new Date(),
    ttlMs: frd.claimTtlMs,
    skewMs: skewOf(leases.clockSkewMs, frd.claimTtlMs),
  };
}
