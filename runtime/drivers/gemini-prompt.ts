/** A prompt that gemini takes as it stands. Pure. */

/** An at sign, not escaped, in front of what gemini would take for a path, agent or resource. `@@` of a diff is none of these. */
const REFERENCE = /(?<!\\)@(?!@(?:[ \t\n\r,;!?()[\]{}]|\.(?:[ \t\n\r]|$)|$))(?=[^ \t\n\r,;!?()[\]{}.]|\.(?![ \t\n\r]|$))/g;

const NOTE = 'In this message, \\@ stands for an at sign.\n\n';

/**
 * gemini puts the files and folders that a prompt names behind an at sign into it (`@test` in a comment: all of `test/`), and takes a prompt
 * that begins with a slash for a command of its own. Escaped, an at sign is only itself; the backslash stays, so it is explained.
 */
export function plainPrompt(prompt: string): string {
  const escaped = prompt.replaceAll(REFERENCE, '\\@');
  if (escaped !== prompt) return NOTE + escaped;
  return prompt.startsWith('/') ? `\n${prompt}` : prompt;
}
