/** The runner as other programs use it: one function, with clock, chance, environment and agents given from outside. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Ports, Progress, RunHooks } from '../../runtime/conductor/index.ts';
import { planItem, runItem } from '../../runtime/conductor/index.ts';
import { ID, lightRig, PASS, WRITE } from '../journeys/light.ts';
import { Rig } from '../journeys/rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const ports = (): Ports => ({
  now: () => new Date('2031-04-02T09:10:11.000Z'),
  random: () => 0.5,
  env: rig.env,
  pid: process.pid,
});
const hooks = (onProgress: RunHooks['onProgress'] = () => undefined): RunHooks => ({
  onProgress,
  signal: new AbortController().signal,
});
const request = () => ({ cwd: rig.repo, ref: ID, flags: { level: 'light' } as const });

test('one function runs an item, with agents, clock and chance from outside', async () => {
  lightRig(rig);
  const seen: Progress[] = [];
  const plan = await planItem(request(), ports());
  const answer = await runItem(
    request(),
    hooks((progress) => void seen.push(progress)),
    ports(),
  );
  expect(answer).toMatchObject({ ok: true, outcome: 'accepted', run: { id: 'run-20310402-091011-i000', attemptsUsed: 1 } });
  expect(rig.metadata(ID)).toMatchObject({
    status: 'done',
    lastRun: '2031-04-02T09:10:11Z',
    notes: expect.stringMatching(/^\[2031-04-02T09:10:11Z\] /),
  });
  expect(seen.find(({ type }) => type === 'planned')).toEqual({ type: 'planned', plan });
  const times = seen.flatMap((progress) => (progress.type === 'event' ? [progress.event.at] : []));
  expect(times.length).toBeGreaterThan(10);
  expect(new Set(times)).toEqual(new Set(['2031-04-02T09:10:11.000Z']));
});

test('the output of both agents, stdout and stderr, is handed on while they still run', async () => {
  const go = (name: string) => JSON.stringify(join(rig.root, name));
  // Each line is answered before the agent goes on: what came only at the end would never come.
  const talk = (name: string) => `console.log('${name} begins'); while (!fs.existsSync(${go(`${name}-1`)})) sleep(5);
console.error('${name} goes on'); while (!fs.existsSync(${go(`${name}-2`)})) sleep(5);\n`;
  lightRig(rig, {
    writer: `${talk('writer')}${WRITE}`,
    judge: `${talk('judge')} console.log('\`\`\`json'); ${PASS} console.log('\`\`\`');`,
  });
  const lines: string[] = [];
  const answer = await runItem(
    request(),
    hooks((progress) => {
      if (progress.type !== 'output') return;
      const { stream, seat, line } = progress;
      if (!/begins|goes on/.test(line)) return;
      lines.push(`${seat} ${stream}: ${line}`);
      writeFileSync(join(rig.root, `${line.split(' ')[0]}-${line.endsWith('begins') ? 1 : 2}`), '');
    }),
    ports(),
  );
  expect(lines).toEqual([
    'executor stdout: writer begins',
    'executor stderr: writer goes on',
    'verifier:judge stdout: judge begins',
    'verifier:judge stderr: judge goes on',
  ]);
  expect(answer).toMatchObject({ outcome: 'accepted', exitCode: 0 });
});
