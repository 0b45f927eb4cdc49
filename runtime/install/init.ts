/** `okstra init`: first a plan made of values, then the files of it that are not there yet. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { CONFIG_FILE, SPECS_ROOTS } from '../config/load.ts';
import { fail, type Notice, OkstraError } from '../model/failure.ts';
import type { Mode } from '../model/plan.ts';
import { refuseLinks } from './disk.ts';
import { type ProposedCheck, proposeChecks } from './propose-checks.ts';
import type { RepoFacts } from './repo-facts.ts';

export interface InitChoices {
  readonly mode?: Mode;
  /** Relative to the repository. */
  readonly specsRoot?: string;
  /** Checks of items that name none. */
  readonly acceptanceCommands?: readonly string[];
}

export interface InitFile {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly content: string;
  readonly action: 'create' | 'skip';
}

export interface InitPlan {
  readonly mode: Mode;
  readonly specsRoot: string;
  readonly files: readonly InitFile[];
  readonly notices: readonly Notice[];
  /** The command to go on with. */
  readonly next: string;
}

/** Texts of the starter files by path below `templates/specs`. */
export type Templates = (name: string) => string;

const EXAMPLE = 'spec-00-example';
const EXAMPLE_FILES = ['SPEC.md', 'acceptance-checklist.md', 'metadata.json', 'implementation-report.md'];

/** What `init` would write. A path that is taken is skipped; the example is all or nothing. Pure. */
export function planInit(facts: RepoFacts, choices: InitChoices = {}, templates: Templates = shippedTemplate): InitPlan {
  const { configured, legacy } = facts;
  const mode = choices.mode ?? configured?.mode ?? legacy?.layer.config.run?.mode ?? 'strict';
  const specsRoot = specsRootOf(facts, choices);
  const fill = (role: 'implement' | 'review'): string =>
    templates(`${role}.prompt-template.md`).replace('{{@MODE_RULES}}', () => templates(`mode/${role}-${mode}.md`).trimEnd());
  const file = (path: string, content: string): InitFile => ({ path, content, action: facts.isTaken(path) ? 'skip' : 'create' });
  const example = facts.isTaken(`${specsRoot}/${EXAMPLE}`) ? 'skip' : 'create';
  const files: readonly InitFile[] = [
    file(CONFIG_FILE, configText(facts, { ...choices, mode, specsRoot }, templates)),
    file(`${specsRoot}/README.md`, templates('README.md')),
    file(`${specsRoot}/implement.prompt-template.md`, fill('implement')),
    file(`${specsRoot}/review.prompt-template.md`, fill('review')),
    file(`${specsRoot}/specs-breakdown-guide.md`, templates('specs-breakdown-guide.md')),
    ...EXAMPLE_FILES.map(
      (name): InitFile => ({
        path: `${specsRoot}/${EXAMPLE}/${name}`,
        content: templates(`${EXAMPLE}/${name}`),
        action: example,
      }),
    ),
  ];
  return {
    mode,
    specsRoot,
    files,
    notices: noticesOf(facts, files),
    next: example === 'create' ? `okstra run ${EXAMPLE}` : 'okstra inspect status',
  };
}

function specsRootOf({ configured, legacy, isTaken }: RepoFacts, choices: InitChoices): string {
  const chosen =
    choices.specsRoot ??
    configured?.specsRoot ??
    legacy?.layer.config.sources?.specs ??
    SPECS_ROOTS.find(isTaken) ??
    SPECS_ROOTS[0];
  const root = chosen
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
    .replace(/\/+$/, '');
  if (root !== '' && root !== '.' && !root.startsWith('/') && !root.includes(':') && !root.split('/').includes('..')) return root;
  throw fail(
    'usage',
    'specs-root-outside',
    `Expected a specs root inside the repository, relative to its top, found "${chosen}".`,
    { fix: 'okstra init --specs specs' },
  );
}

function noticesOf({ agents, legacy, configured, imported, sources }: RepoFacts, files: readonly InitFile[]): readonly Notice[] {
  const notices: Notice[] = [];
  if (legacy !== undefined) {
    notices.push({
      code: 'legacy-imported',
      message: `${legacy.file} was taken over into ${CONFIG_FILE}; it is not read any more and stays as it is.`,
    });
  }
  for (const { file, notices: about } of imported) {
    notices.push(
      { code: 'settings-imported', message: `${file} was taken over into ${CONFIG_FILE}; it stays as it is.` },
      ...about,
    );
  }
  if (configured === undefined && sources.some(({ kind }) => kind !== 'spec-folders')) {
    const named = sources.filter(({ kind }) => kind !== 'spec-folders').map(({ path }) => path);
    notices.push({
      code: 'source-not-run',
      message: `Feature documents or a task queue are in ${named.join(', ')}; ${CONFIG_FILE} names them, and this version runs spec folders only.`,
    });
  }
  if (agents.length === 0)
    notices.push({ code: 'no-agents', message: 'None of claude, codex, gemini was found on the PATH.', fix: 'okstra doctor' });
  if (configured !== undefined && files.every(({ action }) => action === 'skip')) {
    notices.push({
      code: 'already-initialized',
      message: 'Everything is there already; nothing was changed.',
      fix: 'okstra run <item>',
    });
  }
  return notices;
}

