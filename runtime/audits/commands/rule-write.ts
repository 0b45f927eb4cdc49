/** Deleting, writing and redirecting, judged by where. */
import type { Rule } from './rules.ts';
import { has, operands } from './words.ts';

/** A place that nobody misses: the null device, temporary folders. */
const SCRATCH =
  /^(?:\/dev\/(?:null|stdout|stderr|tty|fd\/\d+)|\/tmp(?:\/|$)|\/var\/tmp\/|"?\$\{?(?:TMPDIR|TMP|TEMP|RUNNER_TEMP)\b|\$\(mktemp\b|-$)/;

/** Outside the checkout, or the checkout as a whole, or git's own folder. */
const BEYOND = /^(?:\/|~|\$\{?(?:HOME|PWD|OLDPWD)\b|(?:.*\/)?\.\.(?:\/|$)|\.\/?$|\*$|\.\/\*$|(?:.*\/)?\.git(?:\/|$))/;

const DELETING: ReadonlySet<string> = new Set(['rm', 'rmdir', 'unlink', 'shred', 'rimraf', 'del-cli', 'trash', 'truncate']);

export const deletes: Rule = ({ program, args, audience }) => {
  if (program === 'find' && args.includes('-delete')) {
    const isSelective = args.some((word) => /^-i?(?:name|path|regex|wholename)$/.test(word));
    const roots = operands(args).slice(0, 1);
    return refuse('find -delete', isSelective ? roots.map((root) => (root === '.' ? './?' : root)) : roots, audience);
  }
  if (program === 'mkfs' || program.startsWith('mkfs.') || program === 'wipefs') return `${program} destroys a file system`;
  if (program === 'dd') {
    const target = args.find((word) => word.startsWith('of='))?.slice(3);
    return target !== undefined && !SCRATCH.test(target) && (audience === 'verifier' || BEYOND.test(target))
      ? `dd overwrites ${target}`
      : undefined;
  }
  if (!DELETING.has(program)) return undefined;
  return refuse(program, operands(args, ['-s', '-n', '--size']), audience);
};

/** A check works on a checkout of its own and may clean up in it; a verifier changes nothing. */
function refuse(name: string, targets: readonly string[], audience: string): string | undefined {
  const lasting = targets.filter((word) => !SCRATCH.test(word) || word.includes('..'));
  const bad = audience === 'verifier' ? lasting[0] : lasting.find((word) => BEYOND.test(word));
  return bad === undefined ? undefined : `${name} deletes ${bad}`;
}

const WRITING: ReadonlySet<string> = new Set([
  'cp',
  'mv',
  'touch',
  'mkdir',
  'ln',
  'install',
  'chmod',
  'chown',
  'tee',
  'patch',
  'unzip',
  'tar',
  'rsync',
  'mkfifo',
]);

/** Only verifiers are bound to change nothing; okstra's own checkouts are thrown away. */
export const writesFiles: Rule = ({ program, args, writes, audience }) => {
  if (audience !== 'verifier') return undefined;
  const target = writes.find((word) => !SCRATCH.test(word));
  if (target !== undefined) return `the output goes to ${target}`;
  if (!WRITING.has(program) || has(args, '--dry-run', '--help')) return undefined;
  if (program === 'tar' && !args.some((word) => /^-?[a-zA-Z]*[xcru]/.test(word) || /^--(?:extract|create)/.test(word)))
    return undefined;
  const given = operands(args, ['-m', '-t', '-C', '-d', '-f']);
  const written = program === 'cp' || program === 'mv' || program === 'ln' || program === 'install' ? given.slice(-1) : given;
  const bad = written.filter((word) => !/^[0-7]{3,4}$|^[ugoa]*[+=-][rwxX]+$/.test(word)).find((word) => !SCRATCH.test(word));
  return bad === undefined ? undefined : `${program} writes ${bad}`;
};

const CACHES =
  /^(?:XDG_\w+_(?:HOME|DIR)|npm_config_(?:cache|prefix|userconfig)|NPM_CONFIG_(?:CACHE|PREFIX|USERCONFIG)|YARN_CACHE_FOLDER|PNPM_HOME|PIP_CACHE_DIR|PIP_TARGET|PYTHONPYCACHEPREFIX|PYTEST_ADDOPTS|UV_CACHE_DIR|CARGO_HOME|CARGO_TARGET_DIR|GOCACHE|GOPATH|GOMODCACHE|GOTMPDIR|GRADLE_USER_HOME|MAVEN_OPTS|NODE_V8_COVERAGE|JEST_JUNIT_OUTPUT\w*|TMPDIR|HOME|COVERAGE_FILE|RUFF_CACHE_DIR|MYPY_CACHE_DIR|TURBO_CACHE_DIR|NX_CACHE_DIRECTORY)$/;

/** Only verifiers: in okstra's own runs the environment is okstra's. */
export const redirectsCaches: Rule = ({ env, audience }) => {
  if (audience !== 'verifier') return undefined;
  const found = Object.entries(env).find(
    ([name, value]) => CACHES.test(name) && /(?:^|=)(?:\/|~|\$\{?HOME\b|\.\.(?:\/|$))/.test(value),
  );
  return found === undefined ? undefined : `${found[0]}=${found[1]} puts files outside the checkout`;
};
