/** Words of a piece of code, so that layout, quotes and trailing commas make no difference. */

const TOKEN = /[\p{L}_$][\p{L}\p{N}_$]*|\d[\w.]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[^])*`|[^\s\w]/gu;

/** Strings with one kind of quotes; without semicolons and without commas before a closing bracket. */
export function tokensOf(code: string): string[] {
  const all = code.match(TOKEN) ?? [];
  const words = all.filter((token, at) => token !== ';' && !(token === ',' && /^[)\]}]$/.test(all[at + 1] ?? '')));
  return words.map((token) => (token.length > 1 && /^["'`]/.test(token) ? `'${token.slice(1, -1)}'` : token));
}

/** One text for code that differs in layout only. */
export const normalise = (code: string): string => tokensOf(code).join(' ');

const isWord = (token: string): boolean => token.length > 1 || /\w/.test(token);

/** Share of the words of `a` that `b` has too, by count; 1 when `a` has none. */
export function containment(a: readonly string[], b: readonly string[]): number {
  const own = a.filter(isWord);
  if (own.length === 0) return 1;
  const left = new Map<string, number>();
  for (const token of b) if (isWord(token)) left.set(token, (left.get(token) ?? 0) + 1);
  let shared = 0;
  for (const token of own) {
    const count = left.get(token) ?? 0;
    if (count > 0) shared += 1;
    left.set(token, count - 1);
  }
  return shared / own.length;
}

/** Share of the different words of `a` that `b` has too, however often. */
export function vocabulary(a: readonly string[], b: readonly string[]): number {
  const own = new Set(a.filter(isWord));
  const other = new Set(b);
  return own.size === 0 ? 1 : [...own].filter((token) => other.has(token)).length / own.size;
}

/** How alike two pieces of code are, from 0 to 1, whichever comes first. */
export const similarity = (a: readonly string[], b: readonly string[]): number => Math.min(containment(a, b), containment(b, a));
