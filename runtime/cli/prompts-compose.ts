/** `okstra prompts compose`: prompts from facts or chains, printed or written. */
import { join, resolve } from 'node:path';
import { nearest } from '../config/nearest.ts';
import type { Notice } from '../model/failure.ts';
import { EXIT_CODES } from '../model/failure.ts';
import type { Chain, ChainSet, ComposedPrompt, Profile, PromptFolders, PromptResult } from '../prompts/index.ts';
import { CHAINS_FILE, composeChain, compose as composeProfiles, lintChains } from '../prompts/index.ts';
import { writeFileAtomic } from '../store/files.ts';
import type { CliContext, CommandEnd, CommandHandler } from './context.ts';
import { problemText } from './invalid-file.ts';
import type { Action } from './prompts-actions.ts';
import { actionOf } from './prompts-actions.ts';
import { factsOf, usage, valuesFor } from './prompts-facts.ts';
import { chainsFor, noteAll, placeOf, problemsOf, shownPath, usableProfiles } from './prompts-shared.ts';
import type { TokenCounter } from './prompts-tokens.ts';
import { tokenCounter, tokensText } from './prompts-tokens.ts';
import { renderTable } from './table.ts';

interface Work {
  readonly context: CliContext;
  readonly options: Readonly<Record<string, unknown>>;
  readonly top: string;
  readonly folders: PromptFolders;
  readonly counter: TokenCounter;
}

interface Made {
  /** Relative to the output folder. */
  readonly outputFile: string;
  readonly chain: string | null;
  readonly prompt: ComposedPrompt;
}

export const compose: CommandHandler = async (context, _args, options) => {
  const action = actionOf(options);
  const work = { context, options, ...(await placeOf(context)), counter: tokenCounter() };
  if (action === 'list') return listChains(work);
  if (action === 'lint') return lintOnly(work);
  const made = action === 'facts' ? [fromFacts(work)] : fromChains(work, action);
  for (const { prompt } of made) noteAll(context, prompt.notices);
  return options['stdout'] === true ? printed(made, work.counter) : written(work, made);
};

function fromFacts({ context, options, folders, counter }: Work): Made {
  const { profiles, hidden } = usableProfiles(folders);
  const facts = factsOf(options);
  const { values, open } = valuesFor(
    options,
    facts,
    profiles.flatMap((profile) => profile.placeholders),
  );
  const prompt = unwrap(composeProfiles({ facts, profiles, hidden, values, ...limits(options, counter) }));
  const left = open.filter((name) => prompt.text.includes(`{{${name}}}`));
  if (left.length > 0) context.note(`note: only a run has a value for ${left.join(', ')}; --set gives one here`);
  const name = Object.values(facts)
    .flat()
    .map((value) => value.replaceAll(/[^A-Za-z0-9._-]+/g, '-'))
    .join('-');
  return { outputFile: `${name}.md`, chain: null, prompt };
}

/** Nothing is put together before all that is asked for is in order. */
function fromChains({ context, options, folders, counter }: Work, action: Action): readonly Made[] {
  const set = chainsOf(context, options, folders);
  const wanted = action === 'all' ? set.chains : [chainOf(set, options['chain'] as string)];
  const known = usableProfiles(folders).profiles;
  const problems = lintChains({ ...set, chains: wanted }, new Set(known.map(({ id }) => id)));
  if (problems.length > 0) throw problemsOf(problems, 'chains that can be composed');
  noteAll(context, notInChains(wanted, known));
  const { values } = valuesFor(
    options,
    {},
    wanted.flatMap(({ profiles }) => profiles.flatMap((profile) => profile.placeholders)),
  );
  return wanted.map((chain) => ({
    outputFile: chain.outputFile,
    chain: chain.id,
    prompt: unwrap(composeChain(chain, { values, ...limits(options, counter) })),
  }));
}

/** A chain names files, so a profile of the same id that is nearer has no say in it. */
function notInChains(chains: readonly Chain[], profiles: readonly Profile[]): readonly Notice[] {
  const used = new Map(chains.flatMap((chain) => chain.profiles.map((profile) => [profile.id, profile.file])));
  return profiles
    .filter(({ id, file, source }) => source !== 'shipped' && used.has(id) && used.get(id) !== file)
    .map(({ id, file }) => ({
      code: 'profile-not-in-chain',
      message: `The chain takes "${id}" from ${used.get(id)}, which it names, not from ${file}.`,
    }));
}

