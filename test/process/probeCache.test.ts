import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { namespaceWrapper, sandboxAvailable } from '../../runtime/process/namespace.ts';
import { openProbeCache, probeFile, programKey } from '../../runtime/process/probeCache.ts';
import { folder } from './helpers.ts';

test('what was set is there for the next process', () => {
  const file = join(folder(), 'deep', 'probes.json');
  openProbeCache(file).set('a', { works: true });
  const later = openProbeCache(file);
  later.set('b', 'x');
  expect([later.get('a'), later.get('b'), later.get('c')]).toEqual([{ works: true }, 'x', undefined]);
  expect(readdirSync(join(file, '..'))).toEqual(['probes.json']);
});

test.each(['', '{', '[]', 'null', '{"version":1,"entries":[]}', '{"version":2,"entries":{"a":1}}', '\0'])(
  'a damaged file (%j) is empty, and is replaced',
  (text) => {
    const file = join(folder(), 'probes.json');
    writeFileSync(file, text);
    const cache = openProbeCache(file);
    expect(cache.get('a')).toBeUndefined();
    cache.set('b', 2);
    expect(openProbeCache(file).get('b')).toBe(2);
  },
);

test('a place that cannot be written to is no error', () => {
  const dir = folder();
  writeFileSync(join(dir, 'file'), '');
  const cache = openProbeCache(join(dir, 'file', 'probes.json'));
  cache.set('a', 1);
  expect(cache.get('a')).toBeUndefined();
});

test('the file does not grow for ever: the oldest entries go', () => {
  const cache = openProbeCache(join(folder(), 'probes.json'));
  for (let n = 0; n < 210; n += 1) cache.set(`k${n}`, n);
  expect([cache.get('k9'), cache.get('k10'), cache.get('k209')]).toEqual([undefined, 10, 209]);
});

test('a program is named by real path, size and time; a program that is gone has no name', () => {
  const dir = folder();
  const path = join(dir, 'tool');
  writeFileSync(path, 'a');
  utimesSync(path, 1000, 1000);
  symlinkSync(path, join(dir, 'link'));
  const first = programKey(path);
  expect(programKey(join(dir, 'link'))).toBe(first);
  utimesSync(path, 1000, 1001);
  const second = programKey(path);
  writeFileSync(path, 'ab');
  utimesSync(path, 1000, 1001);
  expect(new Set([first, second, programKey(path)]).size).toBe(3);
  rmSync(path);
  expect(programKey(path)).toBeUndefined();
});

/** A PATH with nothing but these programs, each a shell script that counts its calls. */
function rig(programs: Readonly<Record<string, string>>) {
  const bin = folder();
  const home = folder();
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\necho "$@" >> ${home}/${name}.calls\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  mkdirSync(join(home, 'cache'));
  const calls = (name: string): number => {
    try {
      return readFileSync(join(home, `${name}.calls`), 'utf8')
        .trim()
        .split('\n').length;
    } catch {
      return 0;
    }
  };
  return { env: { PATH: bin, OKSTRA_HOME: home }, calls };
}

describe('probing', () => {
  test('bwrap is taken when it works, tried once, and remembered on disk', () => {
    const { env, calls } = rig({ bwrap: 'exit 0' });
    const wrapper = namespaceWrapper(env);
    expect(wrapper).toEqual({
      kind: 'bwrap',
      argv: [`${env.PATH}/bwrap`, ...'--dev-bind / / --proc /proc --unshare-pid --die-with-parent --'.split(' ')],
    });
    expect(namespaceWrapper(env)).toEqual(wrapper);
    expect(calls('bwrap')).toBe(1);
    expect(Object.values((JSON.parse(readFileSync(probeFile(env), 'utf8')) as { entries: object }).entries)).toEqual([true]);
  });

  test('a bwrap that is there but does not work gives way to unshare, and its failure is not kept on disk', () => {
    const { env, calls } = rig({ bwrap: 'exit 1', setpriv: 'exit 0', unshare: 'exit 0', sh: 'exit 0' });
    const wrapper = namespaceWrapper(env);
    expect(wrapper.kind).toBe('unshare');
    expect(wrapper.argv.slice(0, 4)).toEqual([`${env.PATH}/setpriv`, '--pdeathsig', 'KILL', `${env.PATH}/unshare`]);
    expect(calls('bwrap')).toBe(1);
    expect(readFileSync(probeFile(env), 'utf8')).not.toContain('dev-bind');
  });

  test('with nothing that works there is no wrapper', () => {
    expect(namespaceWrapper(rig({ bwrap: 'exit 1', setpriv: 'exit 1', unshare: 'exit 1', sh: 'exit 0' }).env)).toEqual({
      kind: 'none',
      argv: [],
    });
    expect(namespaceWrapper(rig({}).env)).toEqual({ kind: 'none', argv: [] });
  });

  test('a sandbox that fails says why', () => {
    expect(sandboxAvailable(rig({}).env)).toEqual({ ok: false, reason: 'bwrap (bubblewrap) was not found on the PATH' });
    const broken = rig({ bwrap: 'echo "setting up uid map: Permission denied" >&2; exit 1' });
    expect(sandboxAvailable(broken.env)).toEqual({
      ok: false,
      reason: 'bwrap does not work here: setting up uid map: Permission denied',
    });
  });

  test('a trial that a busy machine makes too long is given once more, with more time', () => {
    const late = rig({ bwrap: `test -e "$0.tried" && exit 0; : > "$0.tried"; exec /bin/sleep 20` });
    expect(sandboxAvailable(late.env, [1500, 20_000]).ok).toBe(true);
    const never = rig({ bwrap: 'exec /bin/sleep 20' });
    expect(sandboxAvailable(never.env, [200, 300])).toMatchObject({ ok: false, reason: expect.stringContaining('ETIMEDOUT') });
  });
});
