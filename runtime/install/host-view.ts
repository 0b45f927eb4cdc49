/** What a host says it sees of okstra, asked of the host's own program. Parsing only; starting programs is the caller's. */
import type { HostName, Places } from './hosts.ts';

export interface HostRow {
  readonly name: string;
  /** `warn`: installed, and something keeps it from being used, or could not be found out. */
  readonly status: 'ok' | 'warn';
  readonly detail: string;
  readonly fix?: string;
}

export interface Asked {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface View {
  /** Names of okstra's skills that it lists, one for each time. */
  readonly skills: readonly string[];
  /** Version of okstra's files where the host tells it. */
  readonly version?: string;
  /** What keeps it from using them. */
  readonly obstacle?: { readonly detail: string; readonly fix: string };
}

/** What to ask each host: program and arguments. `agents` is no program. */
export const QUESTIONS: Readonly<Record<Exclude<HostName, 'agents'>, readonly (readonly string[])[]>> = {
  claude: [
    ['plugin', 'list', '--json'],
    ['plugin', 'details', 'okstra@skills-dir'],
  ],
  codex: [['debug', 'prompt-input', 'hi']],
  gemini: [['skills', 'list']],
};

export type Answered = readonly Asked[];

/** undefined: the answer is none that can be read. */
export function viewOf(host: Exclude<HostName, 'agents'>, answers: Answered, scope: Places['scope']): View | undefined {
  if (host === 'claude') return claudeView(answers, scope);
  return host === 'codex' ? codexView(answers[0]) : geminiView(answers[0]);
}

interface ClaudePlugin {
  readonly id?: string;
  readonly version?: string;
  readonly enabled?: boolean;
  readonly scope?: string;
  readonly noteDetails?: readonly { readonly type?: string }[];
}

function claudeView([list, details]: Answered, scope: Places['scope']): View | undefined {
  const plugins = parsedList(list?.stdout ?? '');
  if (plugins === undefined) return undefined;
  const ours = plugins.filter(({ id }) => id?.startsWith('okstra@') === true);
  const named = /^ {2}Skills \(\d+\) +(.+)$/m.exec(details?.stdout ?? '')?.[1]?.split(/,\s*/) ?? [];
  const skills = named.filter((name) => name.startsWith('okstra-'));
  const isUntrusted = plugins.some(({ noteDetails = [] }) =>
    noteDetails.some(({ type }) => type === 'project-scope-suppressed-untrusted'),
  );
  const here = ours.find((plugin) => plugin.scope === scope) ?? ours[0];
  const about = { skills, ...(here?.version === undefined ? {} : { version: here.version }) };
  if (scope === 'project' && isUntrusted) {
    const detail = 'the folder is not trusted, so its plugin is not loaded (claude -p does not ask)';
    return { ...about, obstacle: { detail, fix: 'Start claude in this folder once and trust it.' } };
  }
  if (ours.length > 1) {
    const detail = `several plugins of that name: ${ours.map(({ id, scope: of }) => `${id} (${of})`).join(', ')}`;
    return { ...about, obstacle: { detail, fix: 'Keep one: claude plugin uninstall <id>, or okstra uninstall --host claude' } };
  }
  if (here?.enabled === false)
    return { ...about, obstacle: { detail: 'the plugin is switched off', fix: `claude plugin enable ${here.id}` } };
  return about;
}

function parsedList(text: string): readonly ClaudePlugin[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? (value as readonly ClaudePlugin[]) : undefined;
  } catch {
    return undefined;
  }
}

/** The list of skills as the model is given it: `- name: description (file: …)`. */
function codexView(asked: Asked | undefined): View | undefined {
  try {
    const text = JSON.stringify(JSON.parse(asked?.stdout ?? ''));
    return { skills: [...text.matchAll(/\\n- (okstra-[a-z-]+): /g)].map(([, name = '']) => name) };
  } catch {
    return undefined;
  }
}

function geminiView(asked: Asked | undefined): View | undefined {
  if (asked === undefined || asked.exitCode !== 0) return undefined;
  const text = `${asked.stdout}\n${asked.stderr}`;
  const found = [...text.matchAll(/^(okstra-[a-z-]+) \[(\w+)\]/gm)];
  const skills = found.map(([, name = '']) => name);
  const twice = [
    ...text.matchAll(/Skill conflict detected: "(okstra-[a-z-]+)" from "([^"]+)" is overriding the same skill from "([^"]+)"/g),
  ];
  const [first] = twice;
  if (first !== undefined) {
    const detail = `${twice.length} skills lie in two places, such as ${first[2]} and ${first[3]}`;
    return {
      skills,
      obstacle: { detail, fix: 'Keep one: okstra uninstall --host gemini --scope <the other>, or remove the folder.' },
    };
  }
  if (/project (?:agents|skills)[^\n]*untrusted|not trusted/i.test(text) && skills.length === 0) {
    const detail = 'the folder is not trusted, so its skills are not loaded';
    return { skills, obstacle: { detail, fix: 'Start gemini in this folder once and trust it.' } };
  }
  const off = found.filter(([, , state]) => state !== 'Enabled').map(([, name = '']) => name);
  return off.length === 0
    ? { skills }
    : { skills, obstacle: { detail: `switched off: ${off.join(', ')}`, fix: `gemini skills enable ${off[0]}` } };
}
