/** Commands that verifiers gave as proof: run on the candidate, and where they hold there, on the base too. */
import { readFileSync } from 'node:fs';
import { runCheck, sandboxSign } from '../evidence/index.ts';
import type { AttemptState, Reproduced } from '../lead/index.ts';
import type { Candidate, CheckSpec, Receipt } from '../model/evidence.ts';
import type { Finding, Reproducer, ReproducerResult } from '../model/findings.ts';
import type { CheckoutAt, Where } from './clean-checkout.ts';
import { checkContext, inCheckout, unlessStopped } from './clean-checkout.ts';
import type { RunContext } from './context.ts';
import { verifierDenyList } from './verifier-commands.ts';

/** Of one command. */
const TIMEOUT_MS = 120_000;
/** Of one attempt; what comes after them counts as not run. */
const MOST_RUN = 20;

type Proven = Finding & { readonly reproducer: Reproducer };

/**
 * Runs what is not on record yet, each with an event of its own.
 *
 * @returns results by finding, those on record included
 */
export async function runReproducers(
  context: RunContext,
  attempt: AttemptState,
  findings: readonly Finding[],
): Promise<Readonly<Record<string, ReproducerResult>>> {
  const { candidate } = attempt;
  const wanted = findings.filter((finding): finding is Proven => finding.reproducer !== undefined);
  const open = candidate ? wanted.filter((finding) => !onRecord(attempt, finding)) : [];
  // What verifiers may not run, okstra does not run for them.
  const refusal = candidate && open.length > 0 ? await verifierDenyList(context, candidate) : undefined;
  const allowed: Proven[] = [];
  for (const finding of open) {
    const why = refusal?.(finding.reproducer.cmd);
    const left = MOST_RUN - attempt.reproduced.length - allowed.length;
    if (why !== undefined) record(context, attempt.n, finding, { result: 'void', why: `it is not run: ${why}` });
    else if (left <= 0)
      record(context, attempt.n, finding, { result: 'void', why: `at most ${MOST_RUN} are run in one attempt` });
    else allowed.push(finding);
  }
  if (candidate && allowed.length > 0) await runAll(context, attempt.n, candidate, allowed);
  const now = context.state().attempts.find(({ n }) => n === attempt.n);
  return Object.fromEntries(
    wanted.flatMap((finding) => {
      const found = now && onRecord(now, finding);
      return found ? [[finding.id, found.result]] : [];
    }),
  );
}

const onRecord = ({ reproduced }: AttemptState, { id, reproducer }: Proven): Reproduced | undefined =>
  reproduced.find(({ finding, cmd }) => finding === id && cmd === reproducer.cmd);

function record(
  context: RunContext,
  attempt: number,
  { id, reproducer }: Proven,
  end: Pick<Reproduced, 'result' | 'why' | 'log'>,
): void {
  context.append({ type: 'reproducer-finished', attempt, finding: id, cmd: reproducer.cmd, ...end });
}

/** A checkout for each: what one leaves behind, ignored files too, must not decide another. */
async function runAll(context: RunContext, n: number, candidate: Candidate, findings: readonly Proven[]): Promise<void> {
  const { commit, tree, base, baseTree } = candidate;
  const after: Where = { commit, tree, on: 'candidate', attempt: n };
  const before: Where = { commit: base, tree: baseTree, on: 'baseline', attempt: n };
  for (const finding of findings) {
    const seen = await inCheckout(context, after, `reproduce-${n}-${finding.id}-candidate`, (place) =>
      runOne(context, finding, place),
    );
    if (seen.kind !== 'holds') {
      record(context, n, finding, { result: seen.kind, why: `on the candidate: ${seen.why}`, log: seen.log });
      continue;
    }
    const there = await inCheckout(context, before, `reproduce-${n}-${finding.id}-base`, (place) =>
      runOne(context, finding, place),
    );
    const result = there.kind === 'holds' ? 'holds-on-both' : 'holds';
    record(context, n, finding, { result, why: `on the candidate: ${seen.why}; on the base: ${there.why}`, log: seen.log });
  }
}

interface Seen {
  readonly kind: 'holds' | 'does-not-hold' | 'void';
  readonly why: string;
  readonly log: NonNullable<Reproduced['log']>;
}

async function runOne(context: RunContext, { id, reproducer }: Proven, place: CheckoutAt): Promise<Seen> {
  const spec: CheckSpec = {
    id: `${id}-${place.on}`,
    label: id,
    category: 'item',
    cmd: reproducer.cmd,
    cwd: '.',
    env: {},
    network: false,
    timeoutMs: TIMEOUT_MS,
  };
  const path = `checks/attempt-${place.attempt}-${id}-${place.on}.log`;
  context.emit({ type: 'check', check: `reproducer of ${id}`, on: place.on });
  const result = await unlessStopped(context, () =>
    runCheck({ ...checkContext(context, place), spec, logPath: context.folder.absolute(path) }),
  );
  const log = { path, sha256: result.logSha256, bytes: result.logBytes };
  const output = readFileSync(context.folder.absolute(path), 'utf8');
  return { ...judge(result, reproducer, output), log };
}

/** What a sandbox keeps from a reproducer, which nobody can allow it. */
const FORBIDDEN = {
  network: 'a network, which reproducers do not have',
  files: 'to write outside its checkout',
  daemon: 'a container engine, which it cannot reach',
} as const;

/** Whether a command ended as its finding says it does. Pure. */
export function judge(
  { status, exitCode, confinement }: Pick<Receipt, 'status' | 'exitCode' | 'confinement'>,
  { expect }: Reproducer,
  output: string,
): Omit<Seen, 'log'> {
  if (status === 'timed-out') return { kind: 'void', why: 'it ran out of time' };
  if (exitCode === null) return { kind: 'void', why: 'it was ended by a signal' };
  if ((exitCode === 126 || exitCode === 127) && expect.exit !== exitCode) {
    return { kind: 'void', why: `the command could not be run (exit code ${exitCode})` };
  }
  // A connection refused on the sandbox's own loopback is what a server that does not start looks like, too.
  const sign = confinement === 'bwrap' && exitCode !== 0 ? sandboxSign(output) : undefined;
  if (sign !== undefined && sign.kind !== 'loopback')
    return { kind: 'void', why: `it needs ${FORBIDDEN[sign.kind]}: ${sign.line}` };
  const isExit = expect.exit === 'nonzero' ? exitCode !== 0 : exitCode === expect.exit;
  if (!isExit) return { kind: 'does-not-hold', why: `exit code ${exitCode}, expected ${expect.exit}` };
  if (expect.stdout === undefined || output.includes(expect.stdout.trim()))
    return { kind: 'holds', why: `exit code ${exitCode}` };
  return { kind: 'does-not-hold', why: `exit code ${exitCode}, but the expected output is not in what it printed` };
}
