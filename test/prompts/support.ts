import type { ChangedFile, CheckSpec, Receipt } from '../../runtime/model/evidence.ts';
import type { Result } from '../../runtime/model/failure.ts';
import { makeTaskKey } from '../../runtime/model/ids.ts';
import type { Criterion, WorkItem } from '../../runtime/model/item.ts';
import type { Anchors, ExecutorPromptInput, VerifierPromptInput } from '../../runtime/prompts/inputs.ts';
import { loadPromptLibrary } from '../../runtime/prompts/load.ts';
import { parseProfile } from '../../runtime/prompts/profile.ts';
import type { Profile, PromptFacts } from '../../runtime/prompts/types.ts';

export const library = loadPromptLibrary();

export const TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

const criteria: readonly Criterion[] = [
  { id: 'AC-1', text: 'Prices are rounded half up to two places', kind: 'automated' },
  { id: 'AC-2', text: 'npm test', kind: 'automated', command: 'npm test' },
  { id: 'AC-3', text: 'The receipt looks right on paper', kind: 'manual' },
];

export const item = (changes: Partial<WorkItem> = {}): WorkItem => ({
  key: makeTaskKey('shop', 'specs', 'spec-03-prices'),
  source: 'spec-folders',
  group: 'specs',
  id: 'spec-03-prices',
  name: 'Round prices',
  dir: '/repo/specs/spec-03-prices',
  path: 'specs/spec-03-prices',
  body: '# Round prices\n\nPrices are rounded half up.\n',
  checklist: '- [ ] Prices are rounded half up to two places\n- [ ] `npm test`\n',
  criteria,
  acceptanceCommands: ['npm test', 'npm run lint'],
  dependsOn: [],
  lifecycle: 'pending',
  nativeStatus: 'todo',
  carriedTasks: [],
  writeBackPaths: ['specs/spec-03-prices/metadata.json'],
  ...changes,
});

export const check = (changes: Partial<CheckSpec> = {}): CheckSpec => ({
  id: 'item-1',
  label: 'npm test',
  category: 'item',
  cmd: 'npm test',
  cwd: '.',
  env: {},
  network: false,
  timeoutMs: 600_000,
  ...changes,
});

export const receipt = (changes: Partial<Receipt> = {}): Receipt => ({
  check: 'item-1',
  label: 'npm test',
  category: 'item',
  cmd: 'npm test',
  cwd: '.',
  on: 'candidate',
  attempt: 1,
  commit: 'c'.repeat(40),
  tree: TREE,
  status: 'passed',
  exitCode: 0,
  durationMs: 1200,
  tail: 'ok 3 tests\n',
  confinement: 'process-group',
  ...changes,
});

export const changedFile = (changes: Partial<ChangedFile> = {}): ChangedFile => ({
  path: 'src/price.js',
  status: 'modified',
  insertions: 2,
  deletions: 1,
  binary: false,
  ...changes,
});

export const executorAnchors: Anchors = {
  projectRoot: '/home/ada/.okstra/worktrees/shop-1/specs-spec-03-prices',
  model: 'gpt-5.5',
  worktree: { path: '/home/ada/.okstra/worktrees/shop-1/specs-spec-03-prices', branch: 'okstra/spec-03-prices' },
};

export const verifierAnchors: Anchors = {
  projectRoot: '/home/ada/.okstra/scratch/run-1/verifier-1',
  model: 'the default of codex',
};

export const executorInput = (changes: Partial<ExecutorPromptInput> = {}): ExecutorPromptInput => ({
  library,
  anchors: executorAnchors,
  phase: 'implementation',
  mode: 'strict',
  level: 'cross',
  agent: 'codex',
  language: [],
  item: item(),
  tree: TREE,
  attempt: 1,
  maxAttempts: 2,
  remainingTasks: [],
  receipts: [],
  checks: [check(), check({ id: 'test:unit', cmd: 'node --test', category: 'test', cwd: 'packages/a' })],
  ...changes,
});

export const verifierInput = (changes: Partial<VerifierPromptInput> = {}): VerifierPromptInput => ({
  library,
  anchors: verifierAnchors,
  phase: 'implementation',
  mode: 'strict',
  level: 'cross',
  agent: 'codex',
  language: [],
  item: item(),
  tree: TREE,
  base: 'b'.repeat(40),
  diff: 'diff --git a/src/price.js b/src/price.js\n--- a/src/price.js\n+++ b/src/price.js\n@@ -1 +1 @@\n-floor\n+round\n',
  changedFiles: [changedFile()],
  receipts: [receipt()],
  executorText: 'SUMMARY\n- rounded\n',
  inputs: ['change.diff', 'item.md', 'receipts.json', 'executor.md', 'base/src/price.js'],
  ...changes,
});

export const facts = (changes: Partial<PromptFacts> = {}): PromptFacts => ({
  phase: 'implementation',
  role: 'executor',
  mode: 'strict',
  level: 'cross',
  source: 'spec-folders',
  agent: 'codex',
  language: [],
  ...changes,
});

/** A profile of its own file; what it does not say is an overlay that always applies. */
export function profile(
  id: string,
  priority: number,
  front: Readonly<Record<string, unknown>> = {},
  body = `body of ${id}`,
): Profile {
  const json = JSON.stringify({ id, kind: 'overlay', appliesWhen: ['always'], priority, ...front });
  return valueOf(parseProfile(`${id}.md`, `---\n${json}\n---\n${body}\n`));
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`expected a value, found ${JSON.stringify(result.failure)}`);
  return result.value;
}

export interface FencedBlock {
  readonly info: string;
  readonly text: string;
}

/** Fenced blocks as CommonMark reads them, and the lines outside all of them. */
export function readFences(text: string): { readonly blocks: readonly FencedBlock[]; readonly outside: readonly string[] } {
  const blocks: FencedBlock[] = [];
  const outside: string[] = [];
  let open: { fence: string; info: string; lines: string[] } | undefined;
  for (const line of text.split('\n')) {
    const [, run = '', rest = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (open !== undefined) {
      if (run.startsWith(open.fence) && /^[ \t]*$/.test(rest) && new Set(run).size === 1) {
        blocks.push({ info: open.info, text: open.lines.join('\n') });
        open = undefined;
      } else open.lines.push(line);
    } else if (run !== '' && !(run.startsWith('`') && rest.includes('`'))) open = { fence: run, info: rest, lines: [] };
    else outside.push(line);
  }
  if (open !== undefined) throw new Error(`a fence stays open: ${open.fence}${open.info}`);
  return { blocks, outside };
}
