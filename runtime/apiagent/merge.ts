/** One answer of a verifier out of several, each about a part of the change. Pure: nothing is weighed, the worst word on each thing holds. */
import type { AnswerVerdict, CriterionStatus, VerifierAnswer } from '../model/findings.ts';

export interface PartAnswer {
  readonly files: readonly string[];
  readonly answer: VerifierAnswer;
}

/** From the best to the worst. */
const VERDICTS: readonly AnswerVerdict[] = ['pass', 'concerns', 'fail'];
/** From the best to the worst; what no part has looked at was not looked at. */
const STATUSES: readonly CriterionStatus[] = ['not-checked', 'met', 'partial', 'unmet'];

/** @param parts at least one, all about the same tree @returns the text of an answer in the form that verifiers are asked for */
export function mergeAnswers(parts: readonly PartAnswer[]): string {
  const answers = parts.map(({ answer }) => answer);
  const ids = [...new Set(answers.flatMap(({ criteria }) => criteria.map(({ id }) => id)))];
  const merged = {
    tree: answers[0]?.tree,
    verdict: worst(
      answers.map(({ verdict }) => verdict),
      VERDICTS,
    ),
    criteria: ids.map((id) => criterion(id, answers)),
    findings: answers.flatMap(({ findings }) => findings),
    ...(answers.some(({ report }) => report !== undefined)
      ? {
          gaps: answers.flatMap(({ report }) => report?.gaps ?? []),
          fixTasks: answers.flatMap(({ report }) => report?.fixes ?? []),
        }
      : {}),
    commands: answers.flatMap(({ commands }) => commands),
    summary: [
      `Judged in ${parts.length} parts, because the whole did not fit the model's context window.`,
      ...parts.map(({ files, answer: { summary } }) => `${namesOf(files)}: ${summary === '' ? 'no words' : summary}`),
    ].join('\n'),
  };
  return JSON.stringify(merged);
}

const worst = <T>(words: readonly T[], order: readonly T[]): T | undefined =>
  words.toSorted((a, b) => order.indexOf(b) - order.indexOf(a))[0];

/** What one part shows as met, another that could not tell does not take back. */
function criterion(id: string, answers: readonly VerifierAnswer[]) {
  const said = answers.flatMap(({ criteria }) => criteria.filter((each) => each.id === id));
  const looked = said.filter(({ status }) => status !== 'not-checked');
  const status = worst(
    said.map((each) => each.status),
    STATUSES,
  );
  const evidence = [...new Set((looked.length > 0 ? looked : said).map((each) => each.evidence).filter((each) => each !== ''))];
  return { id, status, evidence: evidence.join(' / ') };
}

const SHOWN = 4;

/** `a.ts, b.ts and 3 more` */
export const namesOf = (files: readonly string[]): string =>
  files.length <= SHOWN ? files.join(', ') : `${files.slice(0, SHOWN).join(', ')} and ${files.length - SHOWN} more`;
