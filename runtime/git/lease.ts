/**
 * Leases: a time-limited right to work on an item, shared by all checkouts of a repository. A lease is a ref whose target is a blob with
 * JSON; taking, renewing and releasing are compare-and-swaps on that ref.
 */
import { hostname } from 'node:os';
import { fail } from '../model/failure.ts';
import { isSafeId } from '../model/ids.ts';
import { bootId, processStart } from '../process/proc.ts';
import { deleteRef, readRefs, updateRef } from './refs.ts';
import type { Checkout } from './repository.ts';
import { git } from './run.ts';

const PREFIX = 'refs/okstra/leases';

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
  /** 1 for the first holder, one more for each that took it over: a fencing token. */
  readonly counter: number;
  /** The blob; what a compare-and-swap expects. */
  readonly oid: string;
}

/** What can be known about processes from here. */
export interface ProcessFacts {
  readonly host: string;
  readonly bootId: string;
  /** undefined: no such process. */
  readonly startOf: (pid: number) => string | undefined;
}

export const realProcessFacts = (): ProcessFacts => ({ host: hostname(), bootId: bootId(), startOf: processStart });

/** The present process as a holder. */
export function holderHere(owner: string, runId: string, facts: ProcessFacts = realProcessFacts()): LeaseHolder {
  const { host, bootId: boot } = facts;
  return { owner, host, bootId: boot, pid: process.pid, processStart: facts.startOf(process.pid) ?? 'unknown', runId };
}

export interface LeaseTerms {
  readonly me: LeaseHolder;
  readonly now: Date;
  readonly ttlMs: number;
  readonly facts: ProcessFacts;
  /** What was read of the item's lease a moment ago. That it has changed since costs no more than another look. */
  readonly seen?: { readonly lease: Lease | undefined };
}

export type LeaseAnswer =
  | { readonly ok: true; readonly lease: Lease; readonly previous?: Lease } // previous: whose lease was taken over
  | { readonly ok: false; readonly holder: Lease };

/** Each lost race means that somebody else won, so few rounds are ever needed. */
const ROUNDS = 20;

/** Takes the lease of an item when it is free, expired, or its holder is known to be dead. */
export async function acquireLease(repo: Checkout, item: LeaseItem, terms: LeaseTerms): Promise<LeaseAnswer> {
  const ref = refOf(item);
  for (let round = 0; round < ROUNDS; round += 1) {
    const isSeen = round === 0 && terms.seen !== undefined;
    const current = isSeen ? terms.seen?.lease : (await readLeasesBelow(repo, ref))[0];
    if (current !== undefined && !isSame(current, terms.me) && isAlive(current, terms.now, terms.facts)) {
      return { ok: false, holder: current };
    }
    const mine = current !== undefined && isSame(current, terms.me);
    const lease = await write(repo, item, {
      ...terms.me,
      acquiredAt: mine ? current.acquiredAt : terms.now.toISOString(),
      expiresAt: new Date(terms.now.getTime() + terms.ttlMs).toISOString(),
      counter: (current?.counter ?? 0) + (mine ? 0 : 1),
    });
    if (lease.oid === current?.oid) return { ok: true, lease };
    if (!(await updateRef(repo, ref, lease.oid, current?.oid ?? ''))) continue;
    return { ok: true, lease, ...(current === undefined || mine ? {} : { previous: current }) };
  }
  throw fail(
    'system',
    'lease-contended',
    `Expected to read or take the lease ${ref}, found it changed ${ROUNDS} times meanwhile.`,
    { fix: 'Run okstra again.' },
  );
}

/** Moves the end of a lease that is still ours. @returns undefined when it is not: whoever worked under it must stop */
export async function renewLease(repo: Checkout, lease: Lease, now: Date, ttlMs: number): Promise<Lease | undefined> {
  const { group, id, oid, ...body } = lease;
  const renewed = await write(repo, { group, id }, { ...body, expiresAt: new Date(now.getTime() + ttlMs).toISOString() });
  return renewed.oid === oid || (await updateRef(repo, refOf(lease), renewed.oid, oid)) ? renewed : undefined;
}

/** @returns false when the lease is not ours any more; then nothing is changed */
export const releaseLease = (repo: Checkout, lease: Lease): Promise<boolean> => deleteRef(repo, refOf(lease), lease.oid);

