/** The deny-list: which commands are refused, for whom, and why. Each rule looks at the words of one command. */
import { changesDependencies } from './rule-dependencies.ts';
import { changesGit } from './rule-git.ts';
import { publishes, reachesOut } from './rule-outside.ts';
import { rewritesFiles, updatesSnapshots } from './rule-rewrite.ts';
import { deletes, redirectsCaches, writesFiles } from './rule-write.ts';

/**
 * Whose command it is. `check`: configured, run by okstra in a checkout of its own. `verifier`: a verifier says it ran it.
 * `reproducer`: given with a finding, to be run by okstra.
 */
export type Audience = 'check' | 'verifier' | 'reproducer';

export type RuleId =
  | 'rewrites-files'
  | 'updates-snapshots'
  | 'changes-dependencies'
  | 'changes-git'
  | 'publishes'
  | 'reaches-out'
  | 'deletes'
  | 'writes-files'
  | 'redirects-caches'
  | 'masks-failures';

/** One command as the rules see it: the program's bare name, its words, and what the line sets for it. */
export interface Invocation {
  readonly program: string;
  readonly args: readonly string[];
  /** Variables that the line sets, whether before the command or earlier. */
  readonly env: Readonly<Record<string, string>>;
  readonly writes: readonly string[];
  readonly pipedFrom?: readonly string[];
  readonly audience: Audience;
  /** Whether a connection to another machine is expected of it. */
  readonly network: boolean;
}

/** Why a command is refused; undefined: this rule has nothing against it. */
export type Rule = (invocation: Invocation) => string | undefined;

export const RULES: readonly { readonly id: RuleId; readonly rule: Rule }[] = [
  { id: 'updates-snapshots', rule: updatesSnapshots },
  { id: 'rewrites-files', rule: rewritesFiles },
  { id: 'changes-dependencies', rule: changesDependencies },
  { id: 'changes-git', rule: changesGit },
  { id: 'publishes', rule: publishes },
  { id: 'reaches-out', rule: reachesOut },
  { id: 'deletes', rule: deletes },
  { id: 'writes-files', rule: writesFiles },
  { id: 'redirects-caches', rule: redirectsCaches },
];

/** They print, compare or look, whatever words they are given. */
export const READERS: ReadonlySet<string> = new Set(
  '[ [[ : ack ag basename cat cd cmp column comm cut date df diff dirname du echo egrep expr false fgrep file grep head hostname id jq ls md5sum nl od pgrep printenv printf ps pwd readlink realpath return rg seq sha1sum sha256sum sleep sort stat strings tac tail test tr tree true tty type uname uniq wc which whoami xxd yes'.split(
    ' ',
  ),
);
