/** The values that a profile's text asks for. */
import type { Failure } from '../model/failure.ts';
import { type Insertion, insertValues } from './insert.ts';
import { scanMarkdown } from './markdown/headings.ts';
import { placeholderProblems, placeholdersIn } from './placeholders.ts';
import type { Profile, ProfileHead, PromptFacts, PromptValue } from './types.ts';

export type PromptValues = Readonly<Record<string, PromptValue>>;

/** What every dispatch of a run has a value for; a profile declares those that it uses. */
export const RUN_VALUES = {
  PROJECT_ROOT: 'folder the agent works in',
  ITEM_ID: 'id of the item',
  ITEM_NAME: 'name of the item',
  PHASE: 'phase of the run',
  ROLE: 'role of the agent',
  MODE: 'mode of the run',
  LEVEL: 'level of the run',
  SOURCE: 'source of the item',
  AGENT: 'name of the agent',
  LANGUAGES: 'languages of the item and the project, separated by commas',
} as const;

/** Values of `RUN_VALUES` for one dispatch. */
export function runValues(
  facts: PromptFacts,
  run: { readonly projectRoot: string; readonly item: { readonly id: string; readonly name: string } },
): PromptValues {
  return {
    PROJECT_ROOT: run.projectRoot,
    ITEM_ID: run.item.id,
    ITEM_NAME: run.item.name,
    PHASE: facts.phase,
    ROLE: facts.role,
    MODE: facts.mode,
    LEVEL: facts.level,
    SOURCE: facts.source,
    AGENT: facts.agent,
    LANGUAGES: facts.language.join(', '),
  };
}

/** Placeholders that are not declared, and required ones without a value. */
export function valueProblems(profile: Profile, values: PromptValues): readonly Failure[] {
  if (!profile.body.includes('{{')) return [];
  const used = placeholdersIn(profile.body);
  const missing = profile.placeholders
    .filter(({ name, required }) => required && used.includes(name) && !Object.hasOwn(values, name))
    .map(({ name, meaning }) => missingValue(profile, name, meaning));
  return [...declarationProblems(profile), ...missing];
}

/**
 * Puts the values of a profile into a stretch of its text.
 *
 * @param profile one of which `valueProblems` says nothing
 */
export function fillValues(profile: ProfileHead, text: string, values: PromptValues): string {
  if (!text.includes('{{')) return text;
  const insertions = Object.fromEntries(
    profile.placeholders.map(({ name, meaning }): [string, Insertion] => {
      const value = Object.hasOwn(values, name) ? (values[name] ?? '') : '';
      return typeof value === 'string'
        ? [name, { text: value, form: 'line', title: meaning }]
        : [name, { text: value.data, form: 'data', title: meaning }];
    }),
  );
  const filled = insertValues({ file: profile.file, text }, insertions);
  if (!filled.ok) throw new Error(`the placeholders of ${profile.file} were not looked at`);
  return filled.value;
}

/** Placeholders that the text uses and the front matter does not declare, and those in headings, whose titles have to be known. */
export function declarationProblems(profile: Profile): readonly Failure[] {
  const known = profile.placeholders.map(({ name }) => name);
  const undeclared = placeholderProblems({ file: profile.file, text: profile.body }, known).map((failure) => ({
    ...failure,
    code: 'placeholder-undeclared',
    message: `Expected a placeholder that "placeholders" declares, found ${String(failure.details?.['found'])}.`,
    place: inFile(profile, failure.place?.line, failure.place?.column),
  }));
  const inHeadings = scanMarkdown(profile.body)
    .headings.filter(({ title }) => placeholdersIn(title).length > 0)
    .map(({ title, line }) => ({
      category: 'usage' as const,
      code: 'placeholder-in-heading',
      message: `Expected headings without placeholders, found "${title}" in the profile "${profile.id}".`,
      fix: 'Put the value into the text below the heading.',
      place: inFile(profile, line),
    }));
  return [...undeclared, ...inHeadings];
}

/** Declared and not used. */
export const unusedPlaceholders = (profile: Profile): readonly string[] => {
  const used = placeholdersIn(profile.body);
  return profile.placeholders.map(({ name }) => name).filter((name) => !used.includes(name));
};

function missingValue({ id, file }: ProfileHead, name: string, meaning: string): Failure {
  return {
    category: 'usage',
    code: 'placeholder-missing',
    message: `The profile "${id}" needs a value for {{${name}}} (${meaning}), found none.`,
    fix: `Give the value, or declare ${name} with "required": false.`,
    place: { file, field: `/placeholders/${name}` },
  };
}

function inFile({ file, bodyLine }: ProfileHead, line = 1, column?: number) {
  return { file, line: bodyLine + line - 1, ...(column === undefined ? {} : { column }) };
}
