// Installs the agent programs that the tests with real agents use, each at its pinned version, outside the repository. Prints their paths.
// Usage: node scripts/agents-install.mjs [name...]
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { isMain, pathWithoutBin, root, runMain } from './toolchain.mjs';

/** @typedef {{ package: string, version: string, platforms: string[] }} PinnedAgent */

/** @returns {Record<string, PinnedAgent>} */
export function pinnedAgents() {
  return JSON.parse(readFileSync(join(root, 'test/agents/versions.json'), 'utf8'));
}

/** Where the programs lie: `OKSTRA_AGENTS_DIR`, by default `okstra-agents` in the user's cache folder. */
export function agentsFolder() {
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return process.env['OKSTRA_AGENTS_DIR'] || join(cache, 'okstra-agents');
}

/**
 * Absolute path of the program, whether it is installed or not.
 *
 * @param {string} name
 */
export function agentProgram(name) {
  const agent = pinnedAgents()[name];
  if (agent === undefined) throw new Error(`expected one of ${Object.keys(pinnedAgents()).join(', ')}, found "${name}"`);
  return join(agentsFolder(), `${name}-${agent.version}`, 'node_modules', '.bin', name);
}

/** @param {PinnedAgent} agent */
export const runsHere = (agent) => agent.platforms.includes(`${process.platform}-${process.arch}`);

/**
 * @param {string} name
 * @returns {Promise<string | undefined>} path of the program; undefined where there is none for this platform
 */
export async function installAgent(name) {
  const program = agentProgram(name);
  const agent = pinnedAgents()[name];
  if (agent === undefined || !runsHere(agent)) {
    process.stderr.write(`SKIPPED: ${name} has no program for ${process.platform}-${process.arch}; its tests do not run here\n`);
    return undefined;
  }
  if (existsSync(program)) return program;
  const folder = dirname(dirname(dirname(program)));
  const draft = `${folder}.${process.pid}.tmp`;
  process.stderr.write(`okstra: installing ${agent.package}@${agent.version}\n`);
  try {
    mkdirSync(draft, { recursive: true });
    writeFileSync(join(draft, 'package.json'), '{ "private": true }\n');
    await npmInstall(draft, `${agent.package}@${agent.version}`);
    await versionMustBe(join(draft, 'node_modules', '.bin', name), agent.version);
    // Another process may have been quicker; what it left is the same.
    if (!existsSync(program)) {
      rmSync(folder, { recursive: true, force: true });
      renameSync(draft, folder);
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return program;
}

/**
 * @param {string} folder
 * @param {string} spec
 */
async function npmInstall(folder, spec) {
  const args = [
    'install',
    '--prefix',
    folder,
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--save-exact',
    '--include=optional',
    spec,
  ];
  const { code } = await start('npm', args, { ...process.env, PATH: pathWithoutBin().join(delimiter) });
  if (code !== 0)
    throw new Error(
      `npm could not install ${spec} (exit code ${code})\nfix: look at the lines above; a registry must be reachable`,
    );
}

/**
 * @param {string} program
 * @param {string} version
 */
async function versionMustBe(program, version) {
  const { code, out } = await start(program, ['--version'], process.env);
  if (code !== 0 || !out.includes(version))
    throw new Error(`expected ${program} to be version ${version}, found "${out.trim()}" (exit code ${code})`);
}

/**
 * @param {string} file
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ code: number | null, out: string }>}
 */
function start(file, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out }));
  });
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    const names = process.argv.slice(2);
    for (const name of names.length > 0 ? names : Object.keys(pinnedAgents())) {
      const program = await installAgent(name);
      if (program !== undefined) process.stdout.write(`${name} ${program}\n`);
    }
  });
}