function configText(
  facts: RepoFacts,
  { mode, specsRoot, acceptanceCommands }: InitChoices & { readonly mode: Mode; readonly specsRoot: string },
  templates: Templates,
): string {
  const proposed = proposeChecks(facts);
  const taken = facts.imported.find(({ checks: own }) => own !== undefined)?.checks ?? {};
  const checks = { ...proposed, ...taken };
  const run = facts.legacy?.layer.config.run;
  const values: Readonly<Record<string, string>> = {
    PROJECT: flow(projectName(facts.name)),
    SOURCES: flow({ specs: specsRoot, ...otherSources(facts) }),
    MODE: mode,
    MAX_ATTEMPTS: String(run?.maxAttempts ?? 2),
    ACCEPTANCE_COMMANDS: flow(acceptanceCommands ?? run?.acceptanceCommands ?? []),
    LINT: list(checks.lint),
    FORMAT: list(checks.format),
    TYPECHECK: list(checks.typecheck),
    TEST: list(checks.test),
    ...agentLines(facts),
  };
  const text = templates(`${CONFIG_FILE}.txt`).replaceAll(/\{\{@([A-Z_]+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the starter ${CONFIG_FILE} asks for ${name}, which nothing fills`);
    return value;
  });
  return text.replaceAll(/[ \t]+$/gm, '');
}

/** Named where they are; the defaults hold where there are none. */
function otherSources({ sources, imported }: RepoFacts): { frds?: string; tasks?: string } {
  const frds = sources.find(({ kind }) => kind === 'feature-documents')?.path;
  const tasks =
    sources.find(({ kind }) => kind === 'task-queue')?.path ?? imported.find(({ tasks: path }) => path !== undefined)?.tasks;
  return { ...(frds === undefined ? {} : { frds }), ...(tasks === undefined || tasks === '.' ? {} : { tasks }) };
}

/** Roles are only written down where a legacy file chose models for them; otherwise the default roster holds. */
function agentLines({ agents, legacy }: RepoFacts): { readonly AGENTS: string; readonly ROLES: string } {
  const { executor = {}, verifier = {} } = legacy?.roleModels ?? {};
  const isChosen = Object.keys(executor).length + Object.keys(verifier).length > 0;
  if (!isChosen) {
    const found =
      agents.length === 0
        ? 'none was found when this file was written'
        : `found when this file was written: ${agents.join(', ')}`;
    return {
      AGENTS: `# (${found})\n# agents:\n#   codex: { driver: codex-cli, model: <name>, effort: high }`,
      ROLES: '# roles: { executor: codex, verifiers: [claude, codex] }',
    };
  }
  const isSame = JSON.stringify(executor) === JSON.stringify(verifier);
  const entries = [
    `  codex: ${flow({ driver: 'codex-cli', ...executor })}`,
    ...(isSame ? [] : [`  codex-review: ${flow({ driver: 'codex-cli', ...verifier })}`]),
  ];
  return {
    AGENTS: ['agents:', ...entries].join('\n'),
    ROLES: `roles: { executor: codex, verifiers: [${isSame ? 'codex' : 'codex-review'}] }`,
  };
}

const list = (checks: readonly ProposedCheck[]): string =>
  checks.length === 0 ? '[]' : `\n${checks.map((check) => `    - ${flow(check)}`).join('\n')}`;

/** Texts with anything but printable ASCII are quoted: readers of YAML differ about blanks that no keyboard has. */
function flow(value: unknown): string {
  const isPlain = /^[\x20-\x7e]*$/.test(JSON.stringify(value));
  const quoted = isPlain ? {} : ({ defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' } as const);
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0, ...quoted }).replace(/\n$/, '');
}

export interface InitResult {
  /** Relative to the repository, with `/`. */
  readonly created: readonly string[];
  readonly skipped: readonly string[];
}

/** Writes what the plan creates. A file that has appeared since is left alone and counts as skipped. */
export function applyInit(repoTop: string, plan: InitPlan): InitResult {
  refuseLinkedPlaces(repoTop, plan);
  const created: string[] = [];
  for (const { path, content, action } of plan.files) {
    if (action === 'create' && writeNew(join(repoTop, path), content, path)) created.push(path);
  }
  return { created, skipped: plan.files.map(({ path }) => path).filter((path) => !created.includes(path)) };
}

const linkFix = (): string => 'Put a folder in the place of the link, or choose another: okstra init --specs <folder>';

/** @throws OkstraError `target-symlink` before anything is written, where a file would land somewhere else */
export function refuseLinkedPlaces(repoTop: string, { files }: InitPlan): void {
  for (const { path } of files.filter(({ action }) => action === 'create')) {
    try {
      refuseLinks(join(repoTop, path), repoTop, linkFix);
    } catch (error) {
      // What else is in the way is told when it is written.
      if (error instanceof OkstraError && error.failure.code === 'target-symlink') throw error;
    }
  }
}

function writeNew(path: string, content: string, shown: string): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' && existsSync(path)) return false;
    const why = error instanceof Error ? error.message : String(error);
    throw fail('system', 'not-writable', `Expected to write ${shown}, found: ${why}.`, {
      fix: `chmod u+w ${dirname(shown)}`,
      place: { file: shown },
      cause: error,
    });
  }
}

/** `templates/specs` beside the nearest package.json above this file: the same for sources and bundle. */
function shippedTemplate(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return readFileSync(join(folder, 'templates', 'specs', name), 'utf8');
}

/** As long as the schema allows; a folder may be called anything, blanks alone included. */
const projectName = (name: string): string => (name.trim() === '' ? 'project' : name.slice(0, 100));
