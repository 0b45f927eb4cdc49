/** `.codex-claim.json`: what a claim says of itself. Pure. */
import { parseLocatedJson } from '../../../prompts/json.ts';
import type { Holding } from '../holding.ts';

/** Of the branches that claims are, by what follows them: the task's id. */
export const CLAIM_REFS = 'refs/heads/codex/claim';
export const CLAIM_FILE = '.codex-claim.json';

export const claimRef = (taskId: string): string => `${CLAIM_REFS}/${taskId}`;

export interface ClaimPayload {
  /** ISO-8601 in UTC, like `expiresAt`. */
  readonly createdAt: string;
  /** Absent in a local claim of another program: a day after `createdAt`. */
  readonly expiresAt?: string;
  readonly ownerId: string;
  readonly ownerInfo?: unknown;
  readonly version?: unknown;
}

export interface ReadClaim {
  readonly payload: ClaimPayload;
  /** The whole object, with members that okstra does not know. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** @returns why it cannot be read, as a text */
export function parseClaim(text: string | undefined, needsExpiry = true): ReadClaim | string {
  if (text === undefined) return `there is no ${CLAIM_FILE}`;
  const parsed = parseLocatedJson(text.replace(/^\uFEFF/, ''));
  if (!parsed.ok) return `expected ${parsed.failure.expected}, found ${parsed.failure.found}`;
  const { value } = parsed.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is no JSON object';
  const members = value as Readonly<Record<string, unknown>>;
  const { createdAt, expiresAt, ownerId } = members;
  if (typeof ownerId !== 'string' || ownerId.trim() === '') return 'it has no ownerId';
  if (!isTime(createdAt)) return 'its createdAt is no time';
  if (expiresAt === undefined && needsExpiry) return 'it has no expiresAt';
  if (expiresAt !== undefined && !isTime(expiresAt)) return 'its expiresAt is no time';
  return {
    members,
    payload: {
      createdAt,
      ownerId,
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...(members['ownerInfo'] === undefined ? {} : { ownerInfo: members['ownerInfo'] }),
      ...(members['version'] === undefined ? {} : { version: members['version'] }),
    },
  };
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;
const isTime = (value: unknown): value is string =>
  typeof value === 'string' && TIME.test(value) && !Number.isNaN(Date.parse(value));

/** The file's text: members in the documented order, those of others behind them. */
export function claimText(payload: ClaimPayload, others: Readonly<Record<string, unknown>> = {}): string {
  const { createdAt, expiresAt, ownerId, ownerInfo = others['ownerInfo'], version = others['version'] } = payload;
  const known = { createdAt, expiresAt, ownerId, ownerInfo, version };
  const rest = Object.fromEntries(Object.entries(others).filter(([name]) => !Object.hasOwn(known, name)));
  return `${JSON.stringify({ ...known, ...rest }, null, 2)}\n`;
}

/** UTC, without fractions of a second. */
export const utc = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

const AWAITING = 'awaiting merge of ';

/** What `ownerInfo` of a bundle that is implemented says. */
export const awaitingInfo = (branch: string): string => `${AWAITING}${branch}`;

/** The branch that a claim waits for; undefined for one that is at work. */
export const awaitedBranch = ({ ownerInfo }: ClaimPayload): string | undefined =>
  typeof ownerInfo === 'string' && ownerInfo.startsWith(AWAITING) ? ownerInfo.slice(AWAITING.length) : undefined;

/** When and for whom a claim counts. */
export interface ClaimTerms {
  readonly ownerId: string;
  readonly now: Date;
  /** By how much the clocks of machines may differ: so long after its end a claim of somebody else still counts. */
  readonly skewMs: number;
  /** For a claim without an end of its own. */
  readonly ttlMs: number;
}

/** What a claim says decides, and nothing else: no commit date, no time of a file. */
export function holdingOf(payload: ClaimPayload, { ownerId, now, skewMs, ttlMs }: ClaimTerms): Holding {
  const until = payload.expiresAt ?? utc(new Date(Date.parse(payload.createdAt) + ttlMs));
  const branch = awaitedBranch(payload);
  const isOver = now.getTime() >= Date.parse(until) + (payload.ownerId === ownerId ? 0 : skewMs);
  const who = { ownerId: payload.ownerId, until };
  // One's own that waits for its branch is finished work: taking it again would do it twice.
  if (branch !== undefined) return isOver ? { kind: 'expired', ...who } : { kind: 'awaiting-merge', ...who, branch };
  if (payload.ownerId === ownerId) return { kind: 'mine' };
  return isOver ? { kind: 'expired', ...who } : { kind: 'held', ...who };
}
