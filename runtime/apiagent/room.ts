/** Making room in a conversation that fills the model's window. Nothing goes silently: what is left out says so. Pure. */
import type { Entry, ToolResult } from './conversation.ts';

/** Results shorter than this are not worth leaving out. */
const WORTH_CHARS = 400;
/** The newest answers of tools stay. */
const KEPT_ENTRIES = 2;

/** The older half of the long answers of tools left out; undefined when there is none. */
export function shortened(entries: readonly Entry[]): { readonly entries: readonly Entry[]; readonly left: string } | undefined {
  const places = entries.flatMap((entry, index) => (entry.who === 'tools' ? [index] : []));
  // Where only the newest are left, the window is smaller than those.
  const old = places.length > KEPT_ENTRIES ? places.slice(0, -KEPT_ENTRIES) : places.slice(0, -1);
  const long = old.filter((index) => resultsOf(entries[index]).some(isLong));
  if (long.length === 0) return undefined;
  const chosen = new Set(long.slice(0, Math.ceil(long.length / 2)));
  let results = 0;
  let chars = 0;
  const leave = (result: ToolResult): ToolResult => {
    if (!isLong(result)) return result;
    results += 1;
    chars += result.text.length;
    return {
      ...result,
      text: `[okstra: the ${result.text.length} characters of this result were left out to make room. Call again for what you need.]`,
    };
  };
  const less = entries.map((entry, index) =>
    entry.who === 'tools' && chosen.has(index) ? { ...entry, results: entry.results.map(leave) } : entry,
  );
  return { entries: less, left: `${results} older results of tools (${chars} characters) were left out, and the model was told` };
}

const resultsOf = (entry: Entry | undefined): readonly ToolResult[] => (entry?.who === 'tools' ? entry.results : []);
const isLong = ({ text }: ToolResult): boolean => text.length > WORTH_CHARS;

/** How large a conversation is, and what of it. */
export function sizesOf(entries: readonly Entry[]): string {
  const { question, tools, model } = partsOf(entries);
  return `sent: ${question + tools + model} characters (questions ${question}, answers of tools ${tools}, of the model ${model})`;
}

export const charsOf = (entries: readonly Entry[]): number => sum(Object.values(partsOf(entries)));

const partsOf = (entries: readonly Entry[]) => ({
  question: sum(entries.flatMap((entry) => (entry.who === 'user' ? [entry.text.length] : []))),
  tools: sum(entries.flatMap((entry) => resultsOf(entry).map(({ text }) => text.length))),
  model: sum(
    entries.flatMap((entry) =>
      entry.who === 'model' ? [entry.text.length + sum(entry.calls.map(({ input }) => input.length))] : [],
    ),
  ),
});

const sum = (chars: readonly number[]): number => chars.reduce((total, each) => total + each, 0);
