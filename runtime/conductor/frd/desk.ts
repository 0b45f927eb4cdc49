/** The feature documents of a checkout, and who claims their tasks for it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EffectiveConfig } from '../../config/types.ts';
import { fail, OkstraError } from '../../model/failure.ts';
import type { ClaimContext } from '../../sources/frd/claims/index.ts';
import { claimRemote, cloneOwner, ownerOf, skewOf } from '../../sources/frd/claims/index.ts';
import type { FrdSet } from '../../sources/frd/index.ts';
import { readFrdSet } from '../../sources/frd/index.ts';

/** Without these nobody knows what comes next. */
const NEEDED: ReadonlySet<string> = new Set(['frd-index-missing', 'frd-schema']);

/**
 * @param top absolute top of the checkout
 * @throws OkstraError `frds-missing`, `frd-index-missing`, `frd-schema`, and what is wrong with the index itself
 */
export async function requireFrdSet(top: string, { settings }: EffectiveConfig): Promise<FrdSet> {
  const { frds } = settings.sources;
  const root = join(top, frds);
  if (!existsSync(root)) {
    throw fail('usage', 'frds-missing', `Expected feature documents in ${frds}, found no such folder.`, {
      fix: 'okstra config set sources.frds <folder>',
    });
  }
  const set = await readFrdSet({ repoTop: top, root });
  const needed = set.issues.find(
    ({ level, code, problem }) => level === 'run' && (NEEDED.has(problem.code) || code === 'PARSE_ERROR'),
  );
  if (needed !== undefined) throw new OkstraError({ ...needed.problem, category: 'usage' });
  return set;
}

export interface ClaimantOptions {
  /** Whose claims they are. Absent: nobody's, for whoever only looks. */
  readonly runId?: string;
  /** The remote is not asked. */
  readonly offline?: boolean;
  readonly now: () => Date;
}

export async function claimContextOf(
  { top, commonDir }: { readonly top: string; readonly commonDir: string },
  { settings: { leases, frd } }: EffectiveConfig,
  { runId, offline = false, now }: ClaimantOptions,
): Promise<ClaimContext> {
  const repo = { top };
  const configured = { ...(frd.remote === undefined ? {} : { remote: frd.remote }), timeoutMs: leases.remoteTimeoutMs };
  const remote = offline ? undefined : await claimRemote(repo, configured);
  return {
    repo,
    ...(remote === undefined ? {} : { remote }),
    ownerId: runId === undefined ? cloneOwner(commonDir) : ownerOf(commonDir, runId),
    now,
    ttlMs: frd.claimTtlMs,
    skewMs: skewOf(leases.clockSkewMs, frd.claimTtlMs),
  };
}
