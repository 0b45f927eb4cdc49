/** The checks of a project against the deny-list, before anything is run. Pure. */
import type { CheckSpec } from '../../model/evidence.ts';
import type { Failure, Notice, Place } from '../../model/failure.ts';
import { type CommandRuling, judgeCommand } from './judge.ts';
import type { RuleId } from './rules.ts';
import type { Scripts } from './scripts.ts';
import { quoteWord } from './shell.ts';

type Declared = Pick<CheckSpec, 'label' | 'category' | 'cmd' | 'cwd' | 'env' | 'network'>;

export interface DeniedCheck {
  readonly check: Declared;
  readonly ruling: Extract<CommandRuling, { denied: true }>;
}

/** @param scriptsAt the scripts of the package.json that holds in a folder of the repository */
export function deniedChecks(checks: readonly Declared[], scriptsAt: (cwd: string) => Scripts): readonly DeniedCheck[] {
  return checks.flatMap((check) => {
    const ruling = judgeCommand(lineOf(check), { scripts: scriptsAt(check.cwd), network: check.network });
    return ruling.denied ? [{ check, ruling }] : [];
  });
}

/** Variables can be what makes a command write: `INSTA_UPDATE`. They hold for all of the line. */
const lineOf = ({ cmd, env }: Declared): string =>
  [...Object.entries(env).map(([name, value]) => `export ${name}=${quoteWord(value)}`), cmd].join('\n');

/** What a check that is refused should be instead. */
const INSTEAD: Readonly<Record<RuleId, string>> = {
  'rewrites-files': 'Declare the form that only looks (prettier --check, eslint without --fix, gofmt -l)',
  'updates-snapshots': 'Declare it without the flag or variable that rewrites snapshots and goldens',
  'changes-dependencies': 'Put the frozen install (npm ci, pnpm install --frozen-lockfile) into worktree.setup',
  'changes-git': 'Declare a command that only reads the repository (git diff --exit-code)',
  publishes: 'Take the step out: a check has no effect outside its checkout',
  'reaches-out': 'Take the step out: a check may read from other machines, not change them or run what they send',
  deletes: 'Name what it may delete: paths inside the checkout',
  'writes-files': 'Write to a temporary folder',
  'redirects-caches': 'Leave caches where they are',
  'masks-failures': 'Let the failure through',
};

/** `"prettier --write ." behind npm run lint`, and the rule: what both failure and notice say. */
function seen({ ruling }: DeniedCheck): string {
  const { words, via, rule, why } = ruling;
  const path = via.length === 0 ? '' : ` behind ${via.map((each) => `"${each}"`).join(' > ')}`;
  return `"${words.join(' ')}"${path} (${rule}: ${why})`;
}

/** A configured check is refused, so that whoever declared it declares another. */
export function deniedFailure(denied: DeniedCheck, place: Place): Failure {
  const { check, ruling } = denied;
  const name = `checks.${check.category} "${check.label}"`;
  return {
    category: 'contract',
    code: 'check-denied',
    message: `Expected ${name} (${check.cmd}) to leave code and everything else as it is, found ${seen(denied)}.`,
    fix: `${INSTEAD[ruling.rule]}, as ${name} in okstra.yaml.`,
    place,
    details: { check: check.label, category: check.category, cmd: check.cmd, ...ruling },
  };
}

/** Commands of an item are run word for word; that one of them would be refused elsewhere is worth knowing. */
export const deniedNotice = (denied: DeniedCheck): Notice => ({
  code: 'item-command-denied',
  message: `The item's command ${denied.check.cmd} is run as it stands, though a configured check may not be like it: ${seen(denied)}.`,
  fix: `${INSTEAD[denied.ruling.rule]}, in the item.`,
});
