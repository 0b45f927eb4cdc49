/** The seven ways in which a block of HTML begins and ends, as CommonMark numbers them. */

const NAMES =
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul';
const ATTRIBUTE =
  String.raw`[ \t]+[a-zA-Z_:][a-zA-Z0-9:._-]*(?:[ \t]*=[ \t]*(?:[^"'=<>` + '`' + String.raw` \t]+|'[^']*'|"[^"]*"))?`;
const OPEN_TAG = String.raw`<[A-Za-z][A-Za-z0-9-]*(?:${ATTRIBUTE})*[ \t]*/?>`;
const CLOSE_TAG = String.raw`</[A-Za-z][A-Za-z0-9-]*[ \t]*>`;

interface HtmlBlock {
  readonly opens: RegExp;
  /** What ends it, on the line where it stands. Absent: the next blank line. */
  readonly closes?: RegExp;
  /** What to write to end it. */
  readonly closing?: string;
  readonly interruptsParagraph: boolean;
}

const BLOCKS: readonly HtmlBlock[] = [
  {
    opens: /^<(?:script|pre|textarea|style)(?:[ \t>]|$)/i,
    closes: /<\/(?:script|pre|textarea|style)>/i,
    closing: '</pre>',
    interruptsParagraph: true,
  },
  { opens: /^<!--/, closes: /-->/, closing: '-->', interruptsParagraph: true },
  { opens: /^<\?/, closes: /\?>/, closing: '?>', interruptsParagraph: true },
  { opens: /^<![A-Za-z]/, closes: />/, closing: '>', interruptsParagraph: true },
  { opens: /^<!\[CDATA\[/, closes: /\]\]>/, closing: ']]>', interruptsParagraph: true },
  { opens: new RegExp(String.raw`^</?(?:${NAMES})(?:[ \t]|/?>|$)`, 'i'), interruptsParagraph: true },
  { opens: new RegExp(String.raw`^(?:${OPEN_TAG}|${CLOSE_TAG})[ \t]*$`), interruptsParagraph: false },
];

/** The block that this line opens; undefined when it opens none. */
export const htmlBlock = (rest: string, inParagraph: boolean): HtmlBlock | undefined =>
  rest.startsWith('<')
    ? BLOCKS.find(({ opens, interruptsParagraph }) => (interruptsParagraph || !inParagraph) && opens.test(rest))
    : undefined;

export type { HtmlBlock };
