/**
 * Composing a prompt with 200 profiles present and 20 selected, beside reading the same files from disk, in a process that has done so
 * before and in fresh ones; and the tokens of the shipped profiles per phase and role. Nothing is remembered from one time to the next.
 * `npm run bench prompts`
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KNOWN_VALUES } from '../runtime/prompts/facts.ts';
import { compose, executorPrompt, loadPromptLibrary, openPromptShelf, verifierPrompt } from '../runtime/prompts/index.ts';
import { executorInput, item, valueOf, verifierInput } from '../test/prompts/support.ts';
import { interleave, judge, machine, median, ms, print, roundsWanted, time } from './measure.ts';

const PRESENT = 200;
const SELECTED = 20;
const LIMIT = 3;
/** The first time the code itself has to be read and is not optimised: no limit, but told. */
const FRESH_ROUNDS = 11;
const ONCE = join(import.meta.dirname, 'prompts', 'once.ts');

const rounds = roundsWanted(300);
const top = mkdtempSync(join(tmpdir(), 'okstra-bench-'));
try {
  ratio(top);
} finally {
  rmSync(top, { recursive: true, force: true });
}
tokens();

function ratio(folder: string): void {
  const prompts = join(folder, 'prompts');
  makeProfiles(prompts);
  const files = readdirSync(prompts).map((name) => join(prompts, name));
  const facts = { phase: 'implementation', role: 'executor' } as const;
  const composeAll = (): number => {
    const shelf = openPromptShelf({ shipped: prompts });
    return valueOf(compose({ ...shelf.at('execute'), facts })).parts.length;
  };
  const found = composeAll();
  if (found !== SELECTED) throw new Error(`expected ${SELECTED} parts, found ${found}`);
  const again = interleave(
    { read: timed(() => files.forEach((file) => readFileSync(file, 'utf8'))), compose: timed(composeAll) },
    { rounds, warmUps: rounds },
  );
  const once = (what: string) => () => Number(time([process.execPath, ONCE, what, prompts]).stdout);
  const fresh = interleave({ read: once('read'), compose: once('compose') }, { rounds: FRESH_ROUNDS, warmUps: 1 });

  print(
    `${machine()}\n${PRESENT} profiles, ${SELECTED} of them selected; read and composed in turn; nothing is remembered between rounds`,
  );
  const times = show(`again in one process (${rounds} rounds)`, again);
  show(`for the first time, in fresh processes (${FRESH_ROUNDS} rounds), the code being read and not yet optimised`, fresh);
  // What else runs on the machine takes more from the longer of the two: the fastest rounds compare the work itself.
  judge('compose / read, again, fastest', times.fastest, LIMIT, 'x');
}

function show(title: string, results: ReadonlyMap<string, readonly number[]>): { readonly fastest: number } {
  const [read, composed] = ['read', 'compose'].map((name) => {
    const own = results.get(name) ?? [];
    return { median: median(own), fastest: Math.min(...own) };
  });
  if (read === undefined || composed === undefined) throw new Error('both are measured');
  const fastest = composed.fastest / read.fastest;
  print(`  ${title}`);
  print(`    ${'read the files'.padEnd(26)}median ${ms(read.median)}            fastest ${ms(read.fastest)}`);
  print(
    `    ${'read, parse and compose'.padEnd(26)}median ${ms(composed.median)}   ${(composed.median / read.median).toFixed(2)} x   fastest ${ms(composed.fastest)}   ${fastest.toFixed(2)} x`,
  );
  return { fastest };
}

function timed(act: () => void): () => number {
  return () => {
    const from = performance.now();
    act();
    return performance.now() - from;
  };
}

/** Profiles as people write them: some rules below a heading of their own, for facts that mostly do not hold. */
function makeProfiles(folder: string): void {
  mkdirSync(folder);
  for (const name of ['item-spec-executor.md', 'item-spec-verifier.md']) writeFileSync(join(folder, name), '{{SPEC_BODY}}\n');
  for (let n = 0; n < PRESENT; n += 1) {
    const isSelected = n % (PRESENT / SELECTED) === 0;
    const front = {
      id: `part-${String(n).padStart(3, '0')}`,
      kind: 'overlay',
      appliesWhen: isSelected ? ['role:executor'] : [`role:verifier&language:lang-${n}`, `label:topic-${n}`],
      priority: 10 + (n % 40),
      conflictsWith: [],
      overridesSections: [],
    };
    const rules = Array.from(
      { length: 8 },
      (_, index) => `- Rule ${index} of part ${n}: say what to do and what counts as evidence for it.`,
    );
    writeFileSync(
      join(folder, `${front.id}.md`),
      `---\n${JSON.stringify(front, undefined, 2)}\n---\n\n## Topic ${n}\n\nWhat this part is about, in a sentence or two, as profiles have it.\n\n${rules.join('\n')}\n\n### More of ${n}\n\n\`\`\`sh\nnpm test\n\`\`\`\n`,
    );
  }
}

/** Figures of the shipped profiles alone, and of whole prompts without the text of the item. */
function tokens(): void {
  const library = loadPromptLibrary();
  print('\nTokens of the shipped profiles (~, characters / 4), one language, mode strict');
  print(`  ${'phase'.padEnd(26)}${KNOWN_VALUES.role.map((role) => role.padStart(14)).join('')}`);
  for (const phase of KNOWN_VALUES.phase) {
    const figures = KNOWN_VALUES.role.map((role) => {
      const facts = { phase, role, mode: 'strict', level: 'cross', source: 'spec-folders', language: 'typescript' };
      const composed = compose({ ...library, facts });
      return (composed.ok ? `~${composed.value.tokens}` : '-').padStart(14);
    });
    print(`  ${phase.padEnd(26)}${figures.join('')}`);
  }
  print('\nWhole prompts of a small item, without its own text');
  const ownText = item().body.length;
  const setting = { language: ['typescript'] };
  const without = (text: string): number => Math.ceil((text.length - ownText) / 4);
  judge('executor', without(valueOf(executorPrompt(executorInput(setting))).text), 1_800, 'tokens');
  judge('verifier', without(valueOf(verifierPrompt(verifierInput(setting))).text), 1_500, 'tokens');
  judge(
    'verifier, level light',
    without(valueOf(verifierPrompt(verifierInput({ ...setting, level: 'light' }))).text),
    1_500,
    'tokens',
  );
}
