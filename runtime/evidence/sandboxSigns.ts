/** Words in the output of a command that failed which a sandbox explains as well as the code does. Pure. */
import { stripVTControlCharacters } from 'node:util';
import type { CheckSpec } from '../model/evidence.ts';

type Kind = 'network' | 'loopback' | 'files' | 'daemon';

export interface SandboxSign {
  /**
   * `network`: another machine could not be reached. `loopback`: nobody listened; the sandbox has a loopback of its own. `files`: a file
   * outside the checkout could not be written. `daemon`: a program outside could not be asked.
   */
  readonly kind: Kind;
  /** The line that says so, shortened. */
  readonly line: string;
}

/** In the order in which they explain a failure best. */
const SIGNS: readonly (readonly [Kind, RegExp])[] = [
  ['daemon', /docker daemon|docker\.sock|DOCKER_HOST|docker environment|podman\.sock/i],
  [
    'network',
    /\b(?:ENETUNREACH|EHOSTUNREACH|EAI_AGAIN|ENOTFOUND|EAI_NODATA)\b|network is unreachable|temporary failure in name resolution|could not resolve host|couldn't resolve host|name or service not known|no such host|failed to lookup address|unknownhostexception|nameresolutionerror|no address associated with hostname|Resolving timed out/i,
  ],
  ['files', /\bEROFS\b|read-only file ?system/i],
  ['loopback', /\bECONNREFUSED\b|connection refused/i],
];

const MOST_SEARCHED = 1024 * 1024;
const MOST_SHOWN = 160;

/** The first sign, by how well it explains; undefined: none. The end of a long output is looked at. */
export function sandboxSign(output: string): SandboxSign | undefined {
  const text = output.slice(-MOST_SEARCHED);
  for (const [kind, pattern] of SIGNS) {
    const match = pattern.exec(text);
    if (match) return { kind, line: lineAt(text, match.index) };
  }
  return undefined;
}

function lineAt(text: string, index: number): string {
  const start = text.lastIndexOf('\n', index) + 1;
  const end = text.indexOf('\n', index);
  // A line can be very long; what was found stands in what is shown.
  const from = Math.max(start, index - MOST_SHOWN / 2);
  const line = text.slice(from, end === -1 ? undefined : end).slice(0, MOST_SHOWN);
  return stripVTControlCharacters(line).trim();
}

/** For a check that failed inside the sandbox: what may have been in its way, and the key that changes it. Never more than a hint. */
export function sandboxHint(output: string, { category, network }: Pick<CheckSpec, 'category' | 'network'>): string | undefined {
  const sign = sandboxSign(output);
  if (sign === undefined || (network && (sign.kind === 'network' || sign.kind === 'loopback'))) return undefined;
  const said = `It may have failed because of the sandbox; it says "${sign.line}".`;
  // A command of the item has no settings of its own, but takes those of the same command among the checks.
  const where =
    category === 'item' ? 'among the checks of okstra.yaml, name this command with' : 'for this check in okstra.yaml, set';
  switch (sign.kind) {
    case 'network':
      return `${said} It ran without network. If it needs one, ${where} network: true.`;
    case 'loopback':
      return `${said} It ran without network, on a loopback of its own. If it needs a server outside, ${where} network: true.`;
    case 'files':
      return `${said} It may write to its checkout and TMPDIR only. If it has to write elsewhere, ${where} sandbox: false.`;
    case 'daemon':
      return `${said} Sockets of container engines are hidden. If it needs one, ${where} sandbox: false.`;
  }
}
