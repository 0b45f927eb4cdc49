// Installs what is missing, builds, and runs the tests; arguments are passed on to vitest.
// --soak adds the long proofs, --agents runs the tests with the real programs only.
import { join } from 'node:path';
import { agentsFolder, installAgent, pinnedAgents } from './agents-install.mjs';
import { bootstrap } from './bootstrap.mjs';
import { packageBin, root, run, runMain, toolEnvironment } from './toolchain.mjs';

await runMain(async () => {
  const given = process.argv.slice(2);
  const soak = given.includes('--soak');
  const agents = given.includes('--agents');
  const rest = given.filter((argument) => argument !== '--soak' && argument !== '--agents');

  const node = await bootstrap();
  const built = await run(node, [join(root, 'scripts/build.mjs')]);
  if (built !== 0) return built;
  if (agents) for (const name of Object.keys(pinnedAgents())) await installAgent(name);
  const selected = agents && rest.length === 0 ? ['test/agents'] : rest;
  const switches = {
    ...(soak ? { OKSTRA_SOAK: '1' } : {}),
    ...(agents ? { OKSTRA_AGENTS: '1', OKSTRA_AGENTS_DIR: agentsFolder() } : {}),
  };
  return run(node, [packageBin('vitest'), 'run', ...selected], toolEnvironment(switches));
});
