/** Puts a prompt together from the profiles of a project and says what is in it, and why. */
import type { Explanation, Facts, Profile, Result } from '../../runtime/index.ts';
import { compose, explain, loadPromptLibrary, okstraHome, parseProfile, promptFolders, resolve } from '../../runtime/index.ts';

export function promptOf(project: string, say: (line: string) => void): string {
  const facts: Facts = { phase: 'implementation', role: 'verifier', language: ['typescript'], mode: 'strict' };
  const library = loadPromptLibrary(promptFolders(project, okstraHome(process.env))); // throws for a file that cannot be used
  const profiles = [...library.profiles, houseRules()];
  const values = { TEAM: 'blue' };

  const { parts } = need(resolve({ facts, profiles }));
  say(`parts: ${parts.map(({ id }) => id).join(', ')}`);
  tell(need(explain({ facts, profiles, values })), say);
  return need(compose({ facts, profiles, values, maxTokens: 2_000 })).text; // too large: a failure that names the largest parts
}

/** A profile need not be a file. */
function houseRules(): Profile {
  const front = {
    id: 'house-rules',
    kind: 'overlay',
    appliesWhen: ['role:verifier&!level:light'],
    priority: 70,
    placeholders: { TEAM: { meaning: 'name of the team' } },
  };
  const text = `---\n${JSON.stringify(front)}\n---\n## House rules\n\nTeam {{TEAM}} answers for it.\n`;
  return need(parseProfile('house-rules.md', text));
}

function tell({ parts, sections, tokens }: Explanation, say: (line: string) => void): void {
  const out = parts.filter(({ id, included }) => !included && id.startsWith('mode-'));
  for (const { id, reason } of out) say(`${id} is out: ${reason}`);
  const last = sections.at(-1);
  say(`"${last?.title}" comes from ${last?.from}; about ${tokens} tokens in all`);
}

/** Failures are values: every problem at once, each with a message and a fix. */
function need<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.failure.map(({ message, fix }) => `${message} ${fix ?? ''}`).join('\n'));
}
