/** XML as text that every parser accepts, whatever agents and programs wrote into it. */
import { printable } from './markdown.ts';

/** An element with its children, which are XML already; attributes that are undefined are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  children: readonly string[] = [],
): string {
  const head = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${attributeValue(String(value))}"`],
  );
  const start = `<${name}${head.join('')}`;
  if (children.length === 0) return `${start}/>`;
  // A text never begins with `<`, since it is escaped; blanks between elements mean nothing, within a text they do.
  const space = children.some((child) => child.startsWith('<')) ? '\n' : '';
  return `${start}>${space}${children.join(space)}${space}</${name}>`;
}

/** Text between tags. `>` is escaped too, so that no `]]>` is left. */
export const xmlText = (value: string): string =>
  allowed(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Line ends and tabs as references: a parser makes blanks of them otherwise. */
const attributeValue = (value: string): string =>
  xmlText(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');

/** XML 1.0 has no way to write control characters, halves of characters and two non-characters, not even as references. */
const allowed = (value: string): string => printable(value).replaceAll(/[\uFFFE\uFFFF]/g, '\uFFFD');
