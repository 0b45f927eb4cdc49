/** Files that tell agents what to do, and settings of the programs that run them. */
import { matchesAny } from '../globs.ts';
import { type AuditFinding, auditFinding, type FileChange, placeIn } from '../types.ts';
import { addedLines } from './added-lines.ts';

const INSTRUCTIONS =
  /(?:^|\/)(?:CLAUDE(?:\.local)?\.md|AGENTS(?:\.override)?\.md|GEMINI\.md|QWEN\.md|\.cursorrules|\.windsurfrules|\.clinerules|\.roorules|\.goosehints|\.aider[\w.-]*|\.mcp\.json|opencode\.jsonc?|copilot-instructions\.md|\.rules|CONVENTIONS\.md)$|(?:^|\/)(?:\.claude|\.codex|\.gemini|\.cursor|\.windsurf|\.clinerules|\.roo|\.continue|\.opencode|\.agents?|\.kiro|\.amazonq|\.junie|\.github\/(?:instructions|prompts|chatmodes|agents))\//;

export interface InstructionsInput {
  readonly changes: readonly FileChange[];
  readonly planned?: readonly string[];
  /** Texts of the item: one that names the file asks for the change. */
  readonly texts: readonly string[];
}

export const isInstructions = (path: string): boolean => INSTRUCTIONS.test(path);

export function auditInstructions({ changes, planned = [], texts }: InstructionsInput): AuditFinding[] {
  return changes.flatMap((change) => {
    const path = [change.path, change.basePath].find(isInstructions);
    if (path === undefined || matchesAny(path, planned) || texts.some((text) => names(text, path))) return [];
    const first = addedLines(change)[0]?.line ?? 1;
    const text = change.after ?? change.before;
    return [
      auditFinding({
        kind: 'instructions-changed',
        by: 'values',
        category: 'security',
        severity: 'blocker',
        claim: `${path} tells agents what to do, and the item does not name it`,
        evidence:
          change.status === 'added'
            ? 'The change adds it.'
            : change.status === 'deleted'
              ? 'The change deletes it.'
              : 'The change alters it.',
        ...(text === undefined
          ? {}
          : {
              place: placeIn(
                change.after === undefined ? change.basePath : change.path,
                change.after === undefined ? 'base' : 'new',
                text,
                change.after === undefined ? 1 : first,
              ),
            }),
      }),
    ];
  });
}

/** By its path, or by a file name that is no ordinary word. */
function names(text: string, path: string): boolean {
  const name = path.split('/').at(-1) ?? path;
  return text.includes(path) || (/[.A-Z]/.test(name) && name.length > 5 && text.includes(name) && !path.includes('/'));
}
