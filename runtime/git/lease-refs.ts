/** How leases stand in refs: names, and the blob of JSON that each names. */
import { fail } from '../model/failure.ts';
import { isSafeId } from '../model/ids.ts';
import { readRefs } from './refs.ts';
import type { Checkout } from './repository.ts';
import { git } from './run.ts';

export const PREFIX = 'refs/okstra/leases';
/** The last lease that was ever taken of an item: it stays when that one is released, so that its counter never comes back. */
const COUNTERS = 'refs/okstra/counters';

export interface LeaseItem {
  readonly group: string;
  readonly id: string;
}

/** Who holds a lease: a run, and the process that carries it out. */
export interface LeaseHolder {
  /** A person or machine, for messages. */
  readonly owner: string;
  readonly host: string;
  /** As `bootId()` of the process module gives it. */
  readonly bootId: string;
  readonly pid: number;
  /** As `processStart(pid)` of the process module gives it. */
  readonly processStart: string;
  readonly runId: string;
}

export interface Lease extends LeaseHolder, LeaseItem {
  /** ISO time; kept when the lease is renewed. */
  readonly acquiredAt: string;
  readonly expiresAt: string;
  /** 1 for the first holder, one more for each that came later, whether it took the lease over or found it free: a fencing token. */
  readonly counter: number;
  /** The blob; what a compare-and-swap expects. */
  readonly oid: string;
}

/** What the refs of one item say. */
export interface ItemLease {
  readonly lease: Lease | undefined;
  /** The last lease that was taken, held or not. */
  readonly last: Lease | undefined;
}

export interface LeaseRefs {
  readonly lease: string;
  readonly counter: string;
}

export function refsOf({ group, id }: LeaseItem): LeaseRefs {
  if (!isSafeId(group) || !isSafeId(id)) throw new Error(`not usable in the name of a lease: ${group}/${id}`);
  return { lease: `${PREFIX}/${group}/${id}`, counter: `${COUNTERS}/${group}/${id}` };
}

/** Every lease of the repository, with one call of git. @throws OkstraError `lease-unreadable` */
export const readLeases = async (repo: Checkout): Promise<Lease[]> => (await listWithText(repo, [PREFIX])).map(parseLine);

export async function readItemLease(repo: Checkout, item: LeaseItem): Promise<ItemLease> {
  const refs = refsOf(item);
  const lines = await listWithText(repo, [refs.lease, refs.counter]);
  const named = (ref: string): Lease | undefined => {
    const line = lines.find((each) => each.startsWith(`${ref} `));
    return line === undefined ? undefined : parseLine(line);
  };
  return { lease: named(refs.lease), last: named(refs.counter) };
}

/** Every lease, and the refs at or below another prefix, mostly with one call of git. */
export async function readLeasesAndRefs(
  repo: Checkout,
  prefix: string,
): Promise<{ readonly leases: readonly Lease[]; readonly refs: ReadonlyMap<string, string> }> {
  const lines = await listWithText(repo, [PREFIX, prefix.replace(/\/+$/, '')]).catch(() => undefined);
  // A ref that names a missing object makes git fail when it is asked what kind of object that is.
  if (lines === undefined) return { leases: await readLeases(repo), refs: await readRefs(repo, prefix) };
  const isLease = (line: string): boolean => line.startsWith(`${PREFIX}/`);
  const refs = lines.filter((line) => !isLease(line)).map((line) => line.split(' ', 2) as [string, string]);
  return { leases: lines.filter(isLease).map(parseLine), refs: new Map(refs) };
}

/** A line each: name, object, and the text of a blob. `%(contents)` is empty for blobs; the text of a lease is one line of JSON. */
async function listWithText(repo: Checkout, patterns: readonly string[]): Promise<string[]> {
  const format = '%(refname) %(objectname) %(if:equals=blob)%(objecttype)%(then)%(raw)%(end)';
  const { stdout } = await git(repo.top, ['for-each-ref', `--format=${format}`, ...patterns]);
  return stdout.split('\n').filter((line) => line !== '');
}

function parseLine(line: string): Lease {
  const [ref = '', oid = ''] = line.split(' ', 2);
  return parseLease(ref, oid, line.slice(ref.length + oid.length + 2));
}

/** @throws OkstraError `lease-unreadable` */
export function parseLease(ref: string, oid: string, text: string, where = ''): Lease {
  const [group = '', id = ''] = ref.split('/').slice(3);
  const body = parseBody(text);
  if (body !== undefined) return { group, id, oid, ...body };
  throw fail(
    'system',
    'lease-unreadable',
    `Expected the lease ${ref}${where} to hold JSON with its holder, found something else.`,
    {
      fix: `When nobody works on ${id}: git update-ref -d ${ref}`,
    },
  );
}

export type LeaseBody = Omit<Lease, keyof LeaseItem | 'oid'>;

/** Puts the lease into the object store; no ref names it yet. */
export async function writeLease(repo: Checkout, item: LeaseItem, body: LeaseBody): Promise<Lease> {
  const stdin = `${JSON.stringify(body)}\n`;
  const oid = (await git(repo.top, ['hash-object', '-w', '--no-filters', '--stdin'], { stdin })).stdout.trim();
  return { ...item, ...body, oid };
}

const TEXTS = ['owner', 'host', 'bootId', 'processStart', 'runId', 'acquiredAt', 'expiresAt'] as const;

function parseBody(text: string): LeaseBody | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof raw !== 'object' || raw === null) return undefined;
  const value = raw as Record<string, unknown>;
  const isWhole =
    TEXTS.every((key) => typeof value[key] === 'string') && [value['pid'], value['counter']].every(Number.isInteger);
  if (!isWhole || Number.isNaN(Date.parse(String(value['expiresAt'])))) return undefined;
  const { owner, host, bootId: boot, pid, processStart: start, runId, acquiredAt, expiresAt, counter } = raw as LeaseBody;
  return { owner, host, bootId: boot, pid, processStart: start, runId, acquiredAt, expiresAt, counter };
}
