/** Whether the checks may be run at all: the deny-list, with the scripts that package.json of the base gives them. */
import {
  type DeniedCheck,
  deniedChecks,
  deniedFailure,
  deniedNotice,
  manifestPaths,
  type Scripts,
  scriptsOf,
} from '../audits/commands/index.ts';
import type { EffectiveConfig } from '../config/index.ts';
import { filesAt, filesOfHead, type Repository } from '../git/index.ts';
import type { CheckSpec } from '../model/evidence.ts';
import { PROJECT_CATEGORIES } from '../model/evidence.ts';
import { type Failure, type Notice, OkstraError, type Place } from '../model/failure.ts';
import type { WorkItem } from '../model/item.ts';

type Judged = Parameters<typeof deniedChecks>[0][number];

/** Every configured check, those too that an item's own command stands in for. */
export const projectChecks = ({ settings }: EffectiveConfig): readonly Judged[] =>
  PROJECT_CATEGORIES.flatMap((category) => settings.checks[category].map((entry) => ({ category, ...entry })));

/** The checks of a project that are refused, as they stand on HEAD. */
export async function refusedChecks(repo: Repository, config: EffectiveConfig): Promise<readonly Failure[]> {
  const checks = projectChecks(config);
  return (await denied(repo, checks)).map((each) => deniedFailure(each, placeOf(config, each)));
}

/** @throws OkstraError `check-denied`, with the others in its details @returns what is worth telling of the item's own commands */
export async function requireAllowed(
  repo: Repository,
  config: EffectiveConfig,
  item: Pick<WorkItem, 'acceptanceCommands'>,
): Promise<readonly Notice[]> {
  const [first, ...others] = await refusedChecks(repo, config);
  if (first) throw new OkstraError(others.length === 0 ? first : { ...first, details: { ...first.details, others } });
  const own = item.acceptanceCommands.map(
    (cmd): Judged => ({ label: cmd, category: 'item', cmd, cwd: '.', env: {}, network: true }),
  );
  return (await denied(repo, own)).map(deniedNotice);
}

function placeOf({ values }: EffectiveConfig, { check }: DeniedCheck): Place {
  const field = `checks.${check.category}`;
  const origin = values.find(({ key }) => key.startsWith(field))?.origin.name ?? '';
  const [, file = '', line] = /^(.*?)(?::(\d+))?$/.exec(origin) ?? [];
  return { file: file === '' ? 'okstra.yaml' : file, ...(line === undefined ? {} : { line: Number(line) }), field };
}

async function denied(repo: Repository, checks: readonly Judged[]): Promise<readonly DeniedCheck[]> {
  if (checks.length === 0) return [];
  const scripts = await scriptsOnHead(repo, checks);
  return deniedChecks(checks, (cwd) => scripts.get(cwd) ?? {});
}

/** By folder of a check: npm takes the package.json of the folder, else the nearest above it. */
async function scriptsOnHead(repo: Repository, checks: readonly Pick<CheckSpec, 'cwd'>[]): Promise<ReadonlyMap<string, Scripts>> {
  const all = new Set(await filesOfHead(repo));
  const folders = [...new Set(checks.map(({ cwd }) => cwd))];
  const manifests = new Map(folders.map((cwd) => [cwd, manifestPaths(cwd).find((path) => all.has(path))]));
  const wanted = [...new Set([...manifests.values()].filter((path) => path !== undefined))];
  const texts = wanted.length === 0 ? new Map<string, Uint8Array>() : await filesAt(repo, repo.head.commit, wanted);
  return new Map(
    [...manifests].map(([cwd, path]) => {
      const content = path === undefined ? undefined : texts.get(path);
      return [cwd, scriptsOf(content === undefined ? undefined : new TextDecoder().decode(content))];
    }),
  );
}
