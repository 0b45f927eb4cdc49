/** Facts and values of the flags of `okstra prompts`. */
import { nearest } from '../config/nearest.ts';
import type { FailureFacts } from '../model/failure.ts';
import { fail } from '../model/failure.ts';
import type { FactName, Facts, Placeholder, PromptValue } from '../prompts/index.ts';
import { KNOWN_VALUES, RUN_VALUES } from '../prompts/index.ts';

type Options = Readonly<Record<string, unknown>>;

const FACTS = ['phase', 'role', 'language', 'mode', 'agent', 'source', 'level', 'label'] as const satisfies readonly FactName[];

/** Only the facts that were given. */
export function factsOf(options: Options): Facts {
  return Object.fromEntries(FACTS.flatMap((fact) => (options[fact] === undefined ? [] : [[fact, options[fact]]]))) as Facts;
}

export const hasFacts = (facts: Facts): boolean => Object.keys(facts).length > 0;

/** `role:verifier,mode:strict`; `&` does as well as a comma. A fact that comes again has several values. */
export function parseFacts(text: string): Facts {
  const facts: Record<string, readonly string[]> = {};
  for (const term of text.split(/[,&]/).map((part) => part.trim())) {
    const [, fact = '', value = ''] = /^([a-z]+):([A-Za-z0-9][A-Za-z0-9._+#-]*)$/.exec(term) ?? [];
    if (!FACTS.some((name) => name === fact)) {
      throw usage('facts-syntax', `Expected facts such as role:verifier,mode:strict, found "${text}".`, {
        fix: `Use the facts ${FACTS.join(', ')}, each with a colon and its value.`,
      });
    }
    requireKnown(fact, value);
    facts[fact] = [...(facts[fact] ?? []), value];
  }
  for (const [fact, values] of Object.entries(facts)) {
    if (values.length > 1 && fact !== 'language' && fact !== 'label') {
      throw usage('facts-syntax', `Expected one ${fact}, found ${values.join(' and ')}.`, { fix: `Name one ${fact}.` });
    }
  }
  return facts;
}

function requireKnown(fact: string, value: string): void {
  const known: readonly string[] | undefined = fact in KNOWN_VALUES ? KNOWN_VALUES[fact as keyof typeof KNOWN_VALUES] : undefined;
  if (known === undefined || known.includes(value)) return;
  throw usage('facts-value', `Expected ${fact} to be one of ${known.join(', ')}, found "${value}".`, {
    fix: `Write ${fact}:${nearest(value, known) ?? known[0]}.`,
  });
}

/** `NAME=value` entries. */
function valuesOf(options: Options): Readonly<Record<string, string>> {
  const entries = (options['set'] as readonly string[] | undefined) ?? [];
  return Object.fromEntries(
    entries.map((entry) => {
      const [, name, value = ''] = /^([A-Z][A-Z0-9_]*)=([^]*)$/.exec(entry) ?? [];
      if (name === undefined) {
        throw usage('set-syntax', `Expected --set NAME=value with a name in upper case, found "${entry}".`, {
          fix: '--set TEAM=blue',
        });
      }
      return [name, value];
    }),
  );
}

export interface GivenValues {
  readonly values: Readonly<Record<string, PromptValue>>;
  /** Names of values that only a run knows; they stay as they are. */
  readonly open: readonly string[];
}

/** Values of `--set` and of the facts. What only a run knows is left as `{{NAME}}`, and told. */
export function valuesFor(options: Options, facts: Facts, placeholders: readonly Placeholder[]): GivenValues {
  const set = valuesOf(options);
  const names = new Set(placeholders.map(({ name }) => name));
  for (const name of Object.keys(set)) {
    if (names.has(name)) continue;
    const meant = nearest(name, names);
    throw usage('set-unknown', `Expected --set with a placeholder that a profile declares, found ${name}.`, {
      fix: meant === undefined ? `Declared: ${[...names].join(', ') || 'none'}.` : `--set ${meant}=…`,
    });
  }
  const known = Object.fromEntries(
    FACTS.flatMap((fact) => {
      const value = [facts[fact] ?? []].flat().join(', ');
      return value === '' ? [] : [[fact === 'language' ? 'LANGUAGES' : fact.toUpperCase(), value]];
    }),
  );
  const open = Object.keys(RUN_VALUES).filter((name) => names.has(name) && known[name] === undefined && set[name] === undefined);
  return { values: { ...Object.fromEntries(open.map((name) => [name, `{{${name}}}`])), ...known, ...set }, open };
}

export const usage = (code: string, message: string, facts: FailureFacts) => fail('usage', code, message, facts);
