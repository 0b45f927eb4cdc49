/** `okstra tasks sync`: a table of what changes, applied only once somebody approves. */
import { realPorts } from '../conductor/ports.ts';
import { openQueueSession } from '../conductor/queue/open.ts';
import { bringUp, noticesWithoutGit } from '../conductor/queue/reconcile.ts';
import type { SyncView } from '../conductor/queue/sync.ts';
import { applySync, impactOf, viewSync } from '../conductor/queue/sync.ts';
import { EXIT_CODES } from '../model/failure.ts';
import { MANIFEST_FILE, pathOf } from '../sources/task-queue/queue.ts';
import { askApproval } from './confirm.ts';
import type { CommandHandler } from './context.ts';
import { noticeText } from './failure-text.ts';
import { renderTable } from './table.ts';
import { unlistedLines } from './tasks-status.ts';

export const sync: CommandHandler = async (context, _args, options) => {
  const ports = { ...realPorts(), env: context.env };
  const session = await openQueueSession(context.cwd, ports);
  if (options['dryRun'] !== true) await bringUp(session, ports.now().toISOString());
  const view = await viewSync(session);
  const notices = await noticesWithoutGit(session);
  for (const notice of notices) context.note(noticeText(notice));
  const document = {
    oldHash: view.oldHash === '' ? null : view.oldHash,
    newHash: view.newHash,
    rows: view.plan.rows,
    added: view.plan.added,
    cascaded: view.plan.cascaded,
    notices,
    unplaced: view.plan.unplaced,
    unlisted: view.unlisted,
  };
  const unlisted = unlistedLines(view.unlisted, pathOf(session.place, MANIFEST_FILE));
  if (view.inStep)
    return {
      exitCode: 0,
      text: ['The queue is in step with the specs: nothing to sync.', ...unlisted].join('\n'),
      document: { ok: true, inStep: true, applied: false, ...document },
    };
  const shown = [syncText(view), ...unlisted].join('\n');
  if (options['dryRun'] === true)
    return { exitCode: 0, text: shown, document: { ok: true, inStep: false, applied: false, dryRun: true, ...document } };
  const approved = context.yes || (await askApproval(context, shown, 'Apply these changes?'));
  if (!approved) {
    return {
      exitCode: EXIT_CODES.blocked,
      text: `${shown}\n\nNothing was written.\nfix: okstra tasks sync --yes`,
      document: { ok: false, exitCode: EXIT_CODES.blocked, inStep: false, applied: false, ...document },
    };
  }
  await applySync(session, view, ports.now().toISOString());
  return { exitCode: 0, text: `${shown}\n\nApplied.`, document: { ok: true, inStep: false, applied: true, ...document } };
};

function syncText({ plan, oldHash, newHash }: SyncView): string {
  const rows = plan.rows.filter(({ action }) => action !== 'none' && action !== 'untouched');
  const untouched = plan.rows.filter(({ action }) => action === 'untouched').length;
  const table = [
    ...rows.map((row) => [
      row.task,
      row.status,
      row.hash,
      row.action,
      row.renamedTo === undefined ? row.note : `${row.note} (likeness ${row.renamedTo.similarity})`,
    ]),
    ...plan.cascaded.map((id) => [id, 'done', 'match', 're-verify', 'depends on a task that is verified again']),
    ...plan.added.map((task) => [task.id, '-', '-', 'add', `${task.title} (${task.specReference})`]),
  ];
  return [
    `Specs: ${oldHash === '' ? 'no version on record' : oldHash} -> ${newHash}: ${impactOf(plan)}${untouched === 0 ? '' : `, ${untouched} left alone`}`,
    ...(table.length === 0 ? [] : ['', renderTable(['Task', 'Status', 'Hash', 'Action', 'Why'], table)]),
    ...(plan.unplaced.length === 0
      ? []
      : [
          '',
          'New in the specs, and like no criterion: add them to a task where they are wanted.',
          ...plan.unplaced.map(({ section, point }) => `  ${section}: ${point}`),
        ]),
  ].join('\n');
}
