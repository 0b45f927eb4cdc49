/** `okstra doctor`: a row for everything a run needs, each with its remedy. */
import { EXIT_CODES, fail } from '../model/failure.ts';
import { onInterrupt } from '../process/index.ts';
import type { CliContext, CommandHandler } from './context.ts';
import { agentRows } from './doctor-agents.ts';
import { projectRows } from './doctor-project.ts';
import { repairCheckout } from './doctor-repair.ts';
import type { DoctorRow } from './doctor-rows.ts';
import { machineRows } from './doctor-rows.ts';
import { checkSandboxRow } from './doctor-sandbox.ts';
import { installedRows } from './install-ask.ts';
import type { CellStyle } from './table.ts';
import { colour, renderTable } from './table.ts';

export const doctor: CommandHandler = async (context, _args, options) => {
  if (options['repair'] === true) {
    if (options['online'] === true)
      throw fail('usage', 'flags-together', 'Expected only one of --repair and --online, found them together.', {
        fix: 'okstra doctor --repair',
      });
    return repairCheckout(context, options['yes'] === true);
  }
  const { rows: project, config, top } = await projectRows(context);
  const place = { config, top, env: context.env };
  const agents = options['online'] === true ? await askedRows(context, place) : await agentRows(place);
  if (agents === 'interrupted') return { exitCode: EXIT_CODES.interrupted, text: 'interrupted', document: { ok: false } };
  const rows = [
    ...(await machineRows(context)),
    await checkSandboxRow(context.env, config),
    ...project,
    ...agents,
    ...(await installedRows(context)),
  ];
  const failed = rows.filter((row) => row.status === 'fail').length;
  const warned = rows.filter((row) => row.status === 'warn').length;
  const result =
    failed > 0
      ? `not ready: ${failed} of ${rows.length} failed`
      : `ready${warned > 0 ? `, with ${warned} warning${warned === 1 ? '' : 's'}` : ''}`;
  const exitCode = failed > 0 ? EXIT_CODES.findings : 0;
  return { exitCode, text: `${rowsText(rows)}\n\n${result}`, document: { ok: failed === 0, exitCode, result, rows } };
};

/** Rows of the agents, each of which was asked for one word. */
async function askedRows(context: CliContext, place: Omit<Parameters<typeof agentRows>[0], 'online'>) {
  context.note('asking each agent for one word; this can take a minute');
  const stop = new AbortController();
  const dispose = onInterrupt({ soft: (signal: string) => stop.abort(signal), hard: () => process.exit(EXIT_CODES.interrupted) });
  try {
    const rows = await agentRows({ ...place, online: stop.signal });
    return stop.signal.aborted ? 'interrupted' : rows;
  } finally {
    dispose();
  }
}

const STYLES: Readonly<Record<DoctorRow['status'], CellStyle>> = { ok: 'green', warn: 'yellow', fail: 'red' };

function rowsText(rows: readonly DoctorRow[]): string {
  const table = renderTable(
    ['Status', 'What', 'Found'],
    rows.map((row) => [{ text: row.status, style: STYLES[row.status] }, row.name, row.detail]),
  ).split('\n');
  return rows
    .flatMap((row, index) => [
      table[index + 1] ?? '',
      ...(row.fix === undefined ? [] : [`        ${colour('cyan', 'fix:')} ${row.fix}`]),
    ])
    .join('\n');
}
