/** Rows of `okstra doctor` about the runs of this checkout, and what dead processes left. */
import type { Session } from '../conductor/index.ts';
import { planRepair } from '../conductor/index.ts';
import type { Ports } from '../conductor/ports.ts';
import { OkstraError } from '../model/failure.ts';
import { counted } from '../store/journal.ts';
import { listRuns } from '../store/runs.ts';
import type { DoctorRow } from './doctor-rows.ts';
import { failedRow, rowOf } from './doctor-rows.ts';

export async function runRows(session: Session, ports: Ports): Promise<readonly DoctorRow[]> {
  const { runs, diagnoses } = listRuns(session.repo.top);
  const rows: DoctorRow[] = [
    { name: 'runs', status: 'ok', detail: `${counted(runs.length, 'run')} with a journal that can be read` },
    // The others go on without it.
    ...diagnoses.map(({ failure }) => rowOf('runs', failure, 'warn')),
  ];
  try {
    const steps = await planRepair(session, ports);
    const others = steps.filter(
      ({ kind, path }) => !diagnoses.some(({ dir }) => (kind === 'run' || kind === 'journal') && path.startsWith(dir)),
    );
    const kinds = [...new Set(others.map(({ kind }) => kind))];
    if (others.length > 0)
      rows.push({
        name: 'left behind',
        status: 'warn',
        detail: `${counted(others.length, 'thing')} that interrupted runs left (${kinds.join(', ')})`,
        fix: 'okstra doctor --repair shows them and what would be done about each.',
      });
  } catch (error) {
    if (!(error instanceof OkstraError)) throw error;
    rows.push({ ...failedRow('left behind', error), status: 'warn' });
  }
  return rows;
}
