/** A disk that is full, and one that cannot be written to: mounts of their own, in a namespace that ends with the process. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { builtProgram } from '../support/program.ts';
import { InstallRig } from './install-rig.ts';

/** `unshare` needs the kernel to let users make namespaces. */
const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;

let rig: InstallRig;
beforeEach(() => {
  rig = new InstallRig();
});
afterEach(() => rig.dispose());

/** Runs the script there; `okstra` is the built program, and `list <folder>` prints all files with modes and hashes. */
function inside(script: string) {
  const helper = `okstra() { '${process.execPath}' '${builtProgram()}' "$@"; }
list() { (cd "$1" && find . -exec stat -c '%n %A' {} + | sort && find . -type f -exec sha256sum {} + | sort); }
`;
  const env = { ...process.env, HOME: rig.home, OKSTRA_HOME: rig.okstraHome, NODE_DISABLE_COMPILE_CACHE: '1' };
  const { status, stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-ec', helper + script], {
    encoding: 'utf8',
    env,
    cwd: rig.root,
  });
  return { status, stdout, stderr };
}

test.skipIf(!canMount)('on a disk that is full nothing is left half written, and okstra says so', () => {
  const { status, stdout, stderr } = inside(`
    mount -t tmpfs -o size=40k none '${rig.home}'
    mkdir '${rig.home}/.claude'; echo '{}' > '${rig.home}/.claude/settings.json'
    list '${rig.home}' > before
    okstra install --host claude --scope user --no-ask --json > answer && echo unexpected
    list '${rig.home}' > after
    cmp before after && ls '${rig.okstraHome}' && cat answer`);
  expect(stderr).toMatch(/^error: .*ENOSPC/m);
  expect(status, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    exitCode: 5,
    error: { code: 'install-failed', message: expect.stringMatching(/ENOSPC.*everything is as it was/) },
  });
});

test.skipIf(!canMount)('an update on a disk that is full keeps the version that was there', () => {
  const { status, stdout, stderr } = inside(`
    mount -t tmpfs -o size=300k none '${rig.home}'
    okstra install --host agents --scope user --no-ask --quiet > out
    # Not edited by the user: of an older version, as far as the record tells.
    file='${rig.home}/.agents/skills/okstra-run/SKILL.md'
    old=$(sha256sum < "$file" | cut -c1-64); echo short > "$file"; new=$(sha256sum < "$file" | cut -c1-64)
    sed -i "s/$old/$new/" '${join(rig.okstraHome, 'install.json')}'
    head -c 1000000 /dev/zero > '${rig.home}/filler' || true
    list '${rig.home}' > before
    okstra update --no-ask --json > answer && echo unexpected
    list '${rig.home}' > after
    cmp before after && cat answer`);
  expect(status, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    error: { code: 'install-failed', message: expect.stringMatching(/everything is as it was/) },
  });
});

test.skipIf(!canMount)('a folder that cannot be written to: the folders beside it are not written to either', () => {
  mkdirSync(join(rig.home, '.codex'));
  writeFileSync(join(rig.home, '.codex/config.toml'), 'model = "m"\n');
  const { status, stdout, stderr } = inside(`
    mount --bind '${rig.home}/.codex' '${rig.home}/.codex' && mount -o remount,bind,ro '${rig.home}/.codex'
    list '${rig.home}' > before
    okstra install --host codex,gemini --scope user --no-ask --json > answer && echo unexpected
    list '${rig.home}' > after
    cmp before after && cat answer`);
  expect(status, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    exitCode: 5,
    error: {
      code: 'install-failed',
      message: expect.stringMatching(/EROFS.*everything is as it was/),
      fix: expect.stringMatching(/right to write/),
    },
  });
});

test.runIf(!canMount)('SKIPPED: no namespace could be made to mount a small disk in', () => {
  process.stderr.write('SKIPPED: installs on full and on read-only disks; unshare -rm does not work here\n');
  expect(canMount).toBe(false);
});
