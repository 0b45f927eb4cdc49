/**
 * The recording that `okstra demo` plays is made by okstra itself, from models behind local servers. After a change of prompts:
 * `RECORD_DEMO=1 npx vitest run test/demo` makes it anew.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Model, startModel } from '../apiagent/rig.ts';
import { Rig } from '../journeys/rig.ts';
import { repository } from '../support/program.ts';
import { critic, reviewer, writer } from './story.ts';

const SAMPLE = join(repository, 'templates/demo');
const ITEM = 'spec-01-slugify';

let rig: Rig;
let models: readonly Model[] = [];
beforeEach(async () => {
  rig = new Rig();
  models = await Promise.all([startModel('messages', writer), startModel('responses', reviewer), startModel('chat', critic)]);
});
afterEach(async () => {
  for (const model of models) await model[Symbol.asyncDispose]();
  rig.dispose();
});

const filesIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

test('what the demo plays is what okstra records of these models', async () => {
  cpSync(join(SAMPLE, 'project'), rig.repo, { recursive: true });
  const [messages, responses, chat] = models.map(({ baseUrl }) => JSON.stringify(baseUrl));
  rig.write(
    'okstra.yaml',
    `project: sample-shop
agents:
  writer: { driver: anthropic-api, vendor: vendor-a, model: writer-1, baseUrl: ${messages}, keyEnv: A_KEY }
  reviewer: { driver: openai-api, vendor: vendor-b, model: reviewer-1, baseUrl: ${responses}, keyEnv: A_KEY }
  critic: { driver: openai-api, wire: chat, vendor: vendor-c, model: critic-1, baseUrl: ${chat}, keyEnv: A_KEY }
roles: { executor: writer, verifiers: [reviewer, critic] }
`,
  );
  rig.commit('a shop');
  const folder = join(rig.root, 'recording');
  const end = await rig.cli(['run', '--exec', '--json', ITEM, '--record', folder], { env: { A_KEY: 'a-key-of-the-demo' } });
  expect(end.json, end.stderr).toMatchObject({ exitCode: 0, outcome: 'accepted', run: { attemptsUsed: 2 } });
  if (process.env['RECORD_DEMO'] === '1') {
    rmSync(join(SAMPLE, 'recording'), { recursive: true, force: true });
    mkdirSync(join(SAMPLE, 'recording'));
    cpSync(folder, join(SAMPLE, 'recording'), { recursive: true });
  }
  expect(filesIn(folder)).toEqual(filesIn(join(SAMPLE, 'recording')));
});

test('the demo plays it, whatever the environment says of runs', async () => {
  const env = { CI: 'true', MAX_ATTEMPTS: '1', OKSTRA_CONFIG__RUN__MODE: 'parallel' };
  const end = await rig.cli(['demo', '--json', '--dir', join(rig.root, 'demo')], { env });
  expect(end.json, end.stderr).toMatchObject({ exitCode: 0, outcome: 'accepted', run: { attemptsUsed: 2 } });
});
