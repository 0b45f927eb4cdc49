/** What `okstra init` finds, as values and as a few lines. */
import { runBriefly } from '../conductor/probe-ports.ts';
import { git } from '../git/run.ts';
import type { Detected, FoundAgent, FoundSource } from '../install/detect.ts';
import { languagesIn } from '../install/detect.ts';
import type { RepoFacts } from '../install/repo-facts.ts';
import type { CliContext } from './context.ts';

/** A program that has not told its version by then is named without. */
const VERSION_MS = 15_000;

interface Found {
  readonly agent: { readonly name: string };
  readonly path: string;
}

export async function detect(
  { env }: CliContext,
  { top, facts, found }: { top: string; facts: RepoFacts; found: readonly Found[] },
): Promise<Detected> {
  const [files, agents] = await Promise.all([trackedFiles(top), Promise.all(found.map((each) => versioned(each, env)))]);
  return {
    languages: languagesIn(files),
    agents,
    sources: facts.sources,
    settings: [...(facts.legacy === undefined ? [] : [facts.legacy.file]), ...facts.imported.map(({ file }) => file)],
  };
}

async function trackedFiles(top: string): Promise<readonly string[]> {
  const { stdout } = await git(top, ['ls-files', '-z', '-co', '--exclude-standard']);
  return stdout.split('\0').filter((file) => file !== '');
}

async function versioned({ agent, path }: Found, env: CliContext['env']): Promise<FoundAgent> {
  const { exitCode, stdout } = await runBriefly([path, '--version'], { timeoutMs: VERSION_MS, env });
  const version = exitCode === 0 ? (/\d+\.\d+\.\d+\S*/.exec(stdout)?.[0] ?? null) : null;
  return { name: agent.name, path, version };
}

const WORDS: Readonly<Record<FoundSource['kind'], readonly [one: string, several: string]>> = {
  'spec-folders': ['spec folder', 'spec folders'],
  'feature-documents': ['feature document', 'feature documents'],
  'task-queue': ['task queue', 'task queues'],
};

const shown = (values: readonly string[]): string => (values.length === 0 ? 'none' : values.join(', '));

export function detectedText({ languages, agents, sources, settings }: Detected): string {
  return [
    `found languages: ${shown(languages)}`,
    `found agents: ${shown(agents.map(({ name, version }) => (version === null ? name : `${name} ${version}`)))}`,
    `found work: ${shown(sources.map(({ kind, path, count }) => `${count} ${WORDS[kind][count === 1 ? 0 : 1]} in ${path}`))}`,
    ...(settings.length === 0 ? [] : [`found settings of other tools: ${shown(settings)}`]),
  ].join('\n');
}
