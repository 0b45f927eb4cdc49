import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Rig } from '../journeys/rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

test('recorded agents show the whole pipeline on a machine without any agent: a false claim, a second attempt, a report', async () => {
  const folder = join(rig.root, 'demo');
  const end = await rig.cli(['demo', '--dir', folder], { env: { PATH: '/usr/bin:/bin' }, cwd: rig.root });
  expect(end.exitCode, end.stderr).toBe(0);
  const path = /(\/\S+)$/.exec(end.stdout.trim())?.[1] ?? ''; // the last words name the report
  expect(path.startsWith(folder)).toBe(true);
  const report = readFileSync(path, 'utf8');
  expect(report).toContain('- Attempts used: 2\n- Final verifier status: ok\n');
  expect(existsSync(join(rig.home, 'worktrees'))).toBe(false);
});