function chainsOf(context: CliContext, options: Work['options'], folders: PromptFolders): ChainSet {
  const set = chainsFor(context, folders, options);
  if (set.file === undefined) {
    throw usage('chains-missing', `Expected a ${CHAINS_FILE}, found none in the project, of the user or shipped.`, {
      fix: '--manifest <file>',
    });
  }
  return set;
}

function chainOf(set: ChainSet, id: string): Chain {
  if (set.failures.length > 0) throw problemsOf(set.failures, 'chains that can be read');
  const chain = set.chains.find((one) => one.id === id);
  if (chain !== undefined) return chain;
  const ids = set.chains.map((one) => one.id);
  const meant = nearest(id, ids);
  throw usage('chain-unknown', `Expected one of the chains ${ids.join(', ')}, found "${id}".`, {
    fix: meant === undefined ? 'okstra prompts compose --list' : `--chain ${meant}`,
    ...(set.file === undefined ? {} : { place: { file: set.file } }),
  });
}

const limits = ({ maxTokens }: Work['options'], { count }: TokenCounter) => ({
  countTokens: count,
  ...(maxTokens === undefined ? {} : { maxTokens: maxTokens as number }),
});

function unwrap(result: PromptResult): ComposedPrompt {
  if (result.ok) return result.value;
  throw problemsOf(result.failure, 'a prompt that can be composed');
}

function printed(made: readonly Made[], { tokenizer }: TokenCounter): CommandEnd {
  const [only] = made;
  if (only === undefined || made.length > 1) throw new Error('one prompt is printed, no more and no fewer');
  const { text, ...rest } = only.prompt;
  return { exitCode: 0, text: text.trimEnd(), document: { ok: true, chain: only.chain, text, ...rest, tokenizer } };
}

function written({ context, options, top, counter }: Work, made: readonly Made[]): CommandEnd {
  const given = options['outDir'] as string | undefined;
  const folder = given === undefined ? join(top, 'okstra', 'composed') : resolve(context.cwd, given);
  const files = made.map(({ outputFile, chain, prompt }) => {
    const file = join(folder, outputFile);
    write(file, prompt.text);
    return { file, chain, tokens: prompt.tokens, parts: prompt.parts, sections: prompt.sections };
  });
  return {
    exitCode: 0,
    text: files.map(({ file, tokens }) => `${shownPath(file, context.cwd)}  ${tokensText(tokens, counter)} tokens`).join('\n'),
    document: { ok: true, outDir: folder, tokenizer: counter.tokenizer, files },
  };
}

function write(file: string, text: string): void {
  try {
    writeFileAtomic(file, text);
  } catch (error) {
    throw usage('not-writable', `Expected a file that can be written, found: ${(error as Error).message}.`, {
      fix: '--out-dir <folder> that you can write to.',
      place: { file },
    });
  }
}

function listChains({ context, options, folders }: Work): CommandEnd {
  const set = chainsOf(context, options, folders);
  if (set.failures.length > 0) throw problemsOf(set.failures, 'chains that can be read');
  const chains = set.chains.map(({ id, title = null, outputFile, parts }) => ({ id, title, outputFile, parts }));
  const rows = chains.map(({ id, title, outputFile, parts }) => [id, String(parts.length), outputFile, title ?? '']);
  return {
    exitCode: 0,
    text: renderTable(['chain', 'parts', 'output', 'title'], rows),
    document: { ok: true, manifest: set.file, chains },
  };
}

function lintOnly({ context, options, folders }: Work): CommandEnd {
  const set = chainsOf(context, options, folders);
  const known = new Set(usableProfiles(folders).profiles.map(({ id }) => id));
  const problems = lintChains(set, known);
  const isFine = problems.length === 0;
  return {
    exitCode: isFine ? 0 : EXIT_CODES.findings,
    text: isFine ? `${set.chains.length} chains: ok` : problems.map((problem) => problemText(problem)).join('\n'),
    document: { ok: isFine, manifest: set.file, chains: set.chains.length, problems },
  };
}
