/** Programs whose arguments are another command, as data: how many words belong to the wrapper itself. */

export interface Wrapper {
  /** Flags whose value is the next word. */
  readonly valued?: readonly string[];
  /** Words of its own before the command: `timeout 5 cmd` has one. */
  readonly operands?: number;
  /** `A=b` before the command sets a variable for it. */
  readonly assigns?: true;
  /** The command comes only behind one of these words: `poetry run cmd`. */
  readonly after?: readonly string[];
}

export const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  sudo: { valued: ['-u', '-g', '-h', '-p', '-C', '-r', '-t', '-U', '-D', '--user', '--group', '--chdir'], assigns: true },
  doas: { valued: ['-u', '-C'] },
  env: { valued: ['-u', '-C', '--unset', '--chdir'], assigns: true },
  'cross-env': { assigns: true },
  'cross-env-shell': { assigns: true },
  'env-cmd': { valued: ['-f', '-e', '--file', '--environments'] },
  dotenv: { valued: ['-e', '-f', '-c', '-v', '-p'] },
  nice: { valued: ['-n', '--adjustment'] },
  ionice: { valued: ['-c', '-n', '-p'] },
  nohup: {},
  setsid: {},
  time: { valued: ['-o', '-f', '--output', '--format'] },
  timeout: { valued: ['-s', '-k', '--signal', '--kill-after'], operands: 1 },
  gtimeout: { valued: ['-s', '-k', '--signal', '--kill-after'], operands: 1 },
  stdbuf: { valued: ['-i', '-o', '-e'] },
  unbuffer: {},
  command: {},
  builtin: {},
  exec: { valued: ['-a'] },
  xargs: { valued: ['-I', '-n', '-P', '-L', '-d', '-E', '-s', '-a', '--max-args', '--max-procs', '--arg-file', '--delimiter'] },
  parallel: { valued: ['-j', '--jobs', '-N', '-n'] },
  flock: { valued: ['-w', '-E', '--timeout'], operands: 1 },
  strace: { valued: ['-o', '-e', '-p', '-s'] },
  watch: { valued: ['-n', '--interval'] },
  chronic: {},
  chroot: { operands: 1 },
  unshare: {},
  'xvfb-run': { valued: ['-n', '-s', '-e', '-f', '--server-args', '--server-num'] },
  faketime: { operands: 1 },
  tsx: {},
  'ts-node': {},
  npx: { valued: ['-p', '--package', '-w', '--workspace'] },
  bunx: {},
  pnpx: {},
  uvx: { valued: ['--from', '--with', '--python', '-p'] },
  corepack: {},
  npm: { after: ['exec', 'x'], valued: ['-p', '--package', '-w', '--workspace', '-C', '--prefix', '--loglevel'] },
  pnpm: { after: ['exec', 'dlx'], valued: ['-C', '--dir', '--package', '--filter', '-F'] },
  yarn: { after: ['exec', 'dlx'], valued: ['-p', '--package', '--cwd'] },
  bun: { after: ['x'] },
  volta: { after: ['run'], valued: ['--node', '--npm', '--yarn'] },
  fnm: { after: ['exec'], valued: ['--using'] },
  mise: { after: ['exec', 'x'] },
  direnv: { after: ['exec'], operands: 1 },
  poetry: { after: ['run'] },
  pipenv: { after: ['run'] },
  pipx: { after: ['run'], valued: ['--spec'] },
  pdm: { after: ['run'] },
  hatch: { after: ['run'] },
  rye: { after: ['run'] },
  uv: { after: ['run'], valued: ['--with', '--python', '-p', '--extra', '--group', '--project', '--directory'] },
  conda: { after: ['run'], valued: ['-n', '-p', '--name', '--prefix'] },
  bundle: { after: ['exec'] },
};

export const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'zsh', 'dash', 'ksh', 'ash', 'mksh']);

/** They start commands written elsewhere, which this module is not given. */
export const UNSEEN: ReadonlySet<string> = new Set([
  'make',
  'gmake',
  'just',
  'task',
  'rake',
  'tox',
  'nox',
  'nx',
  'turbo',
  'lerna',
  'wireit',
  'gulp',
  'grunt',
  'ant',
  'source',
  '.',
  'pre-commit',
  'lint-staged',
  'husky',
]);

/** Flags of `docker run` and `docker exec` that stand alone; all others take a value. */
export const DOCKER_ALONE: ReadonlySet<string> = new Set([
  '-d',
  '-i',
  '-t',
  '-it',
  '-ti',
  '-P',
  '--detach',
  '--init',
  '--interactive',
  '--no-deps',
  '--privileged',
  '--publish-all',
  '--quiet',
  '--read-only',
  '--rm',
  '--service-ports',
  '--tty',
  '-T',
  '-q',
]);
