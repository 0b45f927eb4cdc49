/** Secrets in added lines, found by a library's detectors. What is found is never repeated. */
import { type AuditFinding, auditFinding, type FileChange } from '../types.ts';
import { addedLines } from './added-lines.ts';

export interface SecretsInput {
  readonly changes: readonly FileChange[];
  /**
   * Replaces what is known to be secret by `[redacted:…]`, as everything okstra writes is: it knows values of the environment that no
   * detector can. Absent: shapes only.
   */
  readonly redact?: (text: string) => string;
}

/** Longer texts are looked at in pieces, since detectors take regular expressions over all of one. */
const PIECE_LINES = 2000;

export async function auditSecrets({ changes, redact = (text) => text }: SecretsInput): Promise<AuditFinding[]> {
  const found: AuditFinding[] = [];
  for (const change of changes) {
    const lines = addedLines(change).filter(({ text }) => text.length <= LONGEST_LINE);
    for (let at = 0; at < lines.length; at += PIECE_LINES) {
      const piece = lines.slice(at, at + PIECE_LINES);
      const hits = new Map<number, string>();
      const { linesWithSecrets } = await import('../../redaction/detectors.ts');
      for (const { line, kind } of linesWithSecrets(change.path, piece.map(({ text }) => text).join('\n'))) hits.set(line, kind);
      for (const [index, { text }] of piece.entries())
        if (!hits.has(index + 1) && redact(text) !== text)
          hits.set(index + 1, /\[redacted:([\w-]+)\]/.exec(redact(text))?.[1] ?? 'secret');
      for (const [index, kind] of hits) {
        const line = piece[index - 1];
        if (line !== undefined && !isMadeUp(line.text)) found.push(secret(change.path, line.line, kind));
      }
    }
  }
  return found;
}

const LONGEST_LINE = 20_000;

/** Values that stand for one, as in examples. */
const isMadeUp = (text: string): boolean =>
  /(?:x{8,}|0{12,}|EXAMPLE|your[-_ ]?(?:key|token|secret|password)|<[\w -]+>|\$\{[\w.]+\}|process\.env|os\.environ|dummy|changeme)/i.test(
    text,
  ) && !/-----BEGIN/.test(text);

/** No quote: the line is the secret. */
function secret(path: string, line: number, kind: string): AuditFinding {
  const { finding, ...rest } = auditFinding({
    kind: 'secret',
    by: 'values',
    category: 'security',
    severity: 'blocker',
    claim: `${path} gets what looks like a secret (${kind})`,
    evidence: `In line ${line}; it is not repeated here.`,
    recommendation: 'Take it out of the change, and revoke it: it was written to disk.',
  });
  return { ...rest, finding: { ...finding, location: { file: path, startLine: line, endLine: line } } };
}
