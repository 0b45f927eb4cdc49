/** `okstra prompts list`: every profile of the search path, with where it comes from. */
import type { Profile } from '../prompts/index.ts';
import { hiddenNotices } from '../prompts/index.ts';
import type { CommandHandler } from './context.ts';
import { noteAll, placeOf, shownPath, usableProfiles } from './prompts-shared.ts';
import { tokenCounter, tokensText } from './prompts-tokens.ts';
import { renderTable } from './table.ts';

export const list: CommandHandler = async (context) => {
  const { top, folders } = await placeOf(context);
  const { profiles, hidden } = usableProfiles(folders);
  const counter = tokenCounter();
  const entries = profiles
    .toSorted((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1))
    .map((profile) => entryOf(profile, hidden, counter.count(profile.body)));
  noteAll(context, hiddenNotices(profiles, hidden));
  const rows = entries.map(({ id, kind, source, priority, tokens, appliesWhen, file }) => [
    id,
    kind,
    source,
    String(priority),
    tokensText(tokens, counter),
    appliesWhen.join(' or '),
    source === 'shipped' ? '' : shownPath(file, top),
  ]);
  return {
    exitCode: 0,
    text: renderTable(['profile', 'kind', 'from', 'priority', 'tokens', 'applies when', 'file'], rows),
    document: { ok: true, folders, tokenizer: counter.tokenizer, profiles: entries },
  };
};

function entryOf(profile: Profile, hidden: readonly Profile[], tokens: number) {
  const { id, kind, source, file, priority, appliesWhen, loadAt = null } = profile;
  const takesPlaceOf = hidden.filter((other) => other.id === id).map((other) => ({ source: other.source, file: other.file }));
  return {
    id,
    kind,
    source,
    file,
    priority,
    appliesWhen: appliesWhen.map((condition) => condition.source),
    loadAt,
    tokens,
    takesPlaceOf,
  };
}
