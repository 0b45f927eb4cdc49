/** The second pass of redaction: detectors of a library that look at lines as a whole. Pure. */
import type { RedactingStream } from './redact.ts';

/** The secrets in a text, as they stand there. Never throws. */
export type Detector = (text: string) => readonly { readonly secret: string; readonly kind: string }[];

/** Longest piece that is looked at at once: what a detector makes of a bad text may grow faster than the text. */
const PIECE = 64 * 1024;
/** Of a line that is longer, so much of the end of a piece is looked at again with the next: no secret that detectors know is longer. */
const OVERLAP = 4096;

/** Text in which a detector that failed, or has no end, cannot have hidden anything: what it finds in the escaped form counts as well. */
export function withoutDetected(text: string, detect: Detector): string {
  if (text.length <= PIECE) return replaced(text, secretsIn(text, detect));
  const pass = makeSecondPass(detect);
  return pass.push(text) + pass.end();
}

/** In JSON the quotes around a value are escaped, and detectors that go by names and quotes miss it. */
function secretsIn(text: string, detect: Detector): ReadonlyMap<string, string> {
  const looked = [...detect(text), ...(text.includes('\\') ? detect(plain(text)) : [])];
  return new Map(looked.flatMap(({ secret, kind }) => (isMark(secret) ? [] : [[secret, kind] as const])));
}

const plain = (text: string): string => text.replaceAll(/\\+n/g, '\n').replaceAll(/\\+(["'/\\])/g, '$1');

/** What the first pass left in the place of a secret. */
const isMark = (secret: string): boolean => secret === '' || secret.includes('[redacted:');

function replaced(text: string, secrets: ReadonlyMap<string, string>): string {
  let out = text;
  for (const [secret, kind] of [...secrets].toSorted(([a], [b]) => b.length - a.length)) {
    out = out.replaceAll(secret, `[redacted:${kind}]`);
    // What stood escaped in the text was found without its escapes.
    const inJson = JSON.stringify(secret).slice(1, -1);
    if (inJson !== secret) out = out.replaceAll(inJson, `[redacted:${kind}]`);
  }
  return out;
}

export function makeSecondPass(detect: Detector): RedactingStream {
  let held = '';
  const take = (isLast: boolean): string => {
    let out = '';
    for (;;) {
      const { end, look } = nextPiece(held, isLast);
      if (end === 0) return out;
      const secrets = secretsIn(held.slice(0, look), detect);
      const cut = beforeSecrets(held, look === end ? end : end, secrets);
      out += replaced(held.slice(0, cut), secrets);
      held = held.slice(cut);
    }
  };
  return {
    push: (chunk) => {
      held += chunk;
      return take(false);
    },
    end: () => take(true),
  };
}

/** What can go out, and what has to be looked at for it: whole lines, or of a line that is too long all but the overlap. */
function nextPiece(held: string, isLast: boolean): { readonly end: number; readonly look: number } {
  if (isLast && held.length <= PIECE) return { end: held.length, look: held.length };
  const line = held.lastIndexOf('\n', PIECE - 1) + 1;
  if (line > 0) return { end: line, look: line };
  return held.length < PIECE ? { end: 0, look: 0 } : { end: PIECE - OVERLAP, look: PIECE };
}

/** A cut that goes through none of the secrets. */
function beforeSecrets(text: string, cut: number, secrets: ReadonlyMap<string, string>): number {
  let at = cut;
  for (const secret of secrets.keys()) {
    const from = text.indexOf(secret, Math.max(0, at - secret.length + 1));
    if (from > 0 && from < at) at = from;
  }
  return at;
}
