/** As much of a verifier's answer as has to be known to merge it; okstra's own parser looks at the result as at any answer. Pure. */
import { isObject } from '../drivers/ending.ts';

export interface MergedAnswer {
  readonly tree: unknown;
  readonly verdict: string;
  readonly criteria: readonly { readonly id: string; readonly status: string; readonly evidence: string }[];
  readonly findings: readonly unknown[];
  readonly commands: readonly unknown[];
  readonly summary: string;
}

/** The last JSON object in the text that has a verdict. */
export function mergeable(text: string): MergedAnswer | undefined {
  for (const candidate of candidates(text)) {
    const { tree, verdict, criteria, findings, commands, summary } = candidate;
    if (typeof verdict !== 'string' || !Array.isArray(criteria) || !Array.isArray(findings)) continue;
    return {
      tree,
      verdict,
      criteria: criteria.filter(isObject).map(({ id, status, evidence }) => ({
        id: String(id),
        status: String(status),
        evidence: typeof evidence === 'string' ? evidence : '',
      })),
      findings,
      commands: Array.isArray(commands) ? commands : [],
      summary: typeof summary === 'string' ? summary : '',
    };
  }
  return undefined;
}

/** The whole text, what stands in a fence, or from the first brace to the last. */
function candidates(text: string): readonly Record<string, unknown>[] {
  const fenced = [...text.matchAll(/```(?:json)?\s*\n([^]*?)\n\s*```/g)].map((match) => match[1] ?? '').toReversed();
  const braced = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  return [text, ...fenced, braced].flatMap((each) => {
    try {
      const value: unknown = JSON.parse(each);
      return isObject(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}
