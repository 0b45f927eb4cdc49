/** Formatters and fixers that change files, and updates of snapshots and golden files. */
import type { Invocation, Rule } from './rules.ts';
import { flagsOf, has, hasShort, operands } from './words.ts';

const READ_ONLY_PRINTERS = new Set([
  'echo',
  'printf',
  'grep',
  'egrep',
  'fgrep',
  'rg',
  'ag',
  'cat',
  'test',
  '[',
  'git',
  'which',
  'type',
]);

/** These rewrite files unless one of the flags stands beside them. */
const WRITES_UNLESS: Readonly<Record<string, readonly string[]>> = {
  black: ['--check', '--diff', '--version', '--help', '-h'],
  isort: ['--check', '--check-only', '-c', '--diff', '--version', '--help'],
  rustfmt: ['--check', '--version', '--help', '--print-config', '--emit'],
  'cargo fmt': ['--check', '--version', '--help'],
  'dart format': ['--output'],
  'deno fmt': ['--check'],
  'dprint fmt': [],
  'go fmt': ['-n'],
  'mix format': ['--check-formatted', '--dry-run'],
  'ruff format': ['--check', '--diff'],
  'terraform fmt': ['-check', '--check'],
  'tofu fmt': ['-check', '--check'],
  'zig fmt': ['--check'],
  'nx format:write': [],
  scalafmt: ['--test', '--check', '--list'],
  swiftformat: ['--lint', '--dryrun'],
  'google-java-format -i': [],
  'php-cs-fixer fix': ['--dry-run'],
  pint: ['--test'],
  'dotnet format': ['--verify-no-changes'],
};

/** These rewrite files with one of the flags, or as this subcommand. */
const WRITES_WITH: Readonly<Record<string, readonly string[]>> = {
  prettier: ['-w'],
  gofmt: ['-w'],
  gofumpt: ['-w'],
  goimports: ['-w'],
  gci: ['-w'],
  shfmt: ['-w'],
  yapf: ['-i', '--in-place'],
  autopep8: ['-i', '--in-place'],
  autoflake: ['-i', '--in-place'],
  pyupgrade: [],
  'clang-format': ['-i'],
  'clang-tidy': ['-fix', '-fix-errors'],
  buf: ['-w'],
  rubocop: ['-a', '-A', '--autocorrect', '--autocorrect-all', '--auto-correct', '--auto-correct-all'],
  standardrb: ['--fix-unsafely'],
  ktlint: ['-F', '--format'],
  swiftlint: ['--autocorrect'],
  biome: ['--apply', '--apply-unsafe'],
  oxlint: ['--fix-suggestions', '--fix-dangerously'],
  ruff: ['--fix-only', '--add-noqa', '--unsafe-fixes'],
  yq: ['-i', '--inplace', '--in-place'],
  sed: ['-i', '--in-place'],
  ncu: ['-u', '--upgrade'],
  dprint: [],
};

const FIXING_TASKS =
  /^:?(?:[\w:.-]*:)?(?:spotlessApply|ktlintFormat|formatKotlin|lintFix|googleJavaFormat|scalafmtAll|scalafmt)$/;
const MAVEN_FIXES = /^(?:[\w.-]+:)?(?:spotless:apply|formatter:format|fmt:format|rewrite:run)$/;

export const rewritesFiles: Rule = ({ program, args }) => {
  if (READ_ONLY_PRINTERS.has(program)) return undefined;
  const [sub = ''] = operands(args.filter((word) => !word.startsWith('+')));
  const name = `${program} ${sub}`;
  const generic = flagsOf(args).find((word) => has([word], '--fix', '--write'));
  if (generic !== undefined) return `${program} ${generic} changes files`;
  if ((program === 'sed' || program === 'perl') && args.some((word) => inPlace(program, word)))
    return `${program} edits files in place`;
  if ((program === 'awk' || program === 'gawk') && args.some((word, at) => word === 'inplace' && args[at - 1] === '-i')) {
    return `${program} edits files in place`;
  }
  const given = Object.hasOwn(WRITES_WITH, program) ? WRITES_WITH[program] : undefined;
  const flag = given?.find((each) => flagsOf(args).some((word) => word === each || word.startsWith(`${each}=`)));
  if (flag !== undefined) return `${program} ${flag} changes files`;
  for (const key of [program, name]) {
    const harmless = Object.hasOwn(WRITES_UNLESS, key) ? WRITES_UNLESS[key] : undefined;
    if (
      harmless !== undefined &&
      !has(
        args.map((word) => (word === '--' ? '--,' : word)),
        ...harmless,
      )
    )
      return `${key} changes files`;
  }
  if (program === 'cargo' && sub === 'fix') return 'cargo fix changes files';
  if (['gts', 'ng'].includes(program) && sub === 'fix') return `${name} changes files`;
  if (/^(?:gradle|gradlew)$/.test(program) && args.some((word) => FIXING_TASKS.test(word))) return `${program} changes files`;
  if (/^(?:mvn|mvnw)$/.test(program) && args.some((word) => MAVEN_FIXES.test(word))) return `${program} changes files`;
  return undefined;
};

