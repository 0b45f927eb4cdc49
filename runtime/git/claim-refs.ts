/**
 * Claims at a remote: a branch for each claimed thing, with one JSON file at its tip. Read with one listing, and changed by compare-and-swap,
 * all or none.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RefChange } from './refs.ts';
import type { RemoteCall } from './remote-call.ts';
import { callRemote, FETCH, PUSH, reasonOf, remoteLines } from './remote-call.ts';
import { remoteNames } from './remotes.ts';
import type { Checkout } from './repository.ts';
import { git, gitBytes } from './run.ts';
import { commitTree } from './tree.ts';

export interface ClaimPlace {
  /** Such as `refs/heads/codex/claim`; the rest of a ref is the name of what is claimed. */
  readonly prefix: string;
  /** Name of the file at the tip, without folders. */
  readonly file: string;
}

export interface ClaimTip {
  readonly oid: string;
  /** Of the file; undefined when the tip has none. */
  readonly text: string | undefined;
}

export type ClaimRefs =
  | { readonly kind: 'read'; readonly tips: ReadonlyMap<string, ClaimTip> }
  | { readonly kind: 'absent'; readonly why: string }
  | { readonly kind: 'unreachable'; readonly why: string };

/** How often a branch may move between being listed and being fetched. */
const ROUNDS = 5;
/** Refs in one command line. */
const CHUNK = 200;

export async function readClaimRefs(repo: Checkout, remote: RemoteCall, place: ClaimPlace): Promise<ClaimRefs> {
  const known = await remoteNames(repo);
  if (!known.includes(remote.name)) return { kind: 'absent', why: `there is no remote ${remote.name}` };
  for (let round = 0; round < ROUNDS; round += 1) {
    const listed = await listClaims(repo, remote, place);
    if (!(listed instanceof Map)) return { kind: 'unreachable', why: listed.why };
    const there = await presentOf(repo, [...listed.values()]);
    const missing = [...listed].filter(([, oid]) => !there.has(oid)).map(([ref]) => ref);
    const fetched = await fetchRefs(repo, remote, missing);
    if (fetched.kind === 'failed') return { kind: 'unreachable', why: fetched.why };
    if (fetched.kind === 'moved') continue;
    const texts = await textsOf(repo, [...listed.values()], place.file);
    if (texts === undefined) continue;
    return {
      kind: 'read',
      tips: new Map([...listed].map(([ref, oid]) => [ref.slice(place.prefix.length + 1), { oid, text: texts.get(oid) }])),
    };
  }
  return { kind: 'unreachable', why: `its claims changed ${ROUNDS} times while they were read` };
}

async function listClaims(
  repo: Checkout,
  remote: RemoteCall,
  { prefix }: ClaimPlace,
): Promise<Map<string, string> | { readonly why: string }> {
  const said = await callRemote(repo, remote, ['ls-remote', '--quiet', '--', remote.name, `${prefix}/*`]);
  if (said.kind === 'late') return said;
  if (said.exitCode !== 0) return { why: reasonOf(said.stderr) };
  // The pattern is one to git, and matches the ends of longer names too.
  return new Map(remoteLines(said.stdout).filter(([ref]) => ref.startsWith(`${prefix}/`)));
}

/** Objects that are here already. In a partial clone git would fetch the others by itself, without our limit of time. */
async function presentOf(repo: Checkout, oids: readonly string[]): Promise<ReadonlySet<string>> {
  if (oids.length === 0) return new Set();
  const types = await checkBatch(repo, oids);
  return new Set(oids.filter((_, at) => types[at]?.startsWith('commit ') === true));
}

const HERE_ONLY = { GIT_NO_LAZY_FETCH: '1' };

async function fetchRefs(
  repo: Checkout,
  remote: RemoteCall,
  refs: readonly string[],
): Promise<{ readonly kind: 'fetched' | 'moved' } | { readonly kind: 'failed'; readonly why: string }> {
  for (let at = 0; at < refs.length; at += CHUNK) {
    const said = await callRemote(repo, remote, [...FETCH, '--', remote.name, ...refs.slice(at, at + CHUNK)]);
    if (said.kind === 'late') return { kind: 'failed', why: said.why };
    if (said.exitCode === 0) continue;
    return /couldn't find remote ref/i.test(said.stderr) ? { kind: 'moved' } : { kind: 'failed', why: reasonOf(said.stderr) };
  }
  return { kind: 'fetched' };
}

