/** Reads a profile: JSON front matter between `---` lines, then the Markdown body. */
import type { ProfileFrontMatter } from '../generated/types.ts';
import { validateProfile } from '../generated/validators/profile.js';
import { bad, type Failure, ok, type Result } from '../model/failure.ts';
import { parseCondition } from './condition.ts';
import { frontMatterProblem, positionAt, splitFrontMatter } from './front-matter.ts';
import { type LocatedJson, parseLocatedJson, parseQuickly } from './json.ts';
import { explainSchemaError } from './profile-problems.ts';
import type { Condition, Profile, ProfileSource, SectionOverride } from './types.ts';

/**
 * Parses and validates one profile. A BOM and CRLF line ends are accepted; the body comes out with LF.
 *
 * @param file the name that failures show; nothing is read from it
 * @param source where it was found
 * @returns the profile, or every problem of its front matter with file, line, column and field
 */
export function parseProfile(file: string, text: string, source: ProfileSource = 'given'): Result<Profile> {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const normalised = plain.includes('\r') ? plain.replaceAll('\r\n', '\n') : plain;
  const split = splitFrontMatter(file, normalised);
  if (!split.ok) return split;
  const { json, end } = split.value;

  const made = (front: ProfileFrontMatter): Profile => {
    BLANK_LINES.lastIndex = end;
    const start = BLANK_LINES.test(normalised) ? BLANK_LINES.lastIndex : end;
    return headOf(front, { source, file, bodyLine: lineAt(normalised, start), body: normalised.slice(start).trimEnd() });
  };
  const quick = parseQuickly(json);
  if (quick !== undefined && validateProfile(quick)) return ok(made(quick));
  // Most likely something is wrong: once more, now with places.
  const parsed = parseLocatedJson(json);
  if (!parsed.ok) return bad([notJson(file, json, parsed.failure)]);
  const front = parsed.value.value;
  if (validateProfile(front)) return ok(made(front));
  const locate = (pointer: string, onKey: boolean) => placeOf(file, json, parsed.value, pointer, onKey);
  // A name that does not fit is told once, as a name.
  const errors = (validateProfile.errors ?? []).filter(({ schemaPath }) => !schemaPath.endsWith('/propertyNames/pattern'));
  return bad(errors.map((error) => explainSchemaError(error, front, locate)));
}

const BLANK_LINES = /(?:[^\S\n]*\n)+/y;

/** Member by member: this is done for every profile there is, used or not. */
function headOf(front: ProfileFrontMatter, rest: Pick<Profile, 'source' | 'file' | 'bodyLine' | 'body'>): Profile {
  const { answer, loadAt, maxTokens } = front;
  return {
    id: front.id,
    kind: front.kind,
    appliesWhen: front.appliesWhen.map(conditionOf),
    priority: front.priority,
    conflictsWith: front.conflictsWith ?? NONE,
    includes: front.includes ?? NONE,
    requires: front.requires ?? NONE,
    overridesSections: front.overridesSections?.map(overrideOf) ?? NONE,
    placeholders: front.placeholders === undefined ? NONE : placeholdersOf(front.placeholders),
    ...(answer === undefined ? undefined : { answer }),
    ...(loadAt === undefined ? undefined : { loadAt }),
    ...(maxTokens === undefined ? undefined : { maxTokens }),
    notes: notesOf(front),
    source: rest.source,
    file: rest.file,
    bodyLine: rest.bodyLine,
    body: rest.body,
  };
}

const NONE: readonly never[] = Object.freeze([]);
const NO_NOTES: Profile['notes'] = Object.freeze({});

function overrideOf(entry: NonNullable<ProfileFrontMatter['overridesSections']>[number]): SectionOverride {
  return typeof entry === 'string'
    ? { title: entry, strategy: 'replace' }
    : { title: entry.title, strategy: entry.strategy ?? 'replace' };
}

const placeholdersOf = (declared: NonNullable<ProfileFrontMatter['placeholders']>): Profile['placeholders'] =>
  Object.entries(declared).map(([name, { required = true, meaning }]) => ({ name, required, meaning }));

function notesOf(front: ProfileFrontMatter): Profile['notes'] {
  const names = Object.keys(front).filter((name) => name.startsWith('x-'));
  return names.length === 0
    ? NO_NOTES
    : Object.fromEntries(names.map((name) => [name, (front as Record<string, unknown>)[name]]));
}

function conditionOf(source: string): Condition {
  const condition = parseCondition(source);
  if (condition === undefined) throw new Error(`the schema lets a condition pass that cannot be read: ${source}`);
  return condition;
}

function notJson(file: string, json: string, problem: { offset: number; expected: string; found: string }): Failure {
  const { line, column } = positionAt(json, problem.offset);
  return {
    ...frontMatterProblem(file, line, problem.expected, problem.found, 'Correct the JSON at that place.'),
    place: { file, line, column },
  };
}

function placeOf(file: string, json: string, located: LocatedJson, pointer: string, onKey: boolean) {
  const offset = (onKey ? located.keys.get(pointer) : undefined) ?? located.places.get(pointer) ?? 0;
  return { file, ...positionAt(json, offset), ...(pointer === '' ? {} : { field: pointer }) };
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
