/**
 * A process of its own that takes bundle after bundle of its clone's documents, as a run does: claim, implement, have it merged, give back.
 * Arguments: clone, owner, seed, mode. It says each bundle on a line. With the mode `hold` it stays with the first one until it is ended.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClaimContext } from '../../../runtime/sources/frd/claims/index.ts';
import { releaseClaims, takeNextBundle } from '../../../runtime/sources/frd/claims/index.ts';
import { readFrdSet } from '../../../runtime/sources/frd/index.ts';

const [top = '', ownerId = '', seed = '1', mode = 'work', ttl = '3600000'] = process.argv.slice(2);
const git = (...args: string[]): string => execFileSync('git', args, { cwd: top, encoding: 'utf8', stdio: 'pipe' });
const context: ClaimContext = {
  repo: { top },
  remote: { name: 'origin', timeoutMs: 20_000 },
  ownerId,
  now: () => new Date(),
  ttlMs: Number(ttl),
  skewMs: 100,
};

/** Repeatable for one seed. */
let state = Number(seed);
const chance = (): number => {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  return state / 2_147_483_648;
};

for (let idle = 0; idle < 40; ) {
  git('fetch', '--quiet', 'origin', 'main');
  git('reset', '--quiet', '--hard', 'origin/main');
  const set = await readFrdSet({ repoTop: top, root: join(top, 'specs/frds') });
  const answer = await takeNextBundle(context, { documents: set.documents, rootPath: 'specs/frds' });
  if (answer.kind === 'nothing') {
    if (answer.selection.isComplete) break;
    idle += 1;
    await sleep(50 + chance() * 100);
    continue;
  }
  const ids = answer.bundle.tasks.map(({ taskId }) => taskId);
  process.stdout.write(`${JSON.stringify({ ids, claim: answer.claim.kind })}\n`);
  if (mode === 'hold') await sleep(600_000);
  await sleep(chance() * 60);
  await merge(ids, join(top, answer.bundle.path));
  await releaseClaims(context, ids);
}

/** Completed tasks reach main: what a reviewer does, here by whoever implemented them. Written anew when somebody else was faster. */
async function merge(ids: readonly string[], path: string): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    git('fetch', '--quiet', 'origin', 'main');
    git('reset', '--quiet', '--hard', 'origin/main');
    const document = JSON.parse(readFileSync(path, 'utf8'));
    for (const task of document.majorTasks) if (ids.includes(task.taskId)) task.status = 'completed';
    writeFileSync(path, `${JSON.stringify(document, null, 2)}\n`);
    for (const id of ids) appendFileSync(join(top, `${id}.txt`), `${ownerId}\n`);
    git('add', '-A');
    git('commit', '--quiet', '-m', `feat: ${ids.join(', ')}`);
    try {
      git('push', '--quiet', 'origin', 'HEAD:main');
      return;
    } catch {
      await sleep(20 + chance() * 50);
    }
  }
  throw new Error('main never took it');
}
