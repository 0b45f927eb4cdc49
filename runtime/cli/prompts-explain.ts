/** `okstra prompts explain`: why each profile is in a prompt or not, where its sections come from, what it weighs. */
import type { Explanation, Facts, FoundProfiles } from '../prompts/index.ts';
import { compareExplanations, explain as explainProfiles } from '../prompts/index.ts';
import type { CliContext, CommandEnd, CommandHandler } from './context.ts';
import { factsOf, parseFacts, usage, valuesFor } from './prompts-facts.ts';
import { noteAll, placeOf, problemsOf, usableProfiles } from './prompts-shared.ts';
import type { TokenCounter } from './prompts-tokens.ts';
import { tokenCounter, tokensText } from './prompts-tokens.ts';
import type { Cell } from './table.ts';
import { colour, renderTable } from './table.ts';

export const explain: CommandHandler = async (context, _args, options) => {
  const { folders } = await placeOf(context);
  const sets = diffSets(options);
  const counter = tokenCounter();
  const found = usableProfiles(folders);
  const facts = factsOf(options);
  const ask = (own: Facts): Explanation => explanation(found, { ...facts, ...own }, options, counter);
  return sets === undefined
    ? one(context, facts, ask({}), counter)
    : difference(
        sets.map((own) => ({ facts: { ...facts, ...own }, explained: ask(own) })),
        counter,
      );
};

/** Two sets of facts, each laid over those of the flags; undefined without `--diff`. */
function diffSets(options: Readonly<Record<string, unknown>>): readonly Facts[] | undefined {
  const given = options['diff'] as readonly string[] | undefined;
  if (given === undefined) return undefined;
  if (given.length !== 2) {
    throw usage('diff-two', `Expected --diff with two sets of facts, found ${given.length}.`, {
      fix: 'okstra prompts explain --phase implementation --role executor --diff mode:strict mode:parallel',
    });
  }
  return given.map(parseFacts);
}

function explanation(
  { profiles, hidden }: FoundProfiles,
  facts: Facts,
  options: Readonly<Record<string, unknown>>,
  { count }: TokenCounter,
): Explanation {
  const { values } = valuesFor(
    options,
    facts,
    profiles.flatMap((profile) => profile.placeholders),
  );
  const maxTokens = options['maxTokens'] as number | undefined;
  const limit = maxTokens === undefined ? {} : { maxTokens };
  const result = explainProfiles({ facts, profiles, hidden, values, countTokens: count, ...limit });
  if (!result.ok) throw problemsOf(result.failure, 'a prompt that can be composed');
  return result.value;
}

function one(context: CliContext, facts: Facts, explained: Explanation, counter: TokenCounter): CommandEnd {
  const { parts, sections, tokens, notices } = explained;
  noteAll(context, notices);
  const rows = parts.map(({ id, source, included, reason, priority, tokens: own }): readonly Cell[] => [
    included ? { text: 'in', style: 'green' } : { text: 'out', style: 'dim' },
    id,
    source,
    String(priority),
    tokensText(own, counter),
    reason,
  ]);
  const changed = sections.map(({ title, level, from, changedBy = [] }) => [
    `${'#'.repeat(level)} ${title}`,
    from,
    changedBy.map(({ id, strategy }) => `${id} (${strategy})`).join(', '),
  ]);
  return {
    exitCode: 0,
    text: [
      renderTable(['', 'profile', 'from', 'priority', 'tokens', 'why'], rows),
      '',
      renderTable(['section', 'from', 'changed by'], changed),
      '',
      `${tokensText(tokens, counter)} tokens${counter.tokenizer === null ? ' (characters / 4)' : ` (${counter.tokenizer})`}, without the item and what okstra saw`,
    ].join('\n'),
    document: { ok: true, facts, parts, sections, tokens, tokenizer: counter.tokenizer, notices },
  };
}

interface Side {
  readonly facts: Facts;
  readonly explained: Explanation;
}

function difference(sides: readonly Side[], counter: TokenCounter): CommandEnd {
  const [first, second] = sides;
  if (first === undefined || second === undefined) throw new Error('two sets of facts are compared');
  const change = compareExplanations(first.explained, second.explained);
  const { added, removed, sections } = change;
  const lines = [
    ...removed.map(({ id, reason, tokens }) => line('-', 'red', `${id} (${tokensText(tokens, counter)} tokens): ${reason}`)),
    ...added.map(({ id, reason, tokens }) => line('+', 'green', `${id} (${tokensText(tokens, counter)} tokens): ${reason}`)),
    ...sections.removed.map(({ title, from }) => line('-', 'red', `section "${title}" of ${from}`)),
    ...sections.added.map(({ title, from }) => line('+', 'green', `section "${title}" of ${from}`)),
  ];
  const tokens = `${tokensText(first.explained.tokens, counter)} tokens, then ${tokensText(second.explained.tokens, counter)}`;
  return {
    exitCode: 0,
    text: [...(lines.length === 0 ? ['no part and no section changes'] : lines), tokens].join('\n'),
    document: {
      ok: true,
      tokenizer: counter.tokenizer,
      first: { facts: first.facts, ...first.explained },
      second: { facts: second.facts, ...second.explained },
      change,
    },
  };
}

const line = (mark: string, style: 'green' | 'red', text: string): string => colour(style, `${mark} ${text}`);
