/**
 * Composing a prompt with 200 profiles present and 20 selected, beside reading the same files from disk; and the tokens of the shipped
 * profiles per phase and role. `npm run bench prompts`
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KNOWN_VALUES } from '../runtime/prompts/facts.ts';
import { compose, executorPrompt, loadPromptLibrary, openPromptShelf, verifierPrompt } from '../runtime/prompts/index.ts';
import { executorInput, item, valueOf, verifierInput } from '../test/prompts/support.ts';
import { interleave, judge, machine, median, ms, print, roundsWanted } from './measure.ts';

const PRESENT = 200;
const SELECTED = 20;
const LIMIT = 3;

const rounds = roundsWanted(100);
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
  const begun = performance.now();
  const found = composeAll();
  const first = performance.now() - begun;
  if (found !== SELECTED) throw new Error(`expected ${SELECTED} parts, found ${found}`);
  const subjects = {
    read: timed(() => files.forEach((file) => readFileSync(file, 'utf8'))),
    compose: timed(composeAll),
  };
  const results = interleave(subjects, { rounds, warmUps: 20 });
  const medianOf = (name: keyof typeof subjects): number => median(results.get(name) ?? []);
  const [base, again] = [medianOf('read'), medianOf('compose')];
  print(`${machine()}\n${PRESENT} profiles, ${SELECTED} of them selected; medians of ${rounds} rounds, taken in turn`);
  print(
    `  ${'read the files'.padEnd(24)}${ms(base)}\n  ${'read them and compose'.padEnd(24)}${ms(again)}   ${(again / base).toFixed(2)} x`,
  );
  print(`  ${'the first time'.padEnd(24)}${ms(first)}   parsing included, before the code is optimised`);
  judge('compose / read', again / base, LIMIT, 'x');
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
