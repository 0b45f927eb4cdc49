/** Keeping the lease of an item while its run goes on. */
import type { Lease, Repository } from '../git/index.ts';
import { releaseLease, renewLease } from '../git/index.ts';
import { fail } from '../model/failure.ts';
import type { Ports } from './ports.ts';

/** How long a lease is good for on other machines; on this one a holder that is gone frees it at once. */
export const LEASE_TTL_MS = 30 * 60_000;

/** Who a lease names as its owner, for messages. */
export const ownerName = (ports: Ports): string => ports.env['USER'] ?? ports.env['LOGNAME'] ?? 'okstra';

/** Reason of the abort when somebody took the lease over: from then on this process writes nothing of the run. */
export const LEASE_LOST = 'lease-lost';

export const leaseLost = (item: string) =>
  fail('blocked', 'lease-lost', `Expected to hold ${item} until the end of the run, found that another process took it over.`, {
    fix: 'okstra inspect history shows who goes on; nothing more was written here.',
  });

export interface KeptLease {
  readonly release: () => Promise<void>;
}

/** @param onLost somebody took the lease over: whatever works under it must stop */
export function keepLease(repo: Repository, lease: Lease, ports: Ports, onLost: () => void): KeptLease {
  let current = lease;
  let renewing: Promise<void> = Promise.resolve();
  const renew = async (): Promise<void> => {
    const renewed = await renewLease(repo, current, ports.now(), LEASE_TTL_MS);
    if (renewed) current = renewed;
    else onLost();
  };
  const timer = setInterval(() => {
    renewing = renew().catch(() => undefined); // git may fail for a moment; two more renewals fit into the lease
  }, LEASE_TTL_MS / 3);
  timer.unref();
  return {
    release: async () => {
      clearInterval(timer);
      await renewing;
      await releaseLease(repo, current);
    },
  };
}