/** Texts by commit; a commit without the file is not among them. @returns undefined when a commit is not here: its branch moved on */
async function textsOf(repo: Checkout, oids: readonly string[], file: string): Promise<ReadonlyMap<string, string> | undefined> {
  const there = await presentOf(repo, oids);
  if (oids.some((oid) => !there.has(oid))) return undefined;
  const names = oids.map((oid) => `${oid}:${file}`);
  const sizes = await checkBatch(repo, names);
  const wanted = oids.filter((_, at) => /^blob \d+$/.test(sizes[at] ?? '') && Number(sizes[at]?.slice(5)) <= MAX_CLAIM_BYTES);
  if (wanted.length === 0) return new Map();
  const stdin = `${wanted.map((oid) => `${oid}:${file}`).join('\n')}\n`;
  const { stdout } = await gitBytes(repo.top, ['cat-file', '--batch=%(objectsize)'], { stdin, env: HERE_ONLY });
  const texts = batchTexts(stdout);
  return new Map(wanted.map((oid, at) => [oid, texts[at] ?? '']));
}

/** `<type> <size>` of each name, or why there is none. */
async function checkBatch(repo: Checkout, names: readonly string[]): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const stdin = `${names.join('\n')}\n`;
  const { stdout } = await git(repo.top, ['cat-file', '--batch-check=%(objecttype) %(objectsize)'], { stdin, env: HERE_ONLY });
  return stdout.split('\n');
}

/** Size, line end, that many bytes, line end; one after the other. */
function batchTexts(output: Uint8Array): readonly string[] {
  const texts: string[] = [];
  const decoder = new TextDecoder();
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(0x0a, at);
    const size = Number(decoder.decode(output.subarray(at, end)));
    if (end === -1 || !Number.isInteger(size)) break;
    texts.push(decoder.decode(output.subarray(end + 1, end + 1 + size)));
    at = end + 1 + size + 1;
  }
  return texts;
}

/** What is longer is no claim; its beginning will not parse. */
const MAX_CLAIM_BYTES = 64 * 1024;

/** A commit with the claim's file and nothing else. No ref is moved. @throws OkstraError `no-identity` */
export async function writeClaim(
  repo: Checkout,
  place: ClaimPlace,
  claim: {
    readonly text: string;
    readonly message: string;
    /** Tip that it follows, so that a remote which takes no rewritten branches takes it too. */
    readonly parent?: string;
    readonly date: Date;
  },
): Promise<string> {
  const blob = (await git(repo.top, ['hash-object', '-w', '--stdin'], { stdin: claim.text })).stdout.trim();
  const tree = (await git(repo.top, ['mktree'], { stdin: `100644 blob ${blob}\t${place.file}\n` })).stdout.trim();
  const parents = claim.parent === undefined ? [] : [claim.parent];
  return commitTree({ repo, tree, parents, message: claim.message, date: claim.date });
}

export type PushOutcome =
  | { readonly kind: 'done' }
  /** `refs`: those that hold something else than was expected. Nothing was changed. */
  | { readonly kind: 'lost'; readonly refs: readonly string[] }
  /** The remote does not want it, though it could. `leftBehind`: refs that were changed and could not be put back. */
  | { readonly kind: 'refused'; readonly why: string; readonly leftBehind: readonly string[] }
  /** `isUnknown`: the push was sent, and what became of it is not known. */
  | { readonly kind: 'unreachable'; readonly why: string; readonly isUnknown: boolean };

/** Two that push at the same time may keep each other out by a lock at the remote. */
const PUSHES = 4;
const PAUSE_MS = 150;

/**
 * Changes branches at the remote if each holds what is expected, all or none.
 * @param changes `old` empty or absent: the branch must not be there; `value` empty or absent: it is deleted
 */
