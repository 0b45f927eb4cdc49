import { describe, expect, test } from 'vitest';
import { sandboxHint, sandboxSign } from '../../runtime/evidence/sandboxSigns.ts';

describe('a sign of the sandbox', () => {
  test.each([
    ['node', 'Error: getaddrinfo EAI_AGAIN registry.example', 'network'],
    ['node, by address', 'Error: connect ENETUNREACH 192.0.2.1:80 - Local (0.0.0.0:0)', 'network'],
    ['python', 'OSError: [Errno 101] Network is unreachable', 'network'],
    ['python, by name', 'socket.gaierror: [Errno -3] Temporary failure in name resolution', 'network'],
    ['curl', 'curl: (6) Could not resolve host: example.com', 'network'],
    ['go', 'dial tcp: lookup example.com: no such host', 'network'],
    ['java', 'java.net.UnknownHostException: example.com', 'network'],
    ['rust', 'failed to lookup address information: Temporary failure', 'network'],
    ['a shell', 'sh: 1: cannot create /home/a/x: Read-only file system', 'files'],
    ['node, a file', "Error: EROFS: read-only file system, open '/home/a/x'", 'files'],
    ['docker', 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?', 'daemon'],
    ['a server of the machine', 'connect ECONNREFUSED 127.0.0.1:5432', 'loopback'],
  ])('of %s is seen, with its line', (_, line, kind) => {
    expect(sandboxSign(`running\n\u001b[31m${line}\u001b[39m\n1 failed\n`)).toEqual({ kind, line });
  });

  test.each([
    'AssertionError: expected 2 to be 3',
    'Error: Operation not permitted',
    'network test passed',
    'Permission denied (publickey)',
  ])('is not seen in %j', (text) => {
    expect(sandboxSign(text)).toBeUndefined();
  });

  test('in a very long line is shown with what is around it, and a long output is read at its end', () => {
    const sign = sandboxSign(`${'x'.repeat(3_000_000)} ENETUNREACH ${'y'.repeat(5000)}`);
    expect(sign?.line.length).toBeLessThanOrEqual(160);
    expect(sign?.line).toContain('ENETUNREACH');
  });
});

test('the hint names the key that helps, and there is none for what the check was allowed', () => {
  const check = { category: 'test', network: false } as const;
  expect(sandboxHint('ENETUNREACH', check)).toContain('for this check in okstra.yaml, set network: true');
  expect(sandboxHint('EROFS', check)).toContain('set sandbox: false');
  expect(sandboxHint('docker.sock', check)).toContain('set sandbox: false');
  expect(sandboxHint('ECONNREFUSED', check)).toContain('loopback of its own');
  expect(sandboxHint('ENETUNREACH', { ...check, category: 'item' })).toContain('among the checks of okstra.yaml');
  expect(sandboxHint('ENETUNREACH', { ...check, network: true })).toBeUndefined();
  expect(sandboxHint('EROFS', { ...check, network: true })).toContain('sandbox: false');
  expect(sandboxHint('1 failed', check)).toBeUndefined();
});
