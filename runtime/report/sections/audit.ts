/** What okstra found by looking at the last attempt's change itself. */
import type { ReportAudit, ReportTestProof } from '../../generated/types.ts';
import { cellCode, code, inline, table } from '../markdown.ts';
import type { Say } from '../messages.ts';
import type { Blocks, Section } from './parts.ts';
import { list, orDash } from './parts.ts';

export const auditSection: Section = ({ attempts }, say) => {
  const last = attempts.findLast(({ audit }) => audit !== null)?.audit;
  return [`## ${say('audit.heading')}`, ...(last ? auditBlocks(last, say) : [say('audit.none')])];
};

function auditBlocks({ raised, allowed, tests, reproducers }: ReportAudit, say: Say): Blocks {
  return [
    raised === 0 ? say('audit.nothingRaised') : say('audit.raised', { count: raised }),
    ...(allowed.length === 0
      ? []
      : [say('audit.allowed'), list(allowed.map(({ entry, claim }) => `${code(entry)}: ${inline(claim)}`))]),
    `### ${say('audit.tests')}`,
    ...testBlocks(tests, say),
    ...(reproducers.length === 0
      ? []
      : [
          `### ${say('audit.reproducers')}`,
          table(
            [say('findings.id'), say('checks.command'), say('audit.result'), say('audit.why')],
            reproducers.map(({ finding, cmd, result, why }) => [inline(finding), cellCode(cmd), `**${result}**`, inline(why)]),
          ),
        ]),
  ];
}

function testBlocks(tests: ReportTestProof | null, say: Say): Blocks {
  if (tests === null) return [say('audit.testsNotRun')];
  if (tests.exempt !== null) return [say('audit.exempt', { why: inline(tests.exempt) })];
  if (tests.rows.length === 0) return [say('audit.noTests')];
  return [
    say('audit.testsIntro'),
    table(
      [say('audit.file'), say('audit.result'), say('checks.command'), say('audit.why')],
      tests.rows.map(({ file, result, cmd, why }) => [
        cellCode(file),
        `**${result}**`,
        cmd === null ? '\u2014' : cellCode(cmd),
        orDash(why),
      ]),
    ),
  ];
}
