/** What an installation did, or would do, for people. */
import { relative } from 'node:path';
import type { HostRow } from '../install/host-view.ts';
import { HOST_TITLES } from '../install/hosts.ts';
import type { Prepared } from '../install/installer.ts';
import type { Action, Step } from '../install/plan-install.ts';
import type { CellStyle } from './table.ts';
import { colour } from './table.ts';

interface Shown {
  readonly purpose: 'install' | 'update' | 'uninstall';
  readonly isDryRun: boolean;
  readonly rows: readonly HostRow[];
}

const STYLES: Readonly<Record<Action, CellStyle>> = { create: 'green', update: 'cyan', keep: 'dim', remove: 'yellow' };

/** A dry run lists every file; otherwise those that nothing happened to are only counted. */
export function installText(prepared: Prepared, { purpose, isDryRun, rows }: Shown): string {
  const { steps, places, hosts } = prepared;
  const shown = steps.filter(({ action, reason }) => isDryRun || action !== 'keep' || reason !== undefined);
  const base = places.scope === 'project' ? places.record.base : undefined;
  const lines = shown.map((step) => line(step, base));
  const names = hosts.map((host) => HOST_TITLES[host]).join(', ');
  return [
    ...lines,
    `${isDryRun ? 'would change' : 'changed'}: ${countsText(steps)} (${places.scope === 'project' ? places.record.base : 'home folder'}${names === '' ? '' : `; ${names}`})`,
    ...rowLines(rows),
    ...nextLines(prepared, { purpose, isDryRun }),
  ].join('\n');
}

function line({ action, path, reason }: Step, base: string | undefined): string {
  const place = base === undefined ? path : relative(base, path);
  return `${colour(STYLES[action], action.padEnd(6))} ${place}${reason === undefined ? '' : ` (${reason})`}`;
}

function countsText(steps: readonly Step[]): string {
  const of = (action: Action): number => steps.filter((step) => step.action === action).length;
  return `${of('create')} created, ${of('update')} updated, ${of('remove')} removed, ${of('keep')} kept`;
}

function rowLines(rows: readonly HostRow[]): readonly string[] {
  return rows.flatMap(({ name, status, detail, fix }) => [
    `${colour(status === 'ok' ? 'green' : 'yellow', status.padEnd(4))} ${name}: ${detail}`,
    ...(fix === undefined ? [] : [`     ${colour('cyan', 'fix:')} ${fix}`]),
  ]);
}

function nextLines({ hosts, places, steps }: Prepared, { purpose, isDryRun }: Omit<Shown, 'rows'>): readonly string[] {
  if (isDryRun || purpose === 'uninstall' || hosts.length === 0) return [];
  const calls = hosts.flatMap((host) =>
    host === 'agents' ? [] : [`${host === 'codex' ? '$' : '/'}okstra-run in ${HOST_TITLES[host]}`],
  );
  return [
    ...(places.scope === 'project' && steps.some(({ action }) => action !== 'keep')
      ? ['Commit them with the record okstra/install.json.']
      : []),
    ...(calls.length === 0 ? [] : [`Say ${calls.join(', ')}. Sessions that are open have to be started anew.`]),
  ];
}
