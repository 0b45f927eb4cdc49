/** Names of variables: those that commands of a model must not see, and those that only look like them. */
export const SECRET_NAMES: readonly string[] = [
  'ACME_API_KEY',
  'ACME_APIKEY',
  'ACME_AUTH_TOKEN',
  'ACME_TOKEN',
  'ACME_TOKEN_2',
  'ACME_TOKEN2',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AZURE_CLIENT_SECRET',
  'CI_JOB_JWT',
  'CLIENT_SECRET',
  'DB_CREDS',
  'DB_PASS',
  'DB_PASSWD',
  'DOCKER_AUTH_CONFIG',
  'ENCRYPTION_KEY',
  'GH_PAT',
  'GITLAB_PAT',
  'GPG_PASSPHRASE',
  'JWT_SIGNING_KEY',
  'LICENSE_KEY',
  'MYSQL_PWD',
  'NPM_AUTH',
  'NPM_TOKEN',
  'PGPASSWORD',
  'REDIS_PASSWORDS',
  'RESTIC_PASSWORD',
  'SECRETKEY',
  'SECRET_KEY_BASE',
  'SENTRY_DSN',
  'SESSION_COOKIE',
  'STRIPE_SECRET',
  'VAULT-TOKEN',
  'apiKey',
  'npm_config__authToken',
];

export const PLAIN_NAMES: readonly string[] = [
  'ACME_MODE',
  'BYPASS_CACHE',
  'COMPASS_HOME',
  'GIT_AUTHOR_NAME',
  'HOTKEYS',
  'KEYBOARD_LAYOUT',
  'KEYMAP',
  'MONKEYPATCH_ALL',
  'PASSENGER_APP_ENV',
  'PATTERN',
  'TOKENIZERS_PARALLELISM',
  'XKB_KEYMAP',
];

export const HIDDEN = 'must-not-be-seen';
export const SEEN = 'may-be-seen';

/** Every name of the table, with a value that tells which kind it is. */
export const namedVariables = (): Record<string, string> => ({
  ...Object.fromEntries(SECRET_NAMES.map((name) => [name, `${HIDDEN}-${name}`])),
  ...Object.fromEntries(PLAIN_NAMES.map((name) => [name, `${SEEN}-${name}`])),
});

/** gemini holds back every name with such a part in it, and nothing can be allowed. */
export const PLAIN_TO_GEMINI = PLAIN_NAMES.filter((name) => !/TOKEN|KEY|AUTH/.test(name));

/** Of what `env` printed: secrets that stand there, and plain ones that don't. */
export function wronglyShown(printed: string, plain = PLAIN_NAMES): readonly string[] {
  const lines = new Set(printed.split('\n').map((line) => line.trim()));
  return [
    ...SECRET_NAMES.filter((name) => printed.includes(`${HIDDEN}-${name}`)),
    ...plain.filter((name) => !lines.has(`${name}=${SEEN}-${name}`)),
  ];
}
