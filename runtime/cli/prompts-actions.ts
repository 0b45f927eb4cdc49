/** Which of its jobs `okstra prompts compose` is asked for, and which flags do not go together. */
import { factsOf, hasFacts, usage } from './prompts-facts.ts';

/** `facts`: the profiles that apply; the others are about chains. */
export type Action = 'facts' | 'chain' | 'all' | 'list' | 'lint';

const FLAGS = { chain: '--chain', all: '--all', list: '--list', lint: '--lint' } as const;

/** @throws OkstraError `flags-together` or `flag-alone`, a usage error */
export function actionOf(options: Readonly<Record<string, unknown>>): Action {
  const given = (Object.keys(FLAGS) as readonly (keyof typeof FLAGS)[]).filter((name) => options[name] !== undefined);
  const facts = hasFacts(factsOf(options));
  const named = [...given.map((name) => FLAGS[name]), ...(facts ? ['flags for facts'] : [])];
  if (named.length > 1) throw together(named);
  const action: Action = given[0] ?? (facts ? 'facts' : 'all');
  const isMaking = action !== 'list' && action !== 'lint';
  if (facts) refuse(options, { manifest: '--manifest' }, 'flags for facts');
  if (!isMaking) {
    refuse(options, { stdout: '--stdout', outDir: '--out-dir', maxTokens: '--max-tokens', set: '--set' }, FLAGS[action]);
  }
  if (options['stdout'] === true && options['outDir'] !== undefined) throw together(['--stdout', '--out-dir']);
  if (options['stdout'] === true && action === 'all') {
    throw usage('flag-alone', 'Expected --stdout with --chain or at least one flag for a fact, found neither.', {
      fix: 'okstra prompts compose --stdout --phase implementation --role executor',
    });
  }
  return action;
}

function refuse(options: Readonly<Record<string, unknown>>, flags: Readonly<Record<string, string>>, beside: string): void {
  const found = Object.entries(flags).find(([name]) => options[name] !== undefined);
  if (found !== undefined) throw together([beside, found[1]]);
}

const together = (flags: readonly string[]) =>
  usage('flags-together', `Expected only one of ${flags.join(', ')}, found them together.`, {
    fix: 'okstra prompts compose --help',
  });
