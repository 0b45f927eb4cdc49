/** Settings of tools without the logins in them: the address of a mirror is needed, the token is not. Pure. */
import { basename } from 'node:path';

const lines = (text: string, drop: RegExp): string =>
  text
    .split('\n')
    .filter((line) => !drop.test(line))
    .join('\n');

const withoutUrlLogins = (text: string): string => text.replaceAll(/(:\/\/)[^\s/@]+@/g, '$1');

const NPM = /^\s*(?:\/\/|.*(?:_auth|_password|username|email|token|certfile|keyfile))/i;
const NAMED_SECRET = /(?:password|passwd|token|secret|credential|auth|username|[._-]key|keyring|keystore|apikey)[^=:]*[=:]/i;

/**
 * What stands in for a settings file: as it is but for its logins, where its form is known; otherwise the least that its tool reads without
 * an error. Undefined: an empty file does.
 */
export function strippedSettings(path: string, text: string): string | undefined {
  const name = basename(path);
  if (name.endsWith('npmrc')) return withoutUrlLogins(lines(text, NPM));
  if (/^pip\.(?:conf|ini)$/.test(name)) return withoutUrlLogins(text);
  if (name === '.yarnrc.yml' || name === '.yarnrc' || name === '.bunfig.toml' || name === 'gradle.properties')
    return withoutUrlLogins(lines(text, NAMED_SECRET));
  if (name === 'settings.xml')
    return text
      .replaceAll(/<servers>[^]*?<\/servers>/g, '')
      .replaceAll(/<(username|password|passphrase|privateKey)>[^]*?<\/\1>/g, '');
  if (name.endsWith('.xml')) return '<settingsSecurity/>\n';
  if (name === 'NuGet.Config') return '<configuration/>\n';
  return name.endsWith('.json') ? '{}\n' : undefined;
}
