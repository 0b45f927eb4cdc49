/** Git: only what reads is fine. */
import type { Rule } from './rules.ts';
import { has } from './words.ts';

const READING: ReadonlySet<string> = new Set(
  'annotate archive blame cat-file check-attr check-ignore check-mailmap check-ref-format cherry count-objects describe diff diff-files diff-index diff-tree for-each-ref format-patch fsck grep help log ls-files ls-remote ls-tree merge-base merge-tree name-rev range-diff rev-list rev-parse shortlog show show-branch show-ref status var verify-commit verify-pack verify-tag version whatchanged'.split(
    ' ',
  ),
);

const CHANGING: ReadonlySet<string> = new Set(
  'add am apply bisect checkout checkout-index cherry-pick clean clone commit commit-graph commit-tree fast-import fetch filter-branch filter-repo gc init maintenance merge merge-index mktag mktree mv pack-refs prune pull push read-tree rebase replace rerere reset restore revert rm send-email sparse-checkout stash switch update-index update-ref worktree write-tree'.split(
    ' ',
  ),
);

/** Flags of git itself that take the next word. */
const VALUED = new Set(['-C', '-c', '--git-dir', '--work-tree', '--namespace', '--exec-path', '--super-prefix', '--config-env']);

/** Subcommands that read or change, depending on what follows. */
const DEPENDS: Readonly<Record<string, (rest: readonly string[], words: readonly string[]) => boolean>> = {
  apply: (rest) => !has(rest, '--check', '--stat', '--numstat', '--summary') || has(rest, '--apply'),
  bisect: (_, [first]) => first !== 'log' && first !== 'view' && first !== 'visualize',
  branch: (rest, given) =>
    !lists(rest, given) ||
    has(
      rest,
      '-d',
      '-D',
      '-m',
      '-M',
      '-c',
      '-C',
      '-f',
      '--delete',
      '--move',
      '--copy',
      '--force',
      '--set-upstream-to',
      '-u',
      '--unset-upstream',
      '--edit-description',
    ),
  config: (rest, given) =>
    !(
      has(rest, '--get', '--get-all', '--get-regexp', '--get-urlmatch', '--list', '-l', '--show-origin') ||
      given[0] === 'get' ||
      given[0] === 'list' ||
      (given.length === 1 && !has(rest, '--unset', '--unset-all', '--edit', '-e', '--add'))
    ),
  'hash-object': (rest) => has(rest, '-w'),
  lfs: (_, [first]) => !['ls-files', 'status', 'env', 'version', 'locks', 'logs'].includes(first ?? ''),
  notes: (_, [first]) => first !== undefined && first !== 'list' && first !== 'show',
  reflog: (_, [first]) => first === 'expire' || first === 'delete' || first === 'drop',
  remote: (_, [first]) => first !== undefined && first !== 'show' && first !== 'get-url',
  stash: (_, [first]) => first !== 'list' && first !== 'show',
  submodule: (_, [first]) => first !== undefined && first !== 'status' && first !== 'summary',
  'symbolic-ref': (rest, given) => given.length > 1 || has(rest, '-d', '--delete'),
  tag: (rest, given) =>
    has(rest, '-d', '--delete', '-a', '-s', '-f', '-m') ||
    (given.length > 0 && !has(rest, '-l', '--list', '--contains', '--points-at', '--merged', '-n', '-v', '--verify')),
  'update-index': (rest) => !(has(rest, '--refresh', '-q', '--really-refresh') && rest.length <= 2),
  worktree: (_, [first]) => first !== 'list',
};

const lists = (rest: readonly string[], given: readonly string[]): boolean =>
  given.length === 0 ||
  has(
    rest,
    '--list',
    '-l',
    '--contains',
    '--no-contains',
    '--merged',
    '--no-merged',
    '--points-at',
    '--show-current',
    '-a',
    '-r',
    '-v',
    '-vv',
  );

export const changesGit: Rule = ({ program, args }) => {
  if (program === 'gh' || program !== 'git') return undefined;
  let at = 0;
  for (; (args[at] ?? '').startsWith('-'); at += 1) {
    const word = args[at] ?? '';
    // An alias or a hook given on the command line can be any command.
    if (word === '-c' && /^(?:alias\.|core\.(?:hookspath|sshcommand|pager|editor|fsmonitor))/i.test(args[at + 1] ?? ''))
      return `git -c ${args[at + 1]} can start any command`;
    if (VALUED.has(word)) at += 1;
  }
  const sub = args[at];
  if (sub === undefined) return undefined;
  const rest = args.slice(at + 1);
  if (has(rest, '--help', '-h')) return undefined;
  const given = rest.filter((word) => !word.startsWith('-'));
  const depends = Object.hasOwn(DEPENDS, sub) ? DEPENDS[sub] : undefined;
  if (depends !== undefined) return depends(rest, given) ? `git ${sub} changes the repository` : undefined;
  if (READING.has(sub)) return undefined;
  return CHANGING.has(sub) &&
    !(sub === 'add' && has(rest, '--dry-run', '-n')) &&
    !(sub === 'clean' && has(rest, '--dry-run', '-n'))
    ? `git ${sub} changes the repository`
    : undefined;
};
