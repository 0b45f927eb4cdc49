/** `okstra frd notes`: what a prompt would be told of earlier runs. */
import { join } from 'node:path';
import { NOTES_FILE, parseNotes, pickNotes } from '../sources/frd/notes.ts';
import { MAX_TEXT_BYTES, readText } from '../sources/spec-folders/files.ts';
import type { CommandHandler } from './context.ts';
import { openFrdConfig } from './frd-shared.ts';

export const notes: CommandHandler = async (context, _args, options) => {
  const { checkout, config } = await openFrdConfig(context);
  const path = join(checkout.top, NOTES_FILE);
  const text = readText({ path, shown: NOTES_FILE, top: checkout.top }, MAX_TEXT_BYTES);
  const parsed = parseNotes(text ?? '');
  const budget = (options['tokens'] as number | undefined) ?? config.settings.frd.notesTokens;
  const picked = pickNotes(parsed, (options['about'] as string | undefined) ?? '', budget);
  const tail =
    picked.left === 0
      ? ''
      : `\n\n${picked.left} more ${picked.left === 1 ? 'entry does' : 'entries do'} not fit into ${budget} tokens.`;
  if (picked.isCut)
    context.note(`note: what stands before the entries does not fit whole into ${budget} tokens (frd.notesTokens)`);
  return {
    exitCode: 0,
    text: text === undefined ? `There is no ${NOTES_FILE}.` : `${picked.text || 'Nothing fits.'}${tail}`,
    document: {
      ok: true,
      file: text === undefined ? null : path,
      budget,
      ...picked,
      entries: parsed.entries.map(({ date, context: about }) => ({ date, context: about })),
    },
  };
};
