/** What the sandbox adds to a check: `true`, run as a check is, inside and outside, in turn. `npm run bench sandbox` */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCheck } from '../runtime/evidence/checks.ts';
import type { Receipt } from '../runtime/model/evidence.ts';
import { sandboxAvailable } from '../runtime/process/index.ts';
import { makeRedactor } from '../runtime/redaction/index.ts';
import { judge, machine, median, ms, print, roundsWanted } from './measure.ts';

const LIMIT_MS = 30;
const rounds = roundsWanted(30);
const root = mkdtempSync(join(tmpdir(), 'okstra-bench-'));

async function time(sandbox: Receipt['confinement']): Promise<number> {
  const from = performance.now();
  const { status, tail } = await runCheck({
    spec: { id: 't', label: 't', category: 'test', cmd: 'true', cwd: '.', env: {}, network: false, timeoutMs: 60_000 },
    checkout: join(root, 'checkout'),
    on: 'candidate',
    attempt: 1,
    commit: '',
    tree: '',
    runId: 'run-bench',
    redactor: makeRedactor([]),
    sandbox,
    tmpDir: join(root, 'tmp'),
    cacheDir: join(root, 'caches'),
    logPath: join(root, 'log'),
  });
  if (status !== 'passed') throw new Error(`the check failed: ${tail}`);
  return performance.now() - from;
}

try {
  mkdirSync(join(root, 'checkout'));
  print(machine());
  const own = sandboxAvailable();
  if (own.ok) {
    const taken = { bwrap: [] as number[], 'process-group': [] as number[] };
    for (let round = -2; round < rounds; round += 1) {
      for (const kind of ['bwrap', 'process-group'] as const) {
        const each = await time(kind);
        if (round >= 0) taken[kind].push(each);
      }
    }
    for (const [kind, list] of Object.entries(taken))
      print(`  ${kind.padEnd(20)}${ms(median(list))}   fastest ${ms(Math.min(...list))}`);
    judge('a check in the sandbox - outside', median(taken.bwrap) - median(taken['process-group']), LIMIT_MS, 'ms');
  } else print(`  not measured: ${own.reason}`);
} finally {
  rmSync(root, { recursive: true, force: true });
}
