import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findSections, lastLine, parseExecutorClaims, SECTIONS } from '../../runtime/findings/index.ts';

const block = (value: unknown): string =>
  `\`\`\`json\n${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}\n\`\`\``;
const NONE = { commands: [], outOfPlan: [], exemptions: [], commits: [] };

describe("an executor's claims", () => {
  test('are read from its json block', () => {
    const claims = {
      commands: [
        { cmd: 'npm test', exitCode: 0 },
        { cmd: 'npm run e2e', exitCode: null },
      ],
      outOfPlan: [{ file: 'src/b.ts', why: 'shared helper' }],
      exemptions: ['TDD exemption: docs only'],
      commits: [{ message: 'feat: a', files: ['src/a.ts'] }],
    };
    expect(parseExecutorClaims(`SUMMARY\n- done\n\n${block(claims)}\n`)).toEqual({ claims, notices: [] });
  });

  test('are empty without a block, without a notice', () => {
    expect(parseExecutorClaims('Done.')).toEqual({ claims: NONE, notices: [] });
  });

  test('come from the last block that has one of the fields', () => {
    const text = [
      block({ commands: [{ cmd: 'a', exitCode: 1 }] }),
      block({ commands: [{ cmd: 'b', exitCode: 0 }] }),
      block({ name: 'example' }),
    ];
    expect(parseExecutorClaims(text.join('\n')).claims.commands).toEqual([{ cmd: 'b', exitCode: 0 }]);
  });

  test('survive a later block that does not parse, which is a notice', () => {
    const { claims, notices } = parseExecutorClaims(`${block({ commands: [{ cmd: 'a' }] })}\n${block('{"commands": [')}`);
    expect(claims.commands).toEqual([{ cmd: 'a', exitCode: null }]);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(/^the executor's json block in line \d+ does not parse: /);
  });

  test('lose entries that do not fit, each with a notice', () => {
    const { claims, notices } = parseExecutorClaims(
      block({
        commands: [{ cmd: 'a', exitCode: '0' }, { cmd: 'b', exitCode: 0 }, 'c'],
        outOfPlan: 'none',
        commits: [{ message: 'm', files: [1] }],
      }),
    );
    expect(claims).toEqual({ ...NONE, commands: [{ cmd: 'b', exitCode: 0 }] });
    expect(notices).toEqual([
      'the executor\'s json block: an entry of commands does not fit: {"cmd":"a","exitCode":"0"}',
      'the executor\'s json block: an entry of commands does not fit: "c"',
      "the executor's json block: expected outOfPlan to be a list, found a string",
      'the executor\'s json block: an entry of commits does not fit: {"message":"m","files":[1]}',
    ]);
  });

  test('never make it throw', () => {
    const blocks = fc.record({
      commands: fc.jsonValue(),
      outOfPlan: fc.jsonValue(),
      exemptions: fc.jsonValue(),
      commits: fc.jsonValue(),
    });
    fc.assert(
      fc.property(fc.oneof(fc.string(), blocks.map(block)), (text) => {
        const { claims } = parseExecutorClaims(text);
        expect(claims.commands.map(({ cmd }) => typeof cmd).filter((type) => type !== 'string')).toEqual([]);
      }),
    );
  });
});

test.each([
  ['', ''],
  ['\n \n', ''],
  ['one', 'one'],
  ['one\r\n  two  \r\n\r\n', 'two'],
  ['one\n\u001B[32mtwo\u001B[0m\n', 'two'],
])('the last line of %j is %j', (text, line) => {
  expect(lastLine(text)).toBe(line);
});

describe("the sections of an executor's text", () => {
  test('are found however they are marked', () => {
    const text =
      '## Summary\n- a\n\n**CHANGELOG**\n\n3. Traceability:\nRUNBOOK\n### 5) Manual smoke test\n# Open issues and risks\n';
    expect(findSections(text)).toEqual({ present: SECTIONS, missing: [], notices: [] });
  });

  test('that are missing are one notice', () => {
    const found = findSections('# SUMMARY\nThe changelog and runbook follow.\n## RUNBOOK\n');
    expect(found.present).toEqual(['SUMMARY', 'RUNBOOK']);
    expect(found.notices).toEqual([
      "the executor's text lacks the sections CHANGELOG, TRACEABILITY, MANUAL SMOKE TEST, OPEN ISSUES & RISKS",
    ]);
  });
});
