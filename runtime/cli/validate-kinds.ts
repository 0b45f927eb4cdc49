/** Which kind of file something is, and what is wrong with it. Values in, values out. */

import { deniedChecks, deniedFailure, type Scripts } from '../audits/commands/index.ts';
import { parseLegacy } from '../config/legacy.ts';
import { parseConfig } from '../config/parse.ts';
import { resolveConfig } from '../config/resolve.ts';
import type { CheckCategory } from '../model/evidence.ts';
import type { Failure, Result } from '../model/failure.ts';
import { itemTemplateProblems, parseChains, parseProfile } from '../prompts/index.ts';
import { validateReportText } from '../report/validate.ts';
import { parseManifest } from '../sources/task-queue/manifest-file.ts';
import { taskProblems } from '../sources/task-queue/problems.ts';
import { parseProgress } from '../sources/task-queue/progress-file.ts';
import { answerProblems, metadataProblems, summaryProblems } from './validate-json.ts';

export type FileKind =
  | 'config'
  | 'user-config'
  | 'legacy-config'
  | 'report'
  | 'spec-metadata'
  | 'verifier-answer'
  | 'profile'
  | 'prompt-chains'
  | 'task-queue'
  | 'task-progress'
  | 'spec-manifest'
  | 'executor-template'
  | 'verifier-template'
  | 'run-summary'
  | FrdFileKind;

/** Feature documents are checked together with what lies beside them. */
export type FrdFileKind = 'frd' | 'frd-index' | 'frd-schema';

const BY_NAME: Readonly<Record<string, FileKind>> = {
  'okstra.yaml': 'config',
  'okstra.yml': 'config',
  'config.yaml': 'user-config',
  'helm.config.json': 'legacy-config',
  '.cli-settings.json': 'legacy-config',
  'data.json': 'report',
  'metadata.json': 'spec-metadata',
  'prompt-chains.json': 'prompt-chains',
  'frd-schema.json': 'frd-schema',
  'RUN_SUMMARY.json': 'run-summary',
  'TASKS.md': 'task-queue',
  'IMPLEMENTATION_PROGRESS.md': 'task-progress',
  '.spec-manifest.md': 'spec-manifest',
  'implement.prompt-template.md': 'executor-template',
  'review.prompt-template.md': 'verifier-template',
  'item-spec-executor.md': 'executor-template',
  'item-review-verifier.md': 'verifier-template',
  'item-spec-verifier.md': 'verifier-template',
};

/** By name, else by what stands in it; undefined when neither tells. */
export function recognise(name: string, text: string): FileKind | undefined {
  const byName = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
  if (byName !== undefined) return byName;
  const body = text.replace(/^\uFEFF/, '');
  if (name.endsWith('.md')) return /^---(?:json)?[^\S\n]*\r?\n/.test(body) ? 'profile' : undefined;
  if (name.endsWith('.yaml') || name.endsWith('.yml')) return 'config';
  if (!name.endsWith('.json')) return undefined;
  if (/^frd-\d{3}-/.test(name)) return 'frd';
  const keys = keysOf(body);
  if (keys.has('schemaVersion') && keys.has('run')) return 'report';
  if (keys.has('verdict') && (keys.has('criteria') || keys.has('findings') || keys.has('tree'))) return 'verifier-answer';
  if (keys.has('majorTasks')) return 'frd';
  if (keys.has('frds')) return 'frd-index';
  return keys.has('id') && keys.has('status') ? 'spec-metadata' : undefined;
}

function keysOf(text: string): ReadonlySet<string> {
  try {
    const value: unknown = JSON.parse(text);
    return new Set(typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []);
  } catch {
    // An answer that was cut off is still one.
    return new Set([...text.matchAll(/^\s*\{?\s*"(\w+)"\s*:/gm)].map((match) => match[1] ?? ''));
  }
}

/**
 * Every problem; empty when there is none.
 *
 * @param file as places name it
 * @param scriptsAt scripts of the package.json that holds in a folder of the repository, for the commands of a configuration
 */
export function checkFile(
  kind: Exclude<FileKind, FrdFileKind>,
  file: string,
  text: string,
  scriptsAt: (cwd: string) => Scripts = () => ({}),
): readonly Failure[] {
  switch (kind) {
    case 'config':
      return configProblems(text, file, scriptsAt);
    case 'user-config':
      return problemsOf(parseConfig(text, file, 'user'));
    case 'legacy-config':
      return problemsOf(parseLegacy(text, file));
    case 'report':
      return validateReportText(file, text);
    case 'spec-metadata':
      return metadataProblems(file, text);
    case 'verifier-answer':
      return answerProblems(file, text);
    case 'run-summary':
      return summaryProblems(file, text);
    case 'profile':
      return problemsOf(parseProfile(file, text));
    case 'prompt-chains':
      return problemsOf(parseChains(file, text));
    case 'task-queue':
      return taskProblems(text, file);
    case 'task-progress':
      return parseProgress(text, file).problems;
    case 'spec-manifest':
      return parseManifest(text, file).problems;
    case 'executor-template':
      return itemTemplateProblems('executor', { path: file, text });
    case 'verifier-template':
      return itemTemplateProblems('verifier', { path: file, text });
  }
}

const problemsOf = (result: Result<unknown>): readonly Failure[] => (result.ok ? [] : result.failure);

/** Roles may name agents of the user file, which is not looked at here. */
function configProblems(text: string, file: string, scriptsAt: (cwd: string) => Scripts): readonly Failure[] {
  const layer = parseConfig(text, file);
  if (!layer.ok) return layer.failure;
  const checks = Object.entries(layer.value.config.checks ?? {}).flatMap(([category, list]) =>
    list.map((entry, index) => ({ entry, category: category as CheckCategory, index })),
  );
  const refused = checks.flatMap(({ entry, category, index }) => {
    const { cmd, label = cmd, cwd = '.', env = {}, network = false } = entry;
    const place = layer.value.placeOf(['checks', category, index, 'cmd']);
    return deniedChecks([{ cmd, label, cwd, env, network, category }], scriptsAt).map((denied) => deniedFailure(denied, place));
  });
  const others = problemsOf(resolveConfig({ project: layer.value })).filter(({ code }) => code !== 'config-unknown-agent');
  return [...others, ...refused];
}