export async function pushClaims(repo: Checkout, remote: RemoteCall, changes: readonly RefChange[]): Promise<PushOutcome> {
  for (let tries = 1; ; tries += 1) {
    const said = await push(repo, remote, changes, ['--atomic']);
    if (said === undefined) return { kind: 'done' };
    if (/does not support --atomic/i.test(said.why)) return pushOneByOne(repo, remote, changes);
    const seen = await compare(repo, remote, changes);
    if (seen.kind === 'unseen') return { kind: 'unreachable', why: said.why, isUnknown: true };
    if (seen.kind === 'as-wanted') return { kind: 'done' };
    if (seen.kind === 'other') return { kind: 'lost', refs: seen.refs };
    // It may still arrive.
    if (said.isLate) return { kind: 'unreachable', why: said.why, isUnknown: true };
    if (tries === PUSHES) return { kind: 'refused', why: said.why, leftBehind: [] };
    await sleep(PAUSE_MS * tries * (0.5 + Math.random()));
  }
}

/** For a remote that knows no atomic push: in order, and taken back where one is not to be had. */
async function pushOneByOne(repo: Checkout, remote: RemoteCall, changes: readonly RefChange[]): Promise<PushOutcome> {
  const made: RefChange[] = [];
  for (const change of changes) {
    const said = await push(repo, remote, [change], []);
    const seen = said === undefined ? ({ kind: 'as-wanted' } as const) : await compare(repo, remote, [change]);
    if (seen.kind === 'as-wanted') {
      made.push(change);
      continue;
    }
    const leftBehind = await takeBack(repo, remote, made);
    if (seen.kind === 'other' && leftBehind.length === 0) return { kind: 'lost', refs: seen.refs };
    const why = said?.why ?? 'no reason given';
    if (seen.kind === 'unseen') return { kind: 'unreachable', why, isUnknown: true };
    return { kind: 'refused', why, leftBehind };
  }
  return { kind: 'done' };
}

/** @returns refs that could not be put back */
async function takeBack(repo: Checkout, remote: RemoteCall, made: readonly RefChange[]): Promise<readonly string[]> {
  const left: string[] = [];
  for (const { ref, value = '', old = '' } of made) {
    const back: RefChange = { ref, old: value, value: old };
    const said = await push(repo, remote, [back], []);
    if (said !== undefined && (await compare(repo, remote, [back])).kind !== 'as-wanted') left.push(ref);
  }
  return left;
}

async function push(
  repo: Checkout,
  remote: RemoteCall,
  changes: readonly RefChange[],
  flags: readonly string[],
): Promise<{ readonly why: string; readonly isLate: boolean } | undefined> {
  const said = await callRemote(repo, remote, [
    ...PUSH,
    ...flags,
    ...changes.map(({ ref, old = '' }) => `--force-with-lease=${ref}:${old}`),
    '--',
    remote.name,
    ...changes.map(({ ref, value = '' }) => `${value}:${ref}`),
  ]);
  if (said.kind === 'late') return { why: said.why, isLate: true };
  return said.exitCode === 0 ? undefined : { why: reasonOf(`${said.stdout}\n${said.stderr}`), isLate: false };
}

/** Whatever git said of a push: what the remote holds now tells what became of it. */
async function compare(
  repo: Checkout,
  remote: RemoteCall,
  changes: readonly RefChange[],
): Promise<
  { readonly kind: 'as-wanted' | 'as-before' | 'unseen' } | { readonly kind: 'other'; readonly refs: readonly string[] }
> {
  const refs = changes.map(({ ref }) => ref);
  const said = await callRemote(repo, remote, ['ls-remote', '--quiet', '--', remote.name, ...refs]);
  if (said.kind === 'late' || said.exitCode !== 0) return { kind: 'unseen' };
  const now = new Map(remoteLines(said.stdout));
  if (changes.every(({ ref, value = '' }) => (now.get(ref) ?? '') === value)) return { kind: 'as-wanted' };
  const others = changes.filter(({ ref, old = '' }) => (now.get(ref) ?? '') !== old);
  return others.length === 0 ? { kind: 'as-before' } : { kind: 'other', refs: others.map(({ ref }) => ref) };
}
