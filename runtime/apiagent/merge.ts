/** One answer of a verifier out of several, each about a part of the change. Pure: nothing is weighed, the worst word on each thing holds. */
import { type MergedAnswer, mergeable } from './merge-form.ts';

const VERDICTS = ['pass', 'concerns', 'fail'];
/** From the best to the worst; what no part has looked at was not looked at. */
const STATUSES = ['met', 'partial', 'unmet'];

/** The texts of the answers; a sentence where one of them cannot be read. */
export function mergeAnswers(
  answers: readonly { readonly files: readonly string[]; readonly text: string }[],
): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string } {
  const read: MergedAnswer[] = [];
  for (const { files, text } of answers) {
    const answer = mergeable(text);
    if (answer === undefined)
      return { ok: false, problem: `the answer about ${namesOf(files)} has not the form that was asked for` };
    read.push(answer);
  }
  const ids = [...new Set(read.flatMap(({ criteria }) => criteria.map(({ id }) => id)))];
  const merged = {
    tree: read[0]?.tree,
    verdict: read.map(({ verdict }) => verdict).toSorted((a, b) => VERDICTS.indexOf(b) - VERDICTS.indexOf(a))[0],
    criteria: ids.map((id) => criterion(id, read)),
    findings: read.flatMap(({ findings }) => findings),
    commands: read.flatMap(({ commands }) => commands),
    summary: [
      `Judged in ${answers.length} parts, because the whole did not fit the model's context window.`,
      ...read.map(({ summary }, index) => `${namesOf(answers[index]?.files ?? [])}: ${summary === '' ? 'no words' : summary}`),
    ].join('\n'),
  };
  return { ok: true, text: JSON.stringify(merged) };
}

function criterion(id: string, read: readonly MergedAnswer[]) {
  const said = read.flatMap(({ criteria }) => criteria.filter((each) => each.id === id));
  const looked = said.filter(({ status }) => STATUSES.includes(status));
  const worst = looked.toSorted((a, b) => STATUSES.indexOf(b.status) - STATUSES.indexOf(a.status))[0];
  // What one part shows as met, another that could not tell does not take back.
  const evidence = [...new Set((looked.length > 0 ? looked : said).map((each) => each.evidence).filter((each) => each !== ''))];
  return { id, status: worst?.status ?? 'not-checked', evidence: evidence.join(' / ') };
}

const SHOWN = 4;

/** `a.ts, b.ts and 3 more` */
export const namesOf = (files: readonly string[]): string =>
  files.length <= SHOWN ? files.join(', ') : `${files.slice(0, SHOWN).join(', ')} and ${files.length - SHOWN} more`;
