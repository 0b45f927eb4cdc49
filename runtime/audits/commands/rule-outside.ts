/** What has effects outside the checkout: publishing, deploying, migrations, writes to other services, other machines. */
import type { Rule } from './rules.ts';
import { flagsOf, has, operands, valueOf } from './words.ts';

/** Program, then the words that follow it, each a set of alternatives. */
const PUBLISHING: Readonly<Record<string, RegExp>> = {
  git: /^push\b/,
  npm: /^(?:publish|unpublish|deprecate|dist-tag (?:add|rm)|owner (?:add|rm)|token|access|adduser|login)\b/,
  pnpm: /^(?:publish|deploy)\b/,
  yarn: /^(?:publish|npm publish)\b/,
  bun: /^publish\b/,
  lerna: /^(?:publish|version)\b/,
  changeset: /^publish\b/,
  'semantic-release': /^/,
  'release-it': /^/,
  cargo: /^(?:publish|yank|owner|login|release)\b/,
  twine: /^upload\b/,
  poetry: /^publish\b/,
  uv: /^publish\b/,
  flit: /^publish\b/,
  hatch: /^publish\b/,
  gem: /^(?:push|yank|owner)\b/,
  docker: /^(?:push|image push|login|compose push|manifest push)\b/,
  podman: /^(?:push|login)\b/,
  helm: /^(?:install|upgrade|uninstall|rollback|push)\b/,
  kubectl: /^(?:apply|create|delete|replace|patch|rollout|scale|set|edit|annotate|label|drain|cordon|exec|run|expose|cp)\b/,
  terraform: /^(?:apply|destroy|import|taint|untaint|state (?:rm|mv|push)|workspace (?:new|delete))\b/,
  tofu: /^(?:apply|destroy|import|state (?:rm|mv|push))\b/,
  pulumi: /^(?:up|update|destroy|import|refresh)\b/,
  cdk: /^(?:deploy|destroy|bootstrap)\b/,
  serverless: /^(?:deploy|remove)\b/,
  sls: /^(?:deploy|remove)\b/,
  sam: /^(?:deploy|delete)\b/,
  vercel: /^(?:deploy|promote|rollback|rm|remove|env (?:add|rm)|$)/,
  netlify: /^(?:deploy|link|init)\b/,
  firebase: /^deploy\b/,
  fly: /^(?:deploy|launch|scale|secrets)\b/,
  flyctl: /^(?:deploy|launch|scale|secrets)\b/,
  heroku: /^(?!(?:logs|ps|config|apps|releases|info|help|version)\b)/,
  wrangler: /^(?:deploy|publish|delete|secret)\b/,
  eb: /^(?:deploy|create|terminate)\b/,
  surge: /^/,
  'gh-pages': /^/,
  goreleaser: /^release\b/,
  'ansible-playbook': /^/,
  gh: /^(?!(?:auth status|browse|help|version|search|status|(?:pr|issue|release|repo|run|workflow|gist|label|secret|variable|cache|ruleset|project) (?:view|list|status|diff|checks|watch|download)|pr checkout|api|$))/,
  glab: /^(?:mr|issue|release) (?:create|merge|close|update|delete)\b/,
  aws: /^(?!(?:help|configure list|sts get-caller-identity|\S+ (?:describe|list|get|head|ls|help|wait)\S*|s3 ls))/,
  gcloud: /\b(?:deploy|create|delete|update|set|add|remove)\b/,
  az: /\b(?:create|delete|update|deploy|set|start|stop)\b/,
};

const MIGRATING: Readonly<Record<string, RegExp>> = {
  prisma: /^(?:migrate (?:deploy|dev|reset|resolve)|db (?:push|seed|execute))\b/,
  knex: /^(?:migrate:(?:latest|up|down|rollback)|seed:run)\b/,
  sequelize: /^db:(?:migrate|seed|drop|create)/,
  'sequelize-cli': /^db:(?:migrate|seed|drop|create)/,
  typeorm: /^(?:migration:(?:run|revert)|schema:(?:sync|drop))/,
  'drizzle-kit': /^(?:push|migrate|drop)\b/,
  rails: /^db:(?!(?:version|migrate:status|abort_if_pending_migrations)\b)/,
  rake: /^db:(?!(?:version|migrate:status|abort_if_pending_migrations)\b)/,
  alembic: /^(?:upgrade|downgrade|stamp)\b/,
  flyway: /^(?:migrate|clean|repair|undo)\b/,
  liquibase: /^(?:update|rollback|drop-all)\b/,
  dbmate: /^(?:up|migrate|down|rollback|drop)\b/,
  goose: /\b(?:up|down|reset|redo)\b/,
  diesel: /^(?:migration (?:run|revert|redo)|database (?:reset|setup))\b/,
  sqlx: /^(?:migrate run|migrate revert|database (?:drop|reset))\b/,
  'sea-orm-cli': /^migrate\b/,
  atlas: /^(?:migrate apply|schema apply)\b/,
  ecto: /^/,
};

