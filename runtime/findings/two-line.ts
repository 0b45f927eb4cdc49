/** The two-line answer: `STATUS: ok|missing`, then JSON with `remainingTasks`. Further lines are free commentary. */
import { bad, ok, type Result } from '../model/failure.ts';
import type { VerifierAnswer } from '../model/findings.ts';
import { excerpt, isObject, parseJson } from './text.ts';

const STATUS = /^STATUS: (ok|missing)$/;

/**
 * @param text as `plainText` gives it
 * @returns what does not fit, as one sentence
 */
export function parseTwoLines(text: string): Result<VerifierAnswer, string> {
  const lines = firstLines(text);
  const [first = '', second] = lines;
  const status = STATUS.exec(first)?.[1];
  if (status === undefined) {
    return bad(`expected the first line to be "STATUS: ok" or "STATUS: missing", found "${excerpt(first)}"`);
  }
  if (second === undefined) return bad('expected a second line with JSON such as {"remainingTasks":[]}, found none');
  const json = parseJson(second);
  if (!json.ok) return bad(`expected JSON with remainingTasks on the second line, found "${excerpt(second)}"`);
  if (!isObject(json.value)) return bad(`expected a JSON object on the second line, found "${excerpt(second)}"`);
  const tasks = json.value['remainingTasks'] ?? [];
  if (!Array.isArray(tasks) || !tasks.every((task) => typeof task === 'string')) {
    return bad(`expected remainingTasks to be a list of texts, found ${excerpt(JSON.stringify(tasks))}`);
  }
  return ok({
    form: 'two-line',
    tree: '',
    verdict: status === 'ok' ? 'pass' : 'fail',
    criteria: [],
    findings: [],
    commands: [],
    summary: '',
    remainingTasks: tasks,
  });
}

/** The first two lines that are not blank, trimmed. */
function firstLines(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length && found.length < 2; ) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end === -1 ? text.length : end).trim();
    if (line !== '') found.push(line);
    at = end === -1 ? text.length : end + 1;
  }
  return found;
}
