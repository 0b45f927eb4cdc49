/** A shipped profile as a copy to change, which remembers what it was copied from. */
import { createHash } from 'node:crypto';
import { ok, type Result } from '../model/failure.ts';
import { parseLocatedJson } from './json.ts';
import { parseProfile } from './profile.ts';
import type { LintProblem, Profile, ProfileHead } from './types.ts';

/** Member of the front matter that holds where the copy comes from. */
const NOTE = 'x-ejected';

/** Of a profile's text, whatever its line ends. In hex. */
export const textHash = (text: string): string =>
  createHash('sha256')
    .update(text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'))
    .digest('hex');

/** @param file named in failures */
export function ejectedText(file: string, text: string, version: string): Result<string> {
  const parsed = parseProfile(file, text);
  if (!parsed.ok) return parsed;
  const normalised = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const end = normalised.indexOf('\n---', 3);
  const front = parseLocatedJson(normalised.slice(normalised.indexOf('\n'), end));
  if (!front.ok) throw new Error(`the front matter of ${file} was read before`);
  const noted = { ...(front.value.value as object), [NOTE]: { okstra: version, sha256: textHash(text) } };
  return ok(`---\n${JSON.stringify(noted, undefined, 2)}${normalised.slice(end)}`);
}

/**
 * Copies whose original has changed since, or is gone.
 *
 * @param textOf the shipped text of an id as it is now; undefined when there is none
 */
export function shippedChanges(profiles: readonly Profile[], textOf: (id: string) => string | undefined): readonly LintProblem[] {
  return profiles.flatMap((profile): readonly LintProblem[] => {
    const note = noteOf(profile);
    if (note === undefined) return [];
    const text = textOf(profile.id);
    if (text !== undefined && textHash(text) === note.sha256) return [];
    const [code, what] =
      text === undefined ? ['profile-shipped-gone', 'is shipped no more'] : ['profile-shipped-changed', 'has changed since'];
    return [
      {
        severity: 'warning',
        category: 'findings',
        code,
        message: `The profile "${profile.id}" is a copy of the one that okstra ${note.okstra} shipped, which ${what}.`,
        fix:
          text === undefined
            ? `Give it another id, or remove "${NOTE}".`
            : `okstra prompts eject ${profile.id} --stdout prints the new one: take over what you need, then its "${NOTE}".`,
        place: { file: profile.file, field: `/${NOTE}` },
      },
    ];
  });
}

function noteOf({ notes }: ProfileHead): { readonly okstra: string; readonly sha256: string } | undefined {
  const note = notes[NOTE];
  if (typeof note !== 'object' || note === null || !('okstra' in note) || !('sha256' in note)) return undefined;
  const { okstra, sha256 } = note;
  return typeof okstra === 'string' && typeof sha256 === 'string' ? { okstra, sha256 } : undefined;
}
