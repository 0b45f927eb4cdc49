/** `okstra prompts eject`: a shipped profile copied into the project, to be changed there. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { nearest } from '../config/nearest.ts';
import { fail } from '../model/failure.ts';
import { ejectedText, findProfiles, shippedText } from '../prompts/index.ts';
import { writeFileAtomic } from '../store/files.ts';
import type { CommandHandler } from './context.ts';
import { placeOf, problemsOf, shownPath } from './prompts-shared.ts';

export const eject: CommandHandler = async (context, [id = ''], options) => {
  const { top, folders } = await placeOf(context);
  const text = shippedText(folders, id);
  if (text === undefined) throw unknown(id);
  const copy = ejectedText(`${id}.md`, text, packageJson.version);
  if (!copy.ok) throw problemsOf(copy.failure, 'a shipped profile that can be used');
  if (options['stdout'] === true) {
    return { exitCode: 0, text: copy.value.trimEnd(), document: { ok: true, id, text: copy.value } };
  }
  const file = join(top, 'okstra', 'prompts', `${id}.md`);
  if (existsSync(file) && options['force'] !== true) {
    const shown = shownPath(file, top);
    throw fail('usage', 'file-exists', `Expected nothing at ${shown}, found a file.`, {
      fix: `okstra prompts eject ${id} --stdout prints the shipped one; --force replaces yours.`,
      place: { file },
    });
  }
  writeFileAtomic(file, copy.value);
  context.note(`From now on runs of this project use it in the place of the shipped one.`);
  return { exitCode: 0, text: shownPath(file, top), document: { ok: true, id, file, okstra: packageJson.version } };
};

function unknown(id: string) {
  const ids = findProfiles({}).profiles.map((profile) => profile.id);
  const meant = nearest(id, ids);
  return fail('usage', 'profile-unknown', `Expected the id of a shipped profile, found "${id}".`, {
    fix: meant === undefined ? 'okstra prompts list names them.' : `okstra prompts eject ${meant}`,
    details: { known: ids },
  });
}
