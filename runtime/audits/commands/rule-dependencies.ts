/** Package managers: what changes a manifest, a lockfile or what is installed. Frozen installs are fine. */
import type { Rule } from './rules.ts';
import { has, hasShort, operands } from './words.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Subcommands that change something, whatever flags stand beside them. */
const CHANGING: Readonly<Record<string, ReadonlySet<string>>> = {
  npm: words(
    'install i in ins inst insta instal isnt isnta isntal add install-test it link ln uninstall un unlink remove rm r update up upgrade udpate dedupe ddp prune shrinkwrap init create version set',
  ),
  pnpm: words('add update up upgrade remove rm uninstall un link ln unlink prune import patch patch-commit self-update'),
  yarn: words('add remove up upgrade upgrade-interactive link unlink import set plugin patch-commit'),
  bun: words('add a update remove rm link unlink patch'),
  cargo: words('update add remove rm install uninstall generate-lockfile upgrade'),
  poetry: words('add update remove self'),
  pipenv: words('update lock uninstall upgrade'),
  pdm: words('add update remove'),
  rye: words('add remove lock sync'),
  uv: words('add remove'),
  conda: words('install update upgrade remove uninstall create'),
  mamba: words('install update upgrade remove create'),
  bundle: words('update add remove lock'),
  bundler: words('update add remove lock'),
  gem: words('install update uninstall'),
  composer: words('update u upgrade require remove'),
  go: words('get install'),
  pod: words('install update'),
  pub: words('add upgrade remove'),
  lerna: words('add bootstrap'),
  corepack: words('use up'),
  brew: words('install upgrade uninstall reinstall tap'),
  apt: words('install remove purge upgrade dist-upgrade full-upgrade autoremove'),
  'apt-get': words('install remove purge upgrade dist-upgrade autoremove'),
  dnf: words('install remove upgrade update'),
  yum: words('install remove upgrade update'),
  apk: words('add del upgrade'),
  pacman: words('-S -Sy -Syu -R -U'),
  choco: words('install upgrade uninstall'),
  winget: words('install upgrade uninstall'),
  snap: words('install remove refresh'),
  'nix-env': words('-i -iA -u -e'),
};

/** Subcommands that are fine with one of these flags. */
const FROZEN: Readonly<Record<string, { readonly when: ReadonlySet<string>; readonly flags: readonly string[] }>> = {
  pnpm: { when: words('install i dedupe'), flags: ['--frozen-lockfile', '--check', '--offline-frozen'] },
  yarn: { when: words('install dedupe'), flags: ['--frozen-lockfile', '--immutable', '--check', '--immutable-cache'] },
  bun: { when: words('install i'), flags: ['--frozen-lockfile'] },
  poetry: { when: words('lock'), flags: ['--check'] },
  pipenv: { when: words('install'), flags: ['--deploy', '--ignore-pipfile'] },
  pdm: { when: words('lock'), flags: ['--check'] },
  uv: { when: words('lock'), flags: ['--check', '--locked', '--frozen'] },
};

const VALUED = [
  '--prefix',
  '-C',
  '--dir',
  '--cwd',
  '-w',
  '--workspace',
  '--filter',
  '-F',
  '--manifest-path',
  '--project',
  '--directory',
];

export const changesDependencies: Rule = ({ program, args }) => {
  const given = operands(
    args.filter((word) => !word.startsWith('+')),
    VALUED,
  );
  const [first = program === 'yarn' ? 'install' : '', second = ''] = given;
  if (has(args, '--dry-run', '--help', '--version') || (program === 'yarn' && given.length === 0 && has(args, '-v', '-h')))
    return undefined;
  if (program === 'pacman' || program === 'nix-env') {
    return args.some((word) => CHANGING[program]?.has(word)) ? `${program} changes what is installed` : undefined;
  }
  if (Object.hasOwn(CHANGING, program) && CHANGING[program]?.has(first)) return `${program} ${first} changes dependencies`;
  const frozen = Object.hasOwn(FROZEN, program) ? FROZEN[program] : undefined;
  if (frozen?.when.has(first) && !has(args, ...frozen.flags))
    return `${program} ${first} may change the lockfile; ${frozen.flags[0]} does not`;
  return ofSecondWord(program, first, second, args);
};

function ofSecondWord(program: string, first: string, second: string, args: readonly string[]): string | undefined {
  if (program === 'pip' || (program === 'uv' && first === 'pip')) {
    const sub = program === 'pip' ? first : second;
    const upgrades = has(args, '-U', '--upgrade') || hasShort(args, 'U');
    if (sub === 'uninstall' || (sub === 'install' && upgrades)) return `pip ${sub} changes what is installed`;
  }
  if (program === 'uv' && first === 'sync' && has(args, '-U', '--upgrade')) return 'uv sync --upgrade changes the lockfile';
  if (program === 'npm' && first === 'audit' && second === 'fix') return 'npm audit fix changes dependencies';
  if (program === 'npm' && first === 'pkg' && second !== 'get') return `npm pkg ${second} changes package.json`;
  if (program === 'pnpm' && first === 'audit' && has(args, '--fix')) return 'pnpm audit --fix changes dependencies';
  if (program === 'bun' && first === 'pm' && second === 'trust') return 'bun pm trust changes package.json';
  if (program === 'go' && first === 'mod' && goModChanges(second, args)) return `go mod ${second} changes go.mod`;
  if (program === 'go' && first === 'work' && ['sync', 'use', 'edit', 'init'].includes(second))
    return `go work ${second} changes go.work`;
  if (program === 'mix' && /^deps\.(?:update|unlock|clean)$/.test(first)) return `mix ${first} changes dependencies`;
  if (program === 'dotnet' && (first === 'add' || first === 'remove')) return `dotnet ${first} changes the project`;
  if ((program === 'dart' || program === 'flutter') && first === 'pub' && ['add', 'upgrade', 'remove'].includes(second))
    return `${program} pub ${second} changes dependencies`;
  if (program === 'swift' && first === 'package' && second === 'update') return 'swift package update changes dependencies';
  if (program === 'rustup' && ['update', 'install', 'default'].includes(first)) return `rustup ${first} changes the toolchain`;
  if (/^gradlew?$/.test(program) && has(args, '--write-locks', '--update-locks', '--write-verification-metadata'))
    return 'gradle writes its lock files';
  if (/^mvnw?$/.test(program) && args.some((word) => /^versions:(?:set|use|update|revert|commit)/.test(word)))
    return 'maven changes versions';
  return undefined;
}

function goModChanges(sub: string, args: readonly string[]): boolean {
  if (sub === 'tidy') return !has(args, '-diff');
  if (sub === 'edit') return !has(args, '-json', '-print');
  return sub === 'init' || sub === 'vendor';
}