export const publishes: Rule = ({ program, args }) => {
  if (has(args, '--dry-run', '--help', '-h', '--version') && program !== 'kubectl') return undefined;
  const [first = '', ...more] = operands(args, [
    '-C',
    '-c',
    '-n',
    '--namespace',
    '-R',
    '--repo',
    '--prefix',
    '--profile',
    '--region',
    '-f',
  ]);
  const line = [first, ...more].join(' ');
  if (program === 'goreleaser' && has(args, '--snapshot')) return undefined;
  if (program === 'ansible-playbook' && has(args, '--check', '--syntax-check', '--list-tasks')) return undefined;
  if (program === 'kubectl' && has(args, '--dry-run')) return undefined;
  if (program === 'docker' && /^buildx? /.test(`${first} `) && has(args, '--push'))
    return 'docker build --push publishes an image';
  if (program === 'gh' && first === 'api')
    return writesHttp(args) ? 'gh api with a body or method writes to a service' : undefined;
  if (Object.hasOwn(PUBLISHING, program) && PUBLISHING[program]?.test(line))
    return `${[program, first].join(' ').trim()} publishes or deploys`;
  if (Object.hasOwn(MIGRATING, program) && MIGRATING[program]?.test(line)) return `${program} ${first} migrates a database`;
  if (/^(?:mvn|mvnw)$/.test(program) && /(?:^| )(?:deploy|release:perform|site-deploy)(?: |$)/.test(line)) return 'maven deploys';
  if (/^gradlew?$/.test(program) && /(?:^|[ :])publish\w*(?: |$)/.test(line) && !/ToMavenLocal/.test(line))
    return 'gradle publishes';
  if (program === 'python' || program === 'django-admin' || program === 'manage.py') {
    const words = [first, ...more];
    const at = words.findIndex((word) => word.endsWith('manage.py'));
    const sub = program === 'python' ? (at === -1 ? '' : words[at + 1]) : first;
    if ((sub === 'migrate' && !has(args, '--check', '--plan')) || sub === 'flush') return `manage.py ${sub} migrates a database`;
  }
  if (program === 'mix' && /^(?:ecto\.(?:migrate|rollback|drop|reset)|hex\.publish)$/.test(first))
    return `mix ${first} changes something outside`;
  return undefined;
};

const LOCAL = /^(?:https?:\/\/|wss?:\/\/)?(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?|[\w-]+\.localhost)(?:[:/?]|$)/i;
const FETCHERS = new Set(['curl', 'wget', 'http', 'https', 'xh', 'aria2c']);
const REMOTE_SHELLS = new Set(['ssh', 'scp', 'sftp', 'mosh', 'telnet', 'ftp', 'rclone', 's3cmd', 'mail', 'sendmail']);
const INTERPRETERS = new Set(['sh', 'bash', 'zsh', 'dash', 'node', 'python', 'perl', 'ruby']);

export const reachesOut: Rule = ({ program, args, pipedFrom, audience, network }) => {
  if (REMOTE_SHELLS.has(program)) return `${program} works on another machine`;
  if (program === 'rsync' && operands(args, ['-e', '--rsh']).some((word) => /^[\w.@-]+:(?!\/\/)|^rsync:/.test(word)))
    return 'rsync works on another machine';
  if (INTERPRETERS.has(program) && FETCHERS.has(pipedFrom?.[0] ?? '') && !isLocal(pipedFrom?.slice(1) ?? []))
    return `${program} runs what ${pipedFrom?.[0]} fetches`;
  if (!FETCHERS.has(program) || isLocal(args)) return undefined;
  if (writesHttp(args)) return `${program} writes to a service`;
  return audience === 'reproducer' && !network ? `${program} needs a connection to another machine` : undefined;
};

/** Every address on the command line is this machine's. */
function isLocal(args: readonly string[]): boolean {
  const addresses = args.filter(
    (word) => /^(?:[a-z]+:\/\/|localhost|127\.|\[::1\]|[\w-]+(?:\.[\w-]+)+(?:[:/]|$))/i.test(word) && !word.startsWith('-'),
  );
  return addresses.length > 0 && addresses.every((word) => LOCAL.test(word));
}

const BODY = new Set([
  '-d',
  '-F',
  '-T',
  '--data',
  '--data-raw',
  '--data-binary',
  '--data-urlencode',
  '--json',
  '--form',
  '--upload-file',
  '--post-data',
  '--post-file',
  '--body-data',
  '-f',
  '--field',
  '--raw-field',
  '--input',
]);

function writesHttp(args: readonly string[]): boolean {
  const method =
    valueOf(args, '-X', '--request', '--method') ??
    flagsOf(args)
      .find((word) => /^-X[A-Za-z]/.test(word))
      ?.slice(2);
  if (method !== undefined) return !['GET', 'HEAD', 'OPTIONS'].includes(method.toUpperCase());
  if (args.some((word) => ['POST', 'PUT', 'PATCH', 'DELETE'].includes(word))) return true;
  return flagsOf(args).some(
    (word) =>
      BODY.has(word.split('=')[0] ?? '') && !(word === '-f' && !args.includes('api')) && !(word === '-F' && args.includes('-G')),
  );
}
