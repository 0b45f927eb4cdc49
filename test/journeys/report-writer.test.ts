import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { expectAccepted, ID, journalOf, promptOf, survivors, WRITE } from './light.ts';
import type { CliEnd } from './rig.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const JUDGE = `answer({ verdict: 'pass', criteria: met('SPEC') });`;

function writerRig(prose: string, extra = ''): void {
  rig.spec(ID);
  rig.configure(['writer', 'judge', 'scribe'], `roles: { executor: writer, verifiers: [judge], reportWriter: scribe }\n${extra}`);
  rig.agent('writer', WRITE);
  rig.agent('judge', JUDGE);
  rig.agent('scribe', prose);
}

const run = (...args: readonly string[]): Promise<CliEnd> =>
  rig.cli(['run', '--exec', '--level', 'light', '--json', ID, ...args]);
const dataOf = (end: CliEnd) => JSON.parse(readFileSync(end.json.report.data, 'utf8'));
const reportOf = (end: CliEnd): string => readFileSync(end.json.report.markdown, 'utf8');
const say = (summary: string, rationale = 'The verifier found nothing.'): string =>
  `console.log(JSON.stringify(${JSON.stringify({ summary, rationale })}));`;

describe('the report writer', () => {
  test('gets the data of the report and all answers, and its prose stands in the report', async () => {
    writerRig(`
      const data = JSON.parse(fs.readFileSync('.okstra-inputs/report/data.json', 'utf8'));
      const said = fs.readFileSync('.okstra-inputs/report/results/executor-1.md', 'utf8');
      const its = JSON.parse(fs.readFileSync('.okstra-inputs/report/results/verifier-1.json', 'utf8'));
      const summary = role + ': ' + data.item.name + ', ' + data.run.outcome + ' after ' + data.run.attemptsUsed + ' attempt; ' + said.trim().split('\\n').at(-1);
      console.log(JSON.stringify({ summary, rationale: 'The verifier says ' + its.verdict + '.\\n\\n- one <b>point</b>\\n- a [second](http://x)' }));
    `);
    const end = await run();
    expectAccepted(end);
    expect(dataOf(end).prose).toEqual({
      seat: 'report-writer',
      dispatch: 'report-writer-1',
      summary: 'report-writer: Example, accepted after 1 attempt; - wrote hello.txt',
      rationale: 'The verifier says pass.\n\n- one <b>point</b>\n- a [second](http://x)',
      reason: null,
    });
    const report = reportOf(end);
    expect(report).toMatch(
      /## Summary\n\nreport-writer: Example, accepted after 1 attempt; - wrote hello.txt\n\nThe verifier says pass\./,
    );
    expect(report).toContain('- one \\<b>point\\</b>\n- a \\[second\\](http://x)');
    expect(report).toMatch(/These are the words of scribe/);
    expect(promptOf(end, 'report-writer-1')).toMatch(
      /Write in English[^]*"outcome": "accepted"[^]*`\{"summary": "…", "rationale": "…"\}`/,
    );
    expect(dataOf(end).agents.at(-1)).toMatchObject({
      seat: 'report-writer',
      role: 'report-writer',
      sandbox: 'full',
      status: 'completed',
    });
    expect(rig.calls('scribe')).toEqual(['report-writer 1']);
    // Rendered again from the data alone, it is the same.
    const again = await rig.cli(['report', 'render', end.json.report.data, '--out', join(rig.root, 'again')]);
    expect(again.exitCode, again.stderr).toBe(0);
    expect(readFileSync(join(rig.root, 'again'), 'utf8')).toBe(report);
  });

  test('with a number that the data does not have is asked once more, told which', async () => {
    writerRig(`if (count === 1) { ${say('All 4242 tests pass.')} } else { ${say('It says hello.')} }`);
    const end = await run();
    expect(dataOf(end).prose).toMatchObject({ dispatch: 'report-writer-2', summary: 'It says hello.' });
    expect(promptOf(end, 'report-writer-2')).toMatch(/summary: 4242 stands nowhere in the data of the report/);
    expect(reportOf(end)).not.toContain('4242 tests');
  });

  test.each([
    ['invents numbers twice', say('All 4242 tests pass.'), /4242 stands nowhere/],
    ['gives no JSON', `console.log('Well done.');`, /expected one JSON object/],
    ['crashes', 'process.exit(3);', /crash/],
  ])('that %s leaves the words to okstra, and the outcome as it was', async (_what, prose, reason) => {
    writerRig(prose);
    const end = await run();
    expectAccepted(end);
    expect(dataOf(end).prose).toMatchObject({
      dispatch: null,
      summary: null,
      rationale: null,
      reason: expect.stringMatching(reason),
    });
    expect(reportOf(end)).toMatch(
      /## Summary\n\nThe run ended \*\*accepted\*\* after 1 of 2 attempt\(s\)\. 0 of 0 check\(s\) passed on the last change, and 0 finding\(s\) count against it\.\n\nThere are no words of a report writer: /,
    );
    expect(rig.calls('scribe')).toEqual(['report-writer 1', 'report-writer 1']);
  });

  test('that changes its copy of the repository is void', async () => {
    writerRig(`fs.writeFileSync('README.md', 'x'); ${say('Fine.')}`);
    const end = await run();
    expectAccepted(end);
    expect(dataOf(end).prose).toMatchObject({ summary: null, reason: expect.stringMatching(/its repository changed/) });
  });

  test('is nobody with --report-writer none, and another one with a name', async () => {
    writerRig(say('Mine.'));
    rig.agent('judge', `if (role === 'verifier') { ${JUDGE} } else { ${say('Of the judge.')} }`);
    const none = await run('--report-writer', 'none');
    expect(dataOf(none).prose).toBeUndefined();
    expect(reportOf(none)).not.toContain('## Summary');
    const judge = await run('--again', '--fresh', '--report-writer', 'judge');
    expect(dataOf(judge).prose).toMatchObject({ summary: 'Of the judge.' });
    expect(rig.calls('scribe')).toEqual([]);
    const unknown = await run('--again', '--report-writer', 'scrib');
    expect(unknown.json.error).toMatchObject({ code: 'config-unknown-agent', fix: 'Write scribe.' });
  });

  test('that is killed with okstra is asked again by resume, and nobody else is', async () => {
    writerRig(
      `if (count === 1) { fs.writeFileSync(${JSON.stringify(join(rig.root, 'there'))}, ''); sleep(60_000); } else { ${say('It says hello.')} }`,
    );
    const first = rig.start(['run', '--exec', '--level', 'light', '--json', ID]);
    while (!existsSync(join(rig.root, 'there'))) await sleep(20);
    first.kill('SIGKILL');
    await first.ended;
    const end = await rig.cli(['resume', '--json']);
    expectAccepted(end);
    expect(dataOf(end).prose).toMatchObject({ summary: 'It says hello.' });
    expect([rig.calls('writer'), rig.calls('judge'), rig.calls('scribe').length]).toEqual([['executor 1'], ['verifier 1'], 2]);
    expect(survivors(end.json.run.id)).toEqual([]);
  });

  test('does not keep a run from stopping: the run ends as it had ended, with a report', async () => {
    writerRig(`fs.writeFileSync(${JSON.stringify(join(rig.root, 'there'))}, ''); sleep(60_000);`);
    const first = rig.start(['run', '--exec', '--level', 'light', '--json', ID]);
    while (!existsSync(join(rig.root, 'there'))) await sleep(20);
    first.kill('SIGINT');
    const end = await first.ended;
    expectAccepted(end);
    expect(dataOf(end).prose).toMatchObject({ summary: null, reason: 'the run was asked to stop' });
    expect(journalOf(end).filter(({ type }) => type === 'stop-requested')).toEqual([]);
    expect(survivors(end.json.run.id)).toEqual([]);
  });
});