const inPlace = (program: string, word: string): boolean =>
  program === 'sed'
    ? /^-[nErszu]*i/.test(word) || word.startsWith('--in-place')
    : /^-[a-zA-Z0]*i(?:$|\.|e|p)/.test(word) && !word.startsWith('-I') && !word.startsWith('-M');

/** Runners that take `-u` as "write the snapshots anew". Elsewhere it means other things: mocha's interface, docker's user. */
const U_UPDATES = new Set([
  'jest',
  'vitest',
  'ava',
  'playwright',
  'react-scripts',
  'bun',
  'wdio',
  'tap',
  'toMatchSnapshot',
  'jest-cli',
  'craco',
  'vue-cli-service',
]);
const UPDATE_FLAGS = [
  '--update-snapshots',
  '--update-snapshot',
  '--updateSnapshot',
  '--snapshot-update',
  '--update-goldens',
  '--update-golden',
  '--test-update-snapshots',
  '--force-regen',
];
const UPDATE_VARIABLES =
  /^(?:INSTA_UPDATE|INSTA_FORCE_UPDATE|INSTA_FORCE_PASS|UPDATE_(?:ALL_)?(?:SNAPSHOTS?|GOLDENS?|GOLDEN_FILES|EXPECT|EXPECTED|FIXTURES|BASELINES?)|SNAPSHOT_UPDATE|GOLDEN_UPDATE|TRYBUILD|REGEN_SNAPSHOTS?|REGENERATE_GOLDENS?)$/;

export const updatesSnapshots: Rule = (invocation) => {
  const { program, args, env } = invocation;
  const variable = Object.entries(env).find(([name, value]) => UPDATE_VARIABLES.test(name) && isUpdating(name, value));
  if (variable) return `${variable[0]}=${variable[1]} updates snapshots`;
  if (READ_ONLY_PRINTERS.has(program)) return undefined;
  const flag = flagsOf(args).find((word) => has([word], ...UPDATE_FLAGS));
  if (flag !== undefined) return `${program} ${flag} updates snapshots`;
  if (U_UPDATES.has(program) && (hasShort(args, 'u') || has(args, '--update')))
    return `${program} ${has(args, '--update') ? '--update' : '-u'} updates snapshots`;
  return ofTools(invocation);
};

function isUpdating(name: string, value: string): boolean {
  if (name === 'TRYBUILD') return value === 'overwrite';
  return !['', 'no', '0', 'false', 'off', ...(name === 'INSTA_UPDATE' ? ['new', 'auto-no'] : [])].includes(value.toLowerCase());
}

function ofTools({ program, args }: Invocation): string | undefined {
  const [first = '', second = ''] = operands(args.filter((word) => !word.startsWith('+')));
  if (program === 'cargo' && (first === 'insta' || first === 'cargo-insta') && (second === 'accept' || second === 'review'))
    return `cargo insta ${second} updates snapshots`;
  if ((program === 'cargo' && first === 'insta') || program === 'cargo-insta') {
    if (has(args, '--accept', '--accept-unseen', '--review', '--force-update-snapshots') || first === 'accept')
      return 'cargo insta updates snapshots';
  }
  if (program === 'go' && first === 'test' && has(args, '-update', '-u', '-golden', '--update'))
    return 'go test -update rewrites golden files';
  if (program === 'node' && has(args, '--test-update-snapshots')) return 'node --test-update-snapshots updates snapshots';
  if (program === 'pytest' || program === 'py.test') {
    const inline = args.find((word) => /^--inline-snapshot=.*(?:fix|create|update|trim)/.test(word));
    if (inline !== undefined || has(args, '--regen-all', '--regtest-reset', '--image-snapshot-update'))
      return 'pytest updates snapshots';
  }
  return undefined;
}
