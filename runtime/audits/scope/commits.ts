/** Rules for commit messages, by source. */
import { type AuditFinding, auditFinding } from '../types.ts';

export type CommitSource = 'spec-folders' | 'review' | 'frd' | 'task-queue' | 'stages';

const CONVENTIONAL = ['feat', 'fix', 'perf', 'revert', 'deps', 'docs', 'refactor', 'build', 'ci', 'chore', 'test'] as const;
const FRD = ['feat', 'fix', 'refactor', 'test', 'docs', 'chore'] as const;

interface Rules {
  readonly types: readonly string[];
  /** What the scope has to look like; absent: any, or none. */
  readonly scope?: RegExp;
  readonly scopeWords?: string;
}

const RULES: Readonly<Record<CommitSource, Rules>> = {
  'spec-folders': { types: CONVENTIONAL },
  review: { types: CONVENTIONAL },
  'task-queue': { types: CONVENTIONAL },
  stages: { types: CONVENTIONAL, scope: /^[\w./-]+$/, scopeWords: 'a step or module' },
  frd: { types: FRD, scope: /^frd-\d{3,}$/i, scopeWords: 'frd-<number>' },
};

const LONGEST_SUBJECT = 72;
/** About 100 columns; a word or address that is longer cannot be broken. */
const LONGEST_LINE = 110;
const HEADER = /^(\w+)(?:\(([^)]*)\))?(!)?: (.*)$/;
const FOOTER = /^(BREAKING[ -]CHANGE|Refs|Closes|Fixes|Resolves|[A-Za-z][\w-]{0,40}): /;
const ATTRIBUTION =
  /\bco-authored-by:.*(?:claude|codex|gemini|gpt|copilot|openai|anthropic|\bai\b|bot)|generated (?:with|by) .*(?:claude|codex|gemini|gpt|copilot|cursor|\bai\b)|\u{1F916}|claude\.ai|claude code|(?:with|by|via) okstra\b/iu;
const ARTIFACTS = /(?:^|[\s(`"'])(?:\.okstra\/|\.project-docs\/|\/(?:tmp|home|Users|root|var)\/|runs\/[\w-]+-\d{3}\/)/;
const EMOJI = /\p{Extended_Pictographic}|:[a-z_]+:(?=\s|$)/u;
/** Endings of verbs that are not in the imperative, for words that are surely verbs. */
const NOT_IMPERATIVE =
  /^(?:added|adds|adding|fixed|fixes|fixing|changed|changes|changing|removed|removes|removing|updated|updates|updating|implemented|implements|implementing|created|creates|creating|refactored|refactors|refactoring|moved|moves|moving|renamed|renames|renaming|improved|improves|improving|introduced|introduces|introducing)\b/i;

/** Everything that is wrong with a message, a sentence each; empty when it keeps the rules. */
export function commitProblems(message: string, source: CommitSource): string[] {
  const rules = RULES[source];
  const lines = message.replaceAll(/\r\n?/g, '\n').trimEnd().split('\n');
  const [subject = '', second, ...rest] = lines;
  const header = HEADER.exec(subject);
  const problems: string[] = [];
  if (header === null) problems.push(`expected "<type>(<scope>): <summary>", found "${subject.slice(0, 80)}"`);
  else problems.push(...ofHeader(header, rules));
  if (subject.length > LONGEST_SUBJECT)
    problems.push(`the subject has ${subject.length} characters; at most ${LONGEST_SUBJECT} are allowed`);
  if (second !== undefined && second.trim() !== '') problems.push('expected an empty line after the subject');
  if (EMOJI.test(message)) problems.push('it holds an emoji');
  if (ATTRIBUTION.test(message)) problems.push('it names a tool as author');
  if (ARTIFACTS.test(message)) problems.push('it names files of a run or of one machine');
  const long = rest.find((line) => line.length > LONGEST_LINE && !/\S{60}/.test(line));
  if (long !== undefined) problems.push(`a line of the body has ${long.length} characters; about 100 are allowed`);
  return [...problems, ...ofFooters(rest)];
}

function ofHeader(header: RegExpExecArray, { types, scope, scopeWords }: Rules): string[] {
  const [, type = '', scopeText, , summary = ''] = header;
  const problems: string[] = [];
  if (!types.includes(type)) problems.push(`expected one of the types ${types.join(', ')}, found "${type}"`);
  if (scope !== undefined && (scopeText === undefined || !scope.test(scopeText)))
    problems.push(`expected ${scopeWords} as scope, found ${scopeText === undefined ? 'none' : `"${scopeText}"`}`);
  if (summary.trim() === '') problems.push('the summary is empty');
  if (/[.!]$/.test(summary.trim())) problems.push('the summary ends with a period');
  if (NOT_IMPERATIVE.test(summary)) problems.push(`expected the imperative, found "${summary.split(' ', 1)[0]}"`);
  return problems;
}

/** The last paragraph counts as footers when each of its lines looks like one. */
function ofFooters(body: readonly string[]): string[] {
  const start = body.lastIndexOf('') + 1;
  const last = body.slice(start);
  if (last.length === 0 || !last.every((line) => FOOTER.test(line) || /^\s/.test(line))) return [];
  return last.flatMap((line) => {
    const name = FOOTER.exec(line)?.[1];
    if (name === undefined || /^(?:BREAKING[ -]CHANGE|Refs|Closes)$/i.test(name)) return [];
    return [`expected only the footers BREAKING CHANGE, Refs and Closes, found "${name}"`];
  });
}

/** @param messages as they are to be committed */
export function auditCommits(messages: readonly string[], source: CommitSource): AuditFinding[] {
  return messages.flatMap((message) =>
    commitProblems(message, source).map((problem) =>
      auditFinding({
        kind: 'commit-message',
        by: 'values',
        category: 'process',
        severity: 'minor',
        claim: `The commit message "${message.split('\n', 1)[0]?.slice(0, 80)}" breaks a rule: ${problem}`,
        evidence: `Rules of ${source}.`,
      }),
    ),
  );
}
