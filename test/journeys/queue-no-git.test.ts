import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseProgress } from '../../runtime/sources/task-queue/progress-file.ts';
import { JUDGE, queueOf, queueRig, task } from './queue-rig.ts';
import { Rig } from './rig.ts';

let rig: Rig;
let folder: string;
beforeEach(() => {
  rig = new Rig();
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'okstra-plain-')));
});
afterEach(() => {
  rig.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const progress = () => parseProgress(readFileSync(join(folder, 'docs/specs/IMPLEMENTATION_PROGRESS.md'), 'utf8'), 'p');

/** The files of the rig's repository, in a folder that is none. */
function plainFolder(): void {
  for (const path of rig.git('ls-files').split('\n')) put(path, rig.read(path));
}

test('without git, criteria are verified as the folder stands; changes are found by times, with a warning', async () => {
  queueRig(rig, { judge: JUDGE });
  queueOf(rig, [
    task('T-001', 'Users', { status: 'done', specReference: 'data.md, Section Users' }),
    task('T-002', 'Auth', { status: 'done', specReference: 'api.md, Section Auth' }),
    task('T-003', 'Orders', { specReference: 'data.md, Section Orders' }),
  ]);
  plainFolder();
  put('users.txt', 'users\n');
  put('auth.txt', 'wrong\n');
  put('orders.txt', 'orders\n');
  const end = await rig.cli(['tasks', 'verify', '--all', '--json'], { cwd: folder });
  expect(end.exitCode, end.stderr).toBe(1);
  expect(end.json.commit).toBeNull();
  expect(end.json.notices).toMatchObject([{ code: 'no-git', fix: expect.stringContaining('git init') }]);
  expect(end.stderr).toContain('Without git, changes are found by the times of files');
  expect(
    end.json.tasks.map(({ id, result, after }: { id: string; result: string; after: string }) => [id, result, after]),
  ).toEqual([
    ['T-001', 'pass', 'done'],
    ['T-002', 'issue', 'needs-re-verification'],
    ['T-003', 'pass', 'done (external)'],
  ]);
  expect(progress().fixes).toMatchObject([{ id: 'F-001', sourceTask: 'T-002', status: 'pending' }]);
  expect(readFileSync(join(folder, 'docs/specs/IMPLEMENTATION_PROGRESS.md'), 'utf8')).toContain('**Commit**: None');
  // One more than tasks: the look at data.md as a whole. Journals and reports lie with the queue; nothing of the repository that was made for it is left.
  expect(readdirSync(join(folder, '.okstra/tasks/review'))).toHaveLength(4);
  expect(readdirSync(folder)).not.toContain('.git');
  expect(readdirSync(join(rig.home, 'scratch'))).toEqual([]);

  put('users.txt', 'changed since\n');
  utimesSync(join(folder, 'users.txt'), new Date(), new Date(Date.now() + 60_000));
  const status = await rig.cli(['tasks', 'status', '--json'], { cwd: folder });
  expect(status.json.notices.map(({ code }: { code: string }) => code)).toEqual(['no-git', 'external-changes']);
  expect(status.json.notices[1].message).toContain('T-001: users.txt (unknown)');
  expect(progress().tasks.get('T-001')?.status).toBe('done');
  const again = await rig.cli(['tasks', 'verify', '--needed', '--json'], { cwd: folder });
  expect(
    again.json.tasks.map(({ id, before, result }: { id: string; before: string; result: string }) => [id, before, result]),
  ).toEqual([
    ['T-001', 'needs-re-verification', 'issue'],
    ['T-002', 'needs-re-verification', 'issue'],
  ]);
}, 90_000);
