import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { promptOf } from '../../docs/examples/compose-prompt.ts';
import { runAndTell } from '../../docs/examples/run-item.ts';
import * as library from '../../runtime/index.ts';
import { fences, page } from './pages.ts';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'okstra-library-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

test('docs/library.md shows the examples as they stand in docs/examples', () => {
  const examples = ['run-item', 'compose-prompt'].map((name) =>
    page(`docs/examples/${name}.ts`).text.replaceAll("'../../runtime/index.ts'", "'okstra'"),
  );
  expect(
    fences(page('docs/library.md').text)
      .filter(({ language }) => language === 'ts')
      .map(({ text }) => text),
  ).toEqual(examples);
});

test('docs/library.md names every function and value that is exported', () => {
  const { text } = page('docs/library.md');
  const names = Object.keys(library);
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !new RegExp(`\`${name}\\b`).test(text))).toEqual([]);
});

function write(path: string, text: string, mode = 0o644): void {
  const file = join(folder, 'project', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, mode);
}

function project(): string {
  write('specs/spec-01-hello/SPEC.md', '# Hello\n\nWrite hello.txt.\n');
  write('specs/spec-01-hello/metadata.json', '{"id": "spec-01-hello", "acceptanceCommands": ["test -f hello.txt"]}\n');
  write('writer.sh', '#!/bin/sh\necho hello > hello.txt\necho done\n', 0o755);
  write(
    'reader.sh',
    `#!/bin/sh\nprintf '{"tree":"%s","verdict":"pass","criteria":[{"id":"SPEC","status":"met","evidence":"hello.txt"}],"findings":[]}' "$OKSTRA_TREE"\n`,
    0o755,
  );
  const agent = (name: string) => `  ${name}: { driver: command, vendor: ${name}-corp, command: [./${name}.sh] }`;
  write('okstra.yaml', `agents:\n${agent('writer')}\n${agent('reader')}\nroles: { executor: writer, verifiers: [reader] }\n`);
  const cwd = join(folder, 'project');
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
    ['commit', '-qm', 'first'],
  ])
    execFileSync('git', args, { cwd });
  return cwd;
}

async function told(cwd: string, ref: string): Promise<{ exitCode: number; lines: readonly string[] }> {
  const lines: string[] = [];
  const before = process.env['OKSTRA_HOME'];
  process.env['OKSTRA_HOME'] = join(folder, 'home');
  try {
    return { exitCode: await runAndTell(cwd, ref, (line) => void lines.push(line)), lines };
  } finally {
    if (before === undefined) delete process.env['OKSTRA_HOME'];
    else process.env['OKSTRA_HOME'] = before;
  }
}

test('the example runs an item and tells how it ended', async () => {
  const { exitCode, lines } = await told(project(), 'spec-01-hello');
  expect(lines.at(-1)).toMatch(/^accepted, report: .*implementation-report\.md$/);
  expect(exitCode).toBe(0);
  expect(lines.slice(0, -1)).toEqual([
    'Hello: writer implements, 1 verifier(s), 1 check(s)',
    'test -f hello.txt on the baseline: failed',
    'test -f hello.txt on the candidate: passed',
    'attempt 1: pass',
  ]);
});

test('the example tells what is wrong when a run cannot begin', async () => {
  const { exitCode, lines } = await told(folder, 'spec-01-hello');
  expect(exitCode).toBe(2);
  expect(lines).toEqual([expect.stringMatching(/^Expected a git checkout, found none at .* fix: /)]);
});

test('the example composes a prompt and tells what is in it, with a profile of the project in the place of a shipped one', () => {
  const front =
    '{ "id": "language-typescript", "kind": "language_overlay", "appliesWhen": ["language:typescript"], "priority": 45 }';
  write('okstra/prompts/language-typescript.md', `---\n${front}\n---\n## TypeScript\n\nOurs.\n`);
  const lines: string[] = [];
  const text = promptOf(join(folder, 'project'), (line) => void lines.push(line));
  expect(lines).toEqual([
    'parts: base, role-verifier, phase-implementation, phase-implementation-verifier, language-typescript, mode-strict, house-rules, contract-verifier',
    'mode-parallel is out: mode:parallel does not hold, mode is strict',
    expect.stringMatching(/^"Answer form" comes from contract-verifier; about \d+ tokens in all$/),
  ]);
  expect(text).toContain('## TypeScript\n\nOurs.\n');
  expect(text).toContain('\nTeam blue answers for it.\n');
});
