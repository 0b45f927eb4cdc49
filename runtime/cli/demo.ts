/** `okstra demo`: the whole pipeline on a sample project with recorded agents. What it writes lies in one folder. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { realPorts, runItem } from '../conductor/index.ts';
import { git } from '../git/index.ts';
import { fail } from '../model/failure.ts';
import type { CommandHandler } from './context.ts';
import { answerText, withRun } from './run-shared.ts';

const ITEM = 'spec-01-slugify';

export const demo: CommandHandler = async (context, _args, options) => {
  const folder = makeFolder(context.cwd, options['dir'] as string | undefined);
  const repo = join(folder, 'sample-shop');
  const sample = shipped();
  cpSync(join(sample, 'project'), repo, { recursive: true });
  cpSync(join(sample, 'recording'), join(folder, 'recording'), { recursive: true });
  const env = { ...withoutSteering(context.env), OKSTRA_HOME: join(folder, 'okstra-home') };
  await initialise(repo);
  context.note(`A sample project with a specification, ${ITEM}, in ${repo}.`);
  context.note(
    'Recorded agents: a writer, a reviewer and a critic. The writer says "all tests pass" in its first attempt; watch what okstra makes of it.\n',
  );
  const answer = await withRun({ ...context, env }, options, (hooks) =>
    runItem({ cwd: repo, ref: ITEM, flags: {} }, hooks, { ...realPorts(), env }),
  );
  const text = [
    answerText(answer),
    '',
    `look around:  cd ${repo} && export OKSTRA_HOME=${env.OKSTRA_HOME} && okstra inspect history`,
    `the report:   ${answer.report?.markdown ?? 'none was written'}`,
  ].join('\n');
  return { exitCode: answer.exitCode, text, document: { ...answer, folder, repository: repo } };
};

/** What steers a run would have the recorded agents asked something else than what they answered. */
const withoutSteering = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => name !== 'CI' && name !== 'MAX_ATTEMPTS' && !name.startsWith('OKSTRA_CONFIG__')),
  );

function makeFolder(cwd: string, dir: string | undefined): string {
  if (dir === undefined) return realpathSync(mkdtempSync(join(tmpdir(), 'okstra-demo-')));
  const folder = resolve(cwd, dir);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw fail('usage', 'folder-not-empty', `Expected an empty or new folder, found files in ${folder}.`, {
      fix: 'Choose another --dir, or leave it out.',
    });
  }
  mkdirSync(folder, { recursive: true });
  return realpathSync(folder);
}

/** `templates/demo` beside the nearest package.json above this file: the same for sources and bundle. */
function shipped(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return join(folder, 'templates', 'demo');
}

/** The sample brings an identity of its own: a machine without one can show the demo too. */
async function initialise(repo: string): Promise<void> {
  await git(repo, ['init', '--quiet', '--initial-branch=main']);
  await git(repo, ['config', 'user.name', 'Sample Person']);
  await git(repo, ['config', 'user.email', 'sample.person@example.com']);
  await git(repo, ['add', '--all']);
  await git(repo, ['commit', '--quiet', '--message', 'feat: a shop']);
}
