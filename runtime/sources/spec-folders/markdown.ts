/** Markdown as far as a spec folder needs it: headings and lines, without what stands in code fences and comments. */

export interface MarkdownLine {
  readonly text: string;
  /** Set for `# Title` to `###### Title`. */
  readonly heading?: { readonly level: number; readonly title: string };
}

const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const FENCE = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})(.*)$/;

/** The lines that a reader of the rendered page sees as prose; an unclosed fence reaches to the end. */
export function* proseLines(text: string): Generator<MarkdownLine> {
  let fence: string | undefined;
  let inComment = false;
  for (const raw of text.split(/\r\n|\n|\r/)) {
    const [, run = '', info = ''] = FENCE.exec(raw) ?? [];
    if (fence !== undefined) {
      if (run.startsWith(fence) && info.trim() === '') fence = undefined;
      continue;
    }
    if (!inComment && run !== '' && !(run.startsWith('`') && info.includes('`'))) {
      fence = run;
      continue;
    }
    const line = withoutComments(raw, inComment);
    inComment = line.isOpen;
    if (line.text === '' && raw !== '') continue;
    const [, marks, title = ''] = HEADING.exec(line.text) ?? [];
    yield marks === undefined ? { text: line.text } : { text: line.text, heading: { level: marks.length, title: title.trim() } };
  }
}

function withoutComments(raw: string, wasOpen: boolean): { readonly text: string; readonly isOpen: boolean } {
  let text = '';
  let rest = raw;
  let isOpen = wasOpen;
  for (;;) {
    const at = rest.indexOf(isOpen ? '-->' : '<!--');
    if (!isOpen) text += at === -1 ? rest : rest.slice(0, at);
    if (at === -1) return { text, isOpen };
    rest = rest.slice(at + (isOpen ? 3 : 4));
    isOpen = !isOpen;
  }
}

/** Title of the first level-1 heading; undefined when there is none. */
export function firstTitle(text: string): string | undefined {
  for (const { heading } of proseLines(text)) {
    if (heading?.level === 1 && heading.title !== '') return heading.title;
  }
  return undefined;
}