/** Every lease of the repository, with one call of git. @throws OkstraError `lease-unreadable` */
export const readLeases = (repo: Checkout): Promise<Lease[]> => readLeasesBelow(repo, PREFIX);

/**
 * Whether a holder may still be at work: the lease has not expired, and the process is not known to be gone. Of another host, or of
 * another table of processes on this one, only the expiry is known.
 */
export function isAlive(lease: Lease, now: Date, facts: ProcessFacts): boolean {
  if (Date.parse(lease.expiresAt) <= now.getTime()) return false;
  if (lease.host !== facts.host) return true;
  const [theirs, ours] = [bootOf(lease.bootId), bootOf(facts.bootId)];
  if (theirs === 'unknown' || ours === 'unknown') return true;
  if (theirs !== ours) return false;
  if (lease.bootId !== facts.bootId) return true;
  return facts.startOf(lease.pid) === lease.processStart;
}

/** A boot id ends with the namespace that its pids belong to; the machine was restarted only when the rest differs. */
const bootOf = (id: string): string => id.replace(/ pid:\[\d+\]$/, '');

const isSame = (lease: Lease, me: LeaseHolder): boolean =>
  lease.runId === me.runId &&
  lease.pid === me.pid &&
  lease.processStart === me.processStart &&
  lease.bootId === me.bootId &&
  lease.host === me.host;

function refOf({ group, id }: LeaseItem): string {
  if (!isSafeId(group) || !isSafeId(id)) throw new Error(`not usable in the name of a lease: ${group}/${id}`);
  return `${PREFIX}/${group}/${id}`;
}

type LeaseBody = Omit<Lease, keyof LeaseItem | 'oid'>;

async function write(repo: Checkout, item: LeaseItem, body: LeaseBody): Promise<Lease> {
  const stdin = `${JSON.stringify(body)}\n`;
  const oid = (await git(repo.top, ['hash-object', '-w', '--no-filters', '--stdin'], { stdin })).stdout.trim();
  return { ...item, ...body, oid };
}

/** Every lease, and the refs at or below another prefix, mostly with one call of git. */
export async function readLeasesAndRefs(
  repo: Checkout,
  prefix: string,
): Promise<{ readonly leases: readonly Lease[]; readonly refs: ReadonlyMap<string, string> }> {
  const lines = await listWithText(repo, [PREFIX, prefix.replace(/\/+$/, '')]).catch(() => undefined);
  // A ref that names a missing object makes git fail when it is asked what kind of object that is.
  if (lines === undefined) return { leases: await readLeasesBelow(repo, PREFIX), refs: await readRefs(repo, prefix) };
  const isLease = (line: string): boolean => line.startsWith(`${PREFIX}/`);
  const refs = lines.filter((line) => !isLease(line)).map((line) => line.split(' ', 2) as [string, string]);
  return { leases: lines.filter(isLease).map(parseLease), refs: new Map(refs) };
}

const readLeasesBelow = async (repo: Checkout, pattern: string): Promise<Lease[]> =>
  (await listWithText(repo, [pattern])).map(parseLease);

/** A line each: name, object, and the text of a blob. `%(contents)` is empty for blobs; the text of a lease is one line of JSON. */
async function listWithText(repo: Checkout, patterns: readonly string[]): Promise<string[]> {
  const format = '%(refname) %(objectname) %(if:equals=blob)%(objecttype)%(then)%(raw)%(end)';
  const { stdout } = await git(repo.top, ['for-each-ref', `--format=${format}`, ...patterns]);
  return stdout.split('\n').filter((line) => line !== '');
}

function parseLease(line: string): Lease {
  const [ref = '', oid = ''] = line.split(' ', 2);
  const [group = '', id = ''] = ref.slice(PREFIX.length + 1).split('/');
  const body = parseBody(line.slice(ref.length + oid.length + 2));
  if (body !== undefined) return { group, id, oid, ...body };
  throw fail('system', 'lease-unreadable', `Expected the lease ${ref} to hold JSON with its holder, found something else.`, {
    fix: `When nobody works on ${id}: git update-ref -d ${ref}`,
  });
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
