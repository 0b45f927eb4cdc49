/**
 * What `npm install okstra` puts on a disk: the package is really built from a copy of this repository, packed, and installed alone into an
 * empty folder, from an empty cache and without a network, so that everything it needs has to be in it. `npm run bench size`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judge, machine, print } from './measure.ts';
import { installAlone, packCopy } from './size/install.ts';

/** Megabytes of 10⁶ bytes, as npm counts. */
const LIMIT_MB = 15;
const LIMIT_PACKAGES = 25;

const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;

const root = mkdtempSync(join(tmpdir(), 'okstra-bench-'));
try {
  const packed = packCopy(join(import.meta.dirname, '..'), join(root, 'copy'));
  const installed = installAlone(packed.tarball, join(root, 'installed'));

  print(machine());
  print(
    `  tarball ${mb(packed.bytes)}, ${packed.files} files; installed in ${(installed.ms / 1000).toFixed(1)} s, offline, from an empty cache`,
  );
  print(`  okstra --version: ${installed.version}; import('okstra'): ${installed.names} names`);
  for (const [folder, bytes] of installed.folders) print(`  ${folder.padEnd(24)}${mb(bytes).padStart(10)}`);
  print('');
  judge('installed size', installed.bytes / 1e6, LIMIT_MB, 'MB');
  judge('installed packages', installed.packages.length, LIMIT_PACKAGES, 'packages');
  judge('packages with install scripts', installed.withScripts.length, 0, 'packages');
} finally {
  rmSync(root, { recursive: true, force: true });
}
