/** Free space where a run writes: its run folder, okstra's own folder with worktrees and checkouts, the temporary folder with what agents print. */
import { existsSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import type { FailureCategory } from '../model/failure.ts';
import { fail } from '../model/failure.ts';
import { stateRoot } from '../store/runs.ts';
import type { Ports } from './ports.ts';
import { okstraHome } from './ports.ts';

export interface Volume {
  /** What lies there, for messages. */
  readonly what: string;
  readonly path: string;
}

/** The volumes a run writes to, each once. */
export function volumesOf(top: string, { env }: Pick<Ports, 'env'>): readonly Volume[] {
  const wanted = [
    { what: 'run folder', path: existing(stateRoot(top)) },
    { what: 'OKSTRA_HOME', path: existing(okstraHome(env)) },
    { what: 'TMPDIR', path: existing(tmpdir()) },
  ];
  const seen = new Set<number>();
  return wanted.filter(({ path }) => {
    const device = statSync(path).dev;
    return seen.has(device) ? false : seen.add(device) !== undefined;
  });
}

/** The nearest folder that is there. */
function existing(path: string): string {
  const above = dirname(path);
  return existsSync(path) || above === path ? path : existing(above);
}

/**
 * @param category `usage` before a run, `blocked` while it goes on: it can be resumed once there is space
 * @throws OkstraError `disk-full`
 */
export function requireSpace(
  top: string,
  {
    minFreeBytes,
    ports,
    category,
    fix,
  }: {
    readonly minFreeBytes: number | undefined;
    readonly ports: Ports;
    readonly category: FailureCategory;
    readonly fix: string;
  },
): void {
  if (minFreeBytes === undefined) return;
  for (const { what, path } of volumesOf(top, ports)) {
    const free = (ports.freeBytes ?? freeBytes)(path);
    if (free >= minFreeBytes) continue;
    throw fail(
      category,
      'disk-full',
      `Expected at least ${megabytes(minFreeBytes)} free for ${what} at ${path} (run.minFreeDisk), found ${megabytes(free)}.`,
      { fix, details: { path, free, needed: minFreeBytes } },
    );
  }
}

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

const megabytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(bytes < 10 * 1024 ** 2 ? 1 : 0)} MB`;
