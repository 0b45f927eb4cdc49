// Installs what is missing, builds, and runs the benchmarks: all of bench/, or those whose path contains an argument. What begins with
// the first flag is given on to each of them.
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { filesBelow, root, run, runMain } from './toolchain.mjs';

await runMain(async () => {
  const given = process.argv.slice(2);
  const flags = given.findIndex((word) => word.startsWith('--'));
  const wanted = flags === -1 ? given : given.slice(0, flags);
  const options = flags === -1 ? [] : given.slice(flags);
  const node = await bootstrap();
  const built = await run(node, [join(root, 'scripts/build.mjs')]);
  if (built !== 0) return built;
  const benchmarks = filesBelow('bench').filter((file) => file.endsWith('.bench.ts'));
  if (benchmarks.length === 0) throw new Error('no benchmark found: expected files named bench/**/*.bench.ts');
  const selected = wanted.length === 0 ? benchmarks : benchmarks.filter((file) => wanted.some((part) => file.includes(part)));
  if (selected.length === 0) throw new Error(`no benchmark matches ${wanted.join(', ')}\nknown: ${benchmarks.join(', ')}`);
  let failed = 0;
  for (const file of selected) {
    process.stdout.write(`\n${file}\n`);
    failed = Math.max(failed, await run(node, [join(root, file), ...options]));
  }
  return failed;
});
