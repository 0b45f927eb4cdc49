/** Started as a process of its own: installs, updates or uninstalls, and kills itself at one step. Prints the names of the steps it came to. */

import { join } from 'node:path';
import { projectPlaces } from '../../runtime/install/hosts.ts';
import { applyInstall, prepareInstall, recoverInstall } from '../../runtime/install/installer.ts';
import { packOf } from './install-rig.ts';

const [repo = '', purpose = '', version = '', at = ''] = process.argv.slice(2);
const places = projectPlaces(repo, join(repo, '../git'));
recoverInstall(places);
const request = { purpose: purpose as 'install' | 'update' | 'uninstall', hosts: ['claude', 'codex'] as const, force: false };
let seen = 0;
applyInstall(prepareInstall(request, packOf(version), places), {
  step: () => {
    if (seen === Number(at)) process.kill(process.pid, 'SIGKILL');
    seen += 1;
  },
});
process.stdout.write(String(seen));
