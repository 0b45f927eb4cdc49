/** A process of its own that takes a lease, says how that went, and then stays until it is ended. Arguments: repository, run id. */
import { acquireLease } from '../../runtime/git/lease.ts';
import { holderHere, realProcessFacts } from '../../runtime/git/lease-holder.ts';

const [top = '', runId = ''] = process.argv.slice(2);
const terms = { me: holderHere('racer', runId), now: new Date(), ttlMs: 60_000, facts: realProcessFacts() };
const answer = await acquireLease({ top }, { group: 'specs', id: 'spec-01' }, terms);
process.stdout.write(`${JSON.stringify(answer.ok ? { ok: true, previous: answer.previous?.runId ?? null } : { ok: false })}\n`);
setInterval(() => {}, 1000);
