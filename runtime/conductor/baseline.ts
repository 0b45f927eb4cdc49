/**
 * The baseline from an earlier run on the same tree. Checks of a run share one checkout, in which each may need what those before it left;
 * so either all results are taken from the cache, or all checks run.
 */
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeCheckLog } from '../evidence/index.ts';
import type { CheckSpec, Receipt } from '../model/evidence.ts';
import type { RunPlan } from '../model/plan.ts';
import { findProgram, programKey } from '../process/index.ts';
import type { BaselineCache } from '../store/baseline-cache.ts';
import { isKeepable, openBaselineCache } from '../store/baseline-cache.ts';
import { sha256 } from '../store/run-folder.ts';
import type { RunContext } from './context.ts';
import { okstraHome } from './ports.ts';

/** Goes up when checks are run in another way. */
const WAY_OF_RUNNING = 2;

/** Variables of okstra's own environment that checks see and that often change what they do. */
const AMBIENT = [
  'PATH',
  'CI',
  'NODE_ENV',
  'NODE_OPTIONS',
  'NODE_PATH',
  'TZ',
  'LANG',
  'LC_ALL',
  'PYTHONPATH',
  'GOFLAGS',
  'RUSTFLAGS',
];

/** What a result rests on besides the tree and the commands. */
export interface Surroundings {
  readonly tree: string;
  readonly setup: readonly string[];
  /** Ignored files that are copied into the checkout, each with what tells a change. */
  readonly copied: readonly string[];
  /** okstra, system and Node.js. */
  readonly machine: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly confinement: Receipt['confinement'];
}

/** A key for each check, in order; it also stands for all checks before it. */
export function baselineKeys(checks: readonly CheckSpec[], around: Surroundings): readonly string[] {
  const before: unknown[] = [];
  return checks.map(({ cmd, cwd, env, network, sandbox = true, timeoutMs, junit = null }) => {
    before.push([cmd, cwd, sorted(env), network, sandbox, timeoutMs, junit]);
    return sha256(JSON.stringify([WAY_OF_RUNNING, { ...around, env: sorted(around.env) }, before]));
  });
}

const sorted = (env: Readonly<Record<string, string>>) => Object.entries(env).toSorted(([a], [b]) => (a < b ? -1 : 1));

/** Receipts for the whole baseline, their logs written into this run's folder; undefined: the checks have to run. */
export function keptBaseline(context: RunContext, confinement: Receipt['confinement']): readonly Receipt[] | undefined {
  if (context.plan.baselineCache !== 'use') return undefined;
  const { checks } = context.plan;
  const cache = cacheOf(context);
  const keys = baselineKeys(checks, surroundingsOf(context, confinement));
  const kept = keys.map((key) => cache.find(key));
  if (!kept.every((each) => each !== undefined)) return undefined;
  return kept.flatMap(({ receipt, output, run, at }, index): Receipt[] => {
    const spec = checks[index];
    if (spec === undefined) return [];
    const path = baselineLog(spec);
    // Redacted once more: this run may know secrets that the other did not.
    const log = writeCheckLog(context.redactor, output, context.folder.absolute(path));
    return [
      {
        ...receipt,
        check: spec.id,
        label: spec.label,
        category: spec.category,
        tail: context.redactor.text(receipt.tail),
        log: { path, sha256: log.sha256, bytes: log.bytes },
        cachedFrom: { run, at },
      },
    ];
  });
}

/** Keeps a baseline that ran as a whole, for later runs. */
export function keepBaseline(context: RunContext, confinement: Receipt['confinement']): void {
  if (context.plan.baselineCache === undefined || context.plan.baselineCache === 'off') return;
  const { checks } = context.plan;
  const receipts = new Map(context.state().baseline.receipts.map((receipt) => [receipt.check, receipt]));
  const cache = cacheOf(context);
  const at = context.ports.now().toISOString();
  for (const [index, key] of baselineKeys(checks, surroundingsOf(context, confinement)).entries()) {
    const receipt = receipts.get(checks[index]?.id ?? '');
    if (receipt?.log === undefined || !isKeepable(receipt)) continue;
    cache.keep(key, { receipt, output: context.folder.read(receipt.log), run: context.runId, at });
  }
}

export const baselineLog = (spec: Pick<CheckSpec, 'id'>): string =>
  `checks/baseline-${spec.id.replaceAll(/[^A-Za-z0-9-]+/g, '-')}.log`;

const cacheOf = ({ ports }: RunContext): BaselineCache =>
  openBaselineCache(join(okstraHome(ports.env), 'cache', 'baseline'), () => ports.now().getTime());

function surroundingsOf(context: RunContext, confinement: Receipt['confinement']): Surroundings {
  const { plan, ports, repo, version } = context;
  const node = findProgram('node', ports.env);
  return {
    tree: context.state().prepared?.baseTree ?? '',
    setup: plan.setup.map(({ cmd }) => cmd),
    copied: stampsOf(repo.top, plan.copy),
    machine: [version, process.platform, process.arch, process.version, node === undefined ? '' : (programKey(node) ?? '')],
    env: Object.fromEntries(AMBIENT.flatMap((name) => (ports.env[name] === undefined ? [] : [[name, ports.env[name]]]))),
    confinement,
  };
}

/** Path, size and time of every file; copies can be large, so they are not read. */
function stampsOf(top: string, patterns: RunPlan['copy']): readonly string[] {
  const files = patterns.flatMap((pattern) => [pattern, `${pattern}/**`]).flatMap((pattern) => globSync(pattern, { cwd: top }));
  return [...new Set(files)].toSorted().flatMap((file) => {
    const info = statSync(join(top, file), { throwIfNoEntry: false });
    return info?.isFile() === true ? [`${file} ${info.size} ${info.mtimeMs}`] : [];
  });
}
