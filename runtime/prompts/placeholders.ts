/** `{{NAME}}` in templates: strict, one pass, never twice. */
import type { Failure } from '../model/failure.ts';

export interface TemplateText {
  /** Named in failures. */
  readonly file: string;
  readonly text: string;
}

/**
 * `{{`, an identifier, `}}`. Upper-case names are placeholders; any other spelling is looked at only to catch a slip
 * (`{{ SPEC_ID }}`, `{{spec_id}}`), so that examples in other template languages can stand in a template.
 */
export const PLACEHOLDER = /\{\{([ \t]*)([A-Za-z][A-Za-z0-9_-]*)([ \t]*)\}\}/g;
const NAME = /^[A-Z][A-Z0-9_]*$/;

/** A failure for each placeholder of the template that is none of `known`, or a known one misspelt, with its line. */
export function placeholderProblems(template: TemplateText, known: readonly string[]): readonly Failure[] {
  const list = known.map((name) => `{{${name}}}`).join(', ');
  return [...template.text.matchAll(PLACEHOLDER)].flatMap((match) => {
    const [whole, before = '', name = '', after = ''] = match;
    const exact = NAME.test(name) && before + after === '';
    if (exact && known.includes(name)) return [];
    const meant = known.find((candidate) => plain(candidate) === plain(name));
    if (!NAME.test(name) && meant === undefined) return [];
    const { line, column } = positionOf(template.text, match.index);
    return [
      {
        category: 'usage' as const,
        code: 'unknown-placeholder',
        message: `Expected one of the placeholders ${list}, found ${whole}.`,
        fix: meant === undefined ? `Remove ${whole} or write one of the known placeholders.` : `Write {{${meant}}}.`,
        place: { file: template.file, line, column },
        details: { found: whole, known },
      },
    ];
  });
}

/** Whether the template shows this value. */
export const usesPlaceholder = (template: { readonly text: string }, name: string): boolean =>
  template.text.includes(`{{${name}}}`);

const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, '');

function positionOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** Names of all placeholders in a text, each once. */
export const placeholdersIn = (text: string): readonly string[] => [
  ...new Set(
    [...text.matchAll(PLACEHOLDER)].flatMap(([, before, name = '', after]) =>
      NAME.test(name) && before === '' && after === '' ? [name] : [],
    ),
  ),
];
