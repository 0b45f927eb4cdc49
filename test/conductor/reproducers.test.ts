import { describe, expect, test } from 'vitest';
import { judge } from '../../runtime/conductor/reproducers.ts';
import type { Reproducer } from '../../runtime/model/findings.ts';

const fails: Reproducer = { cmd: './reproduce', expect: { exit: 'nonzero' } };
const ended = (exitCode: number, confinement: 'bwrap' | 'process-group' = 'bwrap') =>
  ({ status: exitCode === 0 ? 'passed' : 'failed', exitCode, confinement }) as const;

describe('a reproducer that ends as it says', () => {
  test('holds', () => {
    expect(judge(ended(1), fails, 'AssertionError: 1 != 2').kind).toBe('holds');
  });

  test.each([
    ['a network', 'connect ENETUNREACH 192.0.2.1:80', /network/],
    ['a name', 'curl: (6) Could not resolve host: example.com', /network/],
    ['a file outside', "EROFS: read-only file system, open '/home/a'", /outside its checkout/],
    ['a container engine', 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock', /container engine/],
  ])('is void where the sandbox kept it from %s', (_, output, why) => {
    const answer = judge(ended(1), fails, `trying\n${output}\nfailed`);
    expect(answer).toEqual({ kind: 'void', why: expect.stringMatching(why) });
    expect(answer.why).toContain(output);
  });

  test('is not void for it outside the sandbox, after a success, or when only its own loopback refused', () => {
    const output = 'connect ENETUNREACH 192.0.2.1:80';
    expect(judge(ended(1, 'process-group'), fails, output).kind).toBe('holds');
    expect(judge(ended(0), { ...fails, expect: { exit: 0 } }, output).kind).toBe('holds');
    expect(judge(ended(1), fails, 'connect ECONNREFUSED 127.0.0.1:3000').kind).toBe('holds');
  });
});
