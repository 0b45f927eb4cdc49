/** `okstra doctor`: a row for everything a run needs, each with its remedy. */
import { EXIT_CODES } from '../model/failure.ts';
import type { CommandHandler } from './context.ts';
import { agentRows } from './doctor-agents.ts';
import { projectRows } from './doctor-project.ts';
import type { DoctorRow } from './doctor-rows.ts';
import { machineRows } from './doctor-rows.ts';
import type { CellStyle } from './table.ts';
import { colour, renderTable } from './table.ts';

export const doctor: CommandHandler = async (context) => {
  const { rows: project, config, top } = await projectRows(context);
  const rows = [...(await machineRows(context)), ...project, ...(await agentRows({ config, top, env: context.env }))];
  const failed = rows.filter((row) => row.status === 'fail').length;
  const warned = rows.filter((row) => row.status === 'warn').length;
  const result =
    failed > 0
      ? `not ready: ${failed} of ${rows.length} failed`
      : `ready${warned > 0 ? `, with ${warned} warning${warned === 1 ? '' : 's'}` : ''}`;
  const exitCode = failed > 0 ? EXIT_CODES.findings : 0;
  return { exitCode, text: `${rowsText(rows)}\n\n${result}`, document: { ok: failed === 0, exitCode, result, rows } };
};

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
