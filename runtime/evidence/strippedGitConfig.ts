/** A configuration of git without the logins in it. Pure. */

interface Line {
  /** In lower case. */
  readonly section: string;
  /** In lower case; absent for the heading of a section. */
  readonly key?: string;
  readonly text: string;
}

/** A backslash at the end of a line takes the next one along, but not at the end of a comment. */
const WHOLE_LINE = /(?:"(?:[^"\\\n]|\\[^])*"?|\\[^]|[#;][^\n]*|[^"\\\n#;])+/g;
const COMMENT = /("(?:[^"\\]|\\[^])*"|\\[^])|[#;][^\n]*/g;
const HEADING = /^\s*\[\s*([\w.-]+)(?:\s+"(?:[^"\\]|\\.)*")?\s*\]/;
const SETTING = /^\s*([a-z][\w-]*)\s*(?:=|$|[#;])/i;

/** Settings in git's order, each on a line of its own; comments and what git would not read are left out. */
function readLines(text: string): Line[] {
  const found: Line[] = [];
  let section = '';
  for (const line of text.replace(/^\uFEFF/, '').match(WHOLE_LINE) ?? []) {
    const whole = line.replaceAll(COMMENT, (_, kept: string | undefined) => kept ?? '');
    const heading = HEADING.exec(whole);
    if (heading !== null) {
      section = heading[1]?.toLowerCase() ?? '';
      found.push({ section, text: heading[0] });
    } else if (/^\s*\[/.test(whole)) {
      section = UNKNOWN;
    }
    const rest = heading === null ? whole : whole.slice(heading[0].length);
    const key = SETTING.exec(rest)?.[1]?.toLowerCase();
    if (key !== undefined) found.push({ section, key, text: rest });
  }
  return found;
}

/** A section whose heading cannot be read may be one of logins. */
const UNKNOWN = 'credential.unknown';

/** Whole sections; older forms of a heading have the middle part in the name. */
const isLogin = ({ section, key }: Line): boolean =>
  /^credential(?:\.|$)/.test(section) || /extraheader|cookiefile|pass|token|secret|apikey|oauth/.test(key ?? '');

/** What stands in for a configuration: no `credential.*`, no headers and passwords, no logins in addresses. */
export function strippedGitConfig(text: string): string {
  return readLines(text)
    .filter((line) => !isLogin(line))
    .map(({ key, text: line }) => `${key === 'proxy' ? withoutLogin(line) : withoutLogins(line)}\n`)
    .join('');
}

/** `ssh://git@host` says who, and is no secret. */
const withoutLogins = (line: string): string =>
  line.replaceAll(/(https?:\/\/)[^\s/"]*@/gi, '$1').replaceAll(/(:\/\/)[^\s/"@:]*:[^\s/"]*@/g, '$1');

/** A proxy may be named without a scheme. */
const withoutLogin = (line: string): string => line.replace(/(=\s*"?(?:\w+:\/\/)?)[^\s"]*@/, '$1');

/** Paths as they are written, of `include.path` and `includeIf.<condition>.path`. */
export function includesOf(text: string): string[] {
  return readLines(text).flatMap(({ section, key, text: line }) => {
    if (key !== 'path' || !/^include(?:if)?(?:\.|$)/.test(section)) return [];
    const value = /=\s*(?:"((?:[^"\\]|\\.)*)"|(.*?))\s*(?:[#;].*)?$/.exec(line);
    const path = (value?.[1] ?? value?.[2] ?? '').replaceAll(/\\(.)/g, '$1');
    return path === '' ? [] : [path];
  });
}
