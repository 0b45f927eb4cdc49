/** `okstra followups spawn` and `dismiss`. */
import type { FollowUpEntry } from '../conductor/index.ts';
import { dismissEntry, findFollowUp, realPorts, spawnEntry } from '../conductor/index.ts';
import { fail } from '../model/failure.ts';
import type { CreatedItem } from '../sources/index.ts';
import type { CommandHandler } from './context.ts';
import { openFollowUps } from './followups-shared.ts';
import { oneLine } from './table.ts';

export const spawn: CommandHandler = async (context, ids, options) => {
  const dryRun = options['dryRun'] === true;
  const name = nameOf(options['name'] as string | undefined, ids);
  const { session, view } = await openFollowUps(context);
  // All of them are looked up before the first is made.
  const entries = [...new Set(ids.map((id) => findFollowUp(view, id)))];
  const made: { readonly entry: FollowUpEntry; readonly item: CreatedItem }[] = [];
  for (const entry of entries) {
    if (entry.decision?.type === 'dismissed') context.note(`note: ${entry.key} was dismissed: ${oneLine(entry.decision.reason)}`);
    const wishes = { dryRun, ...(name === undefined ? {} : { name }) };
    made.push({ entry, item: await spawnEntry(session, entry, wishes, { ...realPorts(), env: context.env }) });
  }
  return {
    exitCode: 0,
    text: made.map(({ entry, item }) => spawnText(entry, item, dryRun)).join('\n\n'),
    document: {
      ok: true,
      dryRun,
      spawned: made.map(({ entry, item: { id, dir, created, dependsOn, files } }) => ({
        key: entry.key,
        item: id,
        dir,
        created,
        dependsOn,
        ...(dryRun ? { files } : {}),
      })),
    },
  };
};

function nameOf(name: string | undefined, ids: readonly string[]): string | undefined {
  if (name === undefined) return undefined;
  const line = oneLine(name);
  if (ids.length === 1 && line !== '') return line;
  throw fail(
    'usage',
    'followup-name',
    `Expected a name for one follow-up, found ${line === '' ? 'an empty one' : `one for ${ids.length}`}.`,
    {
      fix: 'okstra followups spawn <id> --name "<name>", one after another.',
    },
  );
}

function spawnText({ key }: FollowUpEntry, { id, path, created, dependsOn, files }: CreatedItem, dryRun: boolean): string {
  const isThere = !created && Object.keys(files).length === 0;
  if (isThere) return `${key} is ${path} already\nnext: okstra run ${id}`;
  const waits = dependsOn.length === 0 ? [] : [`depends on ${dependsOn.join(', ')}, whose branch is not merged`];
  if (!dryRun) return [`${key}: ${path}`, ...waits, `next: okstra run ${id}`].join('\n');
  const texts = Object.entries(files).map(([name, text]) => `--- ${path}/${name}\n${text.trimEnd()}`);
  return [`${key} would become ${path}`, ...waits, ...texts].join('\n');
}

export const dismiss: CommandHandler = async (context, [id = ''], options) => {
  const reason = oneLine((options['reason'] as string | undefined) ?? '');
  if (reason === '') {
    throw fail('usage', 'followup-reason', 'Expected a reason, found none: whoever looks again wants to know why.', {
      fix: `okstra followups dismiss ${id} --reason "…"`,
    });
  }
  const { session, view } = await openFollowUps(context);
  const entry = findFollowUp(view, id);
  await dismissEntry(session, entry, reason, { ...realPorts(), env: context.env });
  return {
    exitCode: 0,
    text: `${entry.key} dismissed: ${reason}`,
    document: { ok: true, key: entry.key, state: 'dismissed', reason },
  };
};
