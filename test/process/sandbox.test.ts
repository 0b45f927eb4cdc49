import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bwrapProfile, type SandboxProfile } from '../../runtime/process/sandbox.ts';
import { folder, noSandbox } from './helpers.ts';

const profile: SandboxProfile = { level: 'workspace-write', writable: [], readable: [], privateTmp: '/tmp/p', network: true };

describe('the command line', () => {
  test('is a read-only root, an empty /tmp, a process table of its own, and the private folder', () => {
    const line = bwrapProfile(profile).join(' ');
    expect(line).toMatch(
      /^bwrap --ro-bind \/ \/ --dev \/dev --proc \/proc --tmpfs \/tmp --bind \/tmp\/p \/tmp\/p --setenv TMPDIR \/tmp\/p --unshare-pid --die-with-parent /,
    );
    expect(line).toMatch(/--cap-drop CAP_SYS_ADMIN .*--$/);
    expect(line).not.toContain('--unshare-net');
  });

  test('takes the network away when asked', () => {
    expect(bwrapProfile({ ...profile, network: false })).toContain('--unshare-net');
  });

  test('binds writable paths read-only at the level read-only', () => {
    const line = bwrapProfile({ ...profile, level: 'read-only', writable: ['/w'] }).join(' ');
    expect(line).toContain('--ro-bind /w /w');
    expect(line).not.toContain(' --bind /w /w');
  });

  test('puts longer paths after shorter ones, whatever they are', () => {
    const line = bwrapProfile({
      ...profile,
      writable: ['/h/.okstra/worktrees/a', '/h'],
      readable: ['/h/.ssh/known'],
      hide: [
        { path: '/h/.okstra', kind: 'folder' },
        { path: '/h/.ssh', kind: 'folder' },
        { path: '/h/.netrc', kind: 'file' },
      ],
    }).join(' ');
    const order = ['--bind /h /h', '--tmpfs /h/.okstra', '--ro-bind /h/.ssh/known', '--bind /h/.okstra/worktrees/a'].map((part) =>
      line.indexOf(part),
    );
    expect(order.every((at) => at > 0)).toBe(true);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(line).toContain('--dev-bind /dev/null /h/.netrc');
  });
});

function rig() {
  const root = realpathSync(folder());
  for (const name of ['work', 'tmp', 'home/.ssh', 'seen']) mkdirSync(join(root, name), { recursive: true });
  writeFileSync(join(root, 'home/.ssh/id'), 'key');
  writeFileSync(join(root, 'home/.netrc'), 'login');
  writeFileSync(join(root, 'seen/file'), 'hello');
  const run = (script: string, changes: Partial<SandboxProfile> = {}) => {
    const [program = '', ...args] = bwrapProfile({
      ...profile,
      writable: [join(root, 'work')],
      readable: [join(root, 'seen'), join(root, 'home')],
      privateTmp: join(root, 'tmp'),
      hide: [
        { path: join(root, 'home/.ssh'), kind: 'folder' },
        { path: join(root, 'home/.netrc'), kind: 'file' },
      ],
      ...changes,
    });
    const answer = spawnSync(program, [...args, 'sh', '-c', script], {
      cwd: join(root, 'work'),
      encoding: 'utf8',
      timeout: 10_000,
    });
    return { status: answer.status, out: answer.stdout.trim() };
  };
  return { root, run };
}

describe.skipIf(noSandbox !== '')(`inside${noSandbox}`, () => {
  test('the worktree and TMPDIR can be written to, nothing else', () => {
    const { root, run } = rig();
    expect(run(`echo a > file; echo b > $TMPDIR/file; echo c > /tmp/gone`).status).toBe(0);
    expect(readFileSync(join(root, 'work/file'), 'utf8')).toBe('a\n');
    expect(readFileSync(join(root, 'tmp/file'), 'utf8')).toBe('b\n');
    expect(existsSync('/tmp/gone')).toBe(false);
    for (const place of ['seen/file', 'home/x']) expect(run(`echo x > ${root}/${place}`).status).not.toBe(0);
    for (const place of ['/etc/okstra-test', '/var/tmp/okstra-test', '/sys/kernel/x'])
      expect(run(`echo x > ${place}`).status).not.toBe(0);
    expect(readFileSync(join(root, 'seen/file'), 'utf8')).toBe('hello');
  });

  test('at the level read-only the worktree cannot be written to', () => {
    const { root, run } = rig();
    expect(run('echo a > file', { level: 'read-only' }).status).not.toBe(0);
    expect(existsSync(join(root, 'work/file'))).toBe(false);
    expect(run('echo a > $TMPDIR/file', { level: 'read-only' }).status).toBe(0);
  });

  test('the root cannot be made writable again from inside', () => {
    const { run } = rig();
    expect(run('mount -o remount,rw,bind / && echo done').out).toBe('');
    expect(run('umount "$HOME" && echo done').out).toBe('');
  });

  test('hidden files and folders are empty, the rest of their folder is there', () => {
    const { root, run } = rig();
    expect(run(`ls -A ${root}/home/.ssh; cat ${root}/home/.netrc; cat ${root}/seen/file`)).toEqual({ status: 0, out: 'hello' });
  });

  test('processes outside cannot be seen', () => {
    const { run } = rig();
    expect(
      run(`test -d /proc/${process.pid} && cat /proc/${process.pid}/comm; ls /proc | grep -c '^[0-9]'`)
        .out.split('\n')
        .map(Number)[0],
    ).toBeLessThan(8);
  });

  test('the network is there only when asked for', async () => {
    const { run } = rig();
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    try {
      const interfaces = `grep -c : /proc/net/dev`;
      expect(Number(run(interfaces, { network: false }).out)).toBe(1);
      expect(Number(run(interfaces, { network: true }).out)).toBeGreaterThan(1);
    } finally {
      server.close();
    }
  });
});
