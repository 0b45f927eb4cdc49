/** What can be wrong with the sections of a profile, in words. */
import type { Failure } from '../model/failure.ts';
import { type MarkdownScan, scanMarkdown } from './markdown/headings.ts';
import type { Profile } from './types.ts';

/** Where the earlier text goes that a profile wraps. */
export const SLOT = '{{section}}';

/** Titles are the same when they differ in case and blanks only. */
export const sectionKey = (title: string): string => title.replaceAll(/\s+/g, ' ').trim().toLowerCase();

/** Headings that take part in the rules for sections. */
export const titlesOf = ({ body }: Profile): ReadonlySet<string> =>
  new Set(scanMarkdown(body).headings.flatMap(({ level, title }) => (level > 1 ? [sectionKey(title)] : [])));

export function repeated(title: string, profile: Profile, from: string): Failure {
  return {
    category: 'usage',
    code: 'section-repeated',
    message: `The profile "${profile.id}" has the heading "${title}", which "${from}" has before it.`,
    fix: `Add "${title}" to "overridesSections" of ${profile.file}, or choose another heading.`,
    place: { file: profile.file, line: lineOf(profile, title) },
  };
}

export function ambiguous(title: string, profile: Profile, earlier: readonly string[]): Failure {
  return {
    category: 'usage',
    code: 'section-ambiguous',
    message: `The profile "${profile.id}" overrides the section "${title}", which stands ${earlier.length} times before it: in ${earlier.join(', ')}.`,
    fix: 'Override a section around them, or give one of them another heading.',
    place: { file: profile.file, line: lineOf(profile, title) },
  };
}

export function withoutSlot(profile: Profile, title: string): Failure {
  return {
    category: 'usage',
    code: 'section-slot',
    message: `The profile "${profile.id}" wraps the section "${title}": expected ${SLOT} once, on a line of its own outside fences, found it not once.`,
    fix: `Put ${SLOT} where the earlier text is to stand, or choose another strategy.`,
    place: { file: profile.file, line: lineOf(profile, title) },
  };
}

export function headingBefore(profile: Profile, title: string): Failure {
  return {
    category: 'usage',
    code: 'section-heading-before',
    message: `The profile "${profile.id}" puts headings before the text of the section "${title}", which would then stand below the last of them.`,
    fix: 'Put them behind it, or choose the strategy replace.',
    place: { file: profile.file, line: lineOf(profile, title) },
  };
}

const lineOf = ({ body, bodyLine }: Profile, title: string): number => {
  const line = scanMarkdown(body).headings.find((heading) => sectionKey(heading.title) === sectionKey(title))?.line ?? 1;
  return bodyLine + line - 1;
};

/** A block that the text does not end would take in all that follows it in the prompt. */
export function openBlock({ id, file, bodyLine }: Profile, { open }: MarkdownScan): readonly Failure[] {
  if (open === undefined) return [];
  return [
    {
      category: 'usage',
      code: 'profile-open-block',
      message: `The profile "${id}" begins a ${open.what} that it does not end.`,
      fix: `End it with a line ${open.closing}`,
      place: { file, line: bodyLine + open.line - 1 },
    },
  ];
}

/** A heading that is one in its own file and none in the prompt, because a list of the part before takes it in. */
export function hiddenHeading(profile: Profile, title: string): Failure {
  return {
    category: 'usage',
    code: 'section-hidden',
    message: `The heading "${title}" of the profile "${profile.id}" would be a part of a list or quote that ends the text before it.`,
    fix: 'Begin the heading at the start of its line.',
    place: { file: profile.file, line: lineOf(profile, title) },
  };
}
