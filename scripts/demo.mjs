// Installs what is missing, builds, and runs "okstra demo"; arguments are passed on.
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { root, run, runMain } from './toolchain.mjs';

await runMain(async () => {
  const node = await bootstrap();
  const built = await run(node, [join(root, 'scripts/build.mjs')]);
  if (built !== 0) return built;
  return run(node, [join(root, 'bin/okstra.mjs'), 'demo', ...process.argv.slice(2)]);
});
