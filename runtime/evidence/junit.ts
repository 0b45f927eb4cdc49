/** Numbers of tests in JUnit XML, as many runners print or write it. Pure, and in linear time whatever the text is. */
import type { TestCounts } from '../model/evidence.ts';

/**
 * Counted by its test cases, not by the attributes of suites: those are nested in some dialects and missing in others. undefined: no
 * JUnit XML. Several documents in one text are added up.
 */
export function readJunit(text: string): TestCounts | undefined {
  if (!/<testsuites?[\s>/]/.test(text)) return undefined;
  const counts = { passed: 0, failed: 0, skipped: 0 };
  let found = false;
  let open: 'passed' | 'failed' | 'skipped' | undefined;
  for (const tag of tagsIn(text)) {
    if (tag.name === 'testsuite' || tag.name === 'testsuites') found = true;
    if (tag.name === 'testcase') {
      // A case that is not closed ends where the next one begins.
      if (open !== undefined) counts[open] += 1;
      open = tag.isEnd ? undefined : 'passed';
      if (tag.isEmpty && open !== undefined) {
        counts[ownResult(tag.text)] += 1;
        open = undefined;
      }
    } else if (open !== undefined && !tag.isEnd) {
      if (tag.name === 'failure' || tag.name === 'error') open = 'failed';
      else if (tag.name === 'skipped' && open === 'passed') open = 'skipped';
    }
  }
  if (open !== undefined) counts[open] += 1;
  return found ? counts : undefined;
}

/** Some dialects name the result of a case as an attribute. */
function ownResult(tag: string): 'passed' | 'failed' | 'skipped' {
  const status = /\s(?:status|result)\s*=\s*["'](\w+)["']/.exec(tag)?.[1]?.toLowerCase();
  if (status === 'notrun' || status === 'skipped' || status === 'disabled' || status === 'ignored') return 'skipped';
  return status === 'failed' || status === 'failure' || status === 'error' ? 'failed' : 'passed';
}

interface Tag {
  readonly name: string;
  readonly text: string;
  readonly isEnd: boolean;
  readonly isEmpty: boolean;
}

/** Start and end tags; what stands in comments and CDATA, where tests print what they like, is left out. */
function* tagsIn(text: string): Generator<Tag> {
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    const skipped = OPAQUE.find(([start]) => text.startsWith(start, at));
    if (skipped !== undefined) {
      const end = text.indexOf(skipped[1], at);
      if (end === -1) return;
      at = end + skipped[1].length;
      continue;
    }
    const end = endOfTag(text, at + 1);
    if (text[end] !== '>') {
      // No tag: a sign in the text around. Going on behind what was looked at keeps the time linear.
      at = end;
      continue;
    }
    const tag = text.slice(at, end + 1);
    const name = /^<\/?(?:\w+:)?([A-Za-z]+)/.exec(tag)?.[1];
    if (name !== undefined) yield { name, text: tag, isEnd: tag.startsWith('</'), isEmpty: text[end - 1] === '/' };
    at = end + 1;
  }
}

const OPAQUE = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;
const LONGEST_TAG = 10_000;

/** Where the tag ends, or where it turns out to be none. A `>` within a quoted attribute does not end it. */
function endOfTag(text: string, from: number): number {
  let quote = '';
  const limit = Math.min(text.length, from + LONGEST_TAG);
  for (let at = from; at < limit; at += 1) {
    const letter = text[at] ?? '';
    if (quote !== '') {
      if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '>') return at;
    else if (letter === '<') return at;
  }
  return limit;
}
