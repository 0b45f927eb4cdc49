/**
 * Taking secrets out of text before it is written anywhere. Pure.
 *
 * Every pattern has a greatest length, so whether something begins at a place is decided by a limited piece of text behind it. The stream
 * holds that much back, and therefore gives the same output however its input was cut.
 */

export interface Redactor {
  readonly text: (text: string) => string;
  /** For output that comes in pieces; what is held back comes with `end`. */
  readonly stream: () => RedactingStream;
}

export interface RedactingStream {
  push(chunk: string): string;
  end(): string;
}

/** Longest piece of text that a shape can match; what is left of a longer one stands in the output. */
const LONGEST_SHAPE = 9000;
const STEP = 1024;

/** `[redacted:<kind>]`, by shape. A letter or digit in front means that it is the middle of something else. */
const SHAPES: readonly (readonly [kind: string, pattern: string])[] = [
  [
    'private-key',
    String.raw`-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[\s\S]{0,8000}?-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|[A-Za-z0-9+/=\s\\]{0,8000})`,
  ],
  ['anthropic', String.raw`(?<![A-Za-z0-9])sk-ant-[A-Za-z0-9_-]{16,400}`],
  // A digit is asked for: words joined by hyphens may begin with `sk-` too.
  ['api-key', String.raw`(?<![A-Za-z0-9])sk-(?=[A-Za-z_-]{0,200}\d)[A-Za-z0-9_-]{20,400}`],
  ['github', String.raw`(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{22,255})`],
  ['gitlab', String.raw`(?<![A-Za-z0-9])glpat-[A-Za-z0-9_-]{20,200}`],
  ['slack', String.raw`(?<![A-Za-z0-9])xox[a-z]-[A-Za-z0-9-]{10,300}`],
  ['aws', String.raw`(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])`],
  ['google', String.raw`(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35,60}`],
  ['npm', String.raw`(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36,80}`],
  ['jwt', String.raw`(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{10,3000}\.eyJ[A-Za-z0-9_-]{10,3000}\.[A-Za-z0-9_-]{10,2000}`],
  ['bearer', String.raw`(?<![A-Za-z0-9])[Bb]earer {1,4}[A-Za-z0-9._~+/=-]{16,4000}`],
];

/** @param values secrets as they stand in the environment; they are found as they are, escaped as in JSON, and encoded as in addresses. */
export function makeRedactor(values: readonly string[]): Redactor {
  const variants = [...new Set(values.flatMap(forms))].filter((value) => value !== '').toSorted((a, b) => b.length - a.length);
  const byValue = variants.length === 0 ? [] : [['env', variants.map((value) => escape(value)).join('|')] as const];
  const kinds = [...byValue, ...SHAPES];
  const pattern = kinds.map(([, source]) => `(${source})`).join('|');
  // One more on either side for what stands before and after a match.
  const reach = Math.max(LONGEST_SHAPE, variants[0]?.length ?? 0) + 2;
  const regex = new RegExp(pattern, 'g');

  /** Redacts what begins in `text` at `from` or later and before `until`. `next`: where to go on. */
  const scan = (text: string, from: number, until: number): { readonly out: string; readonly next: number } => {
    regex.lastIndex = from;
    let out = '';
    let at = from;
    for (let match = regex.exec(text); match !== null && match.index < until; match = regex.exec(text)) {
      const kind = kinds[match.slice(1).findIndex((group) => group !== undefined)]?.[0] ?? 'secret';
      out += `${text.slice(at, match.index)}[redacted:${kind}]`;
      at = regex.lastIndex;
    }
    return at >= until ? { out, next: at } : { out: out + text.slice(at, until), next: until };
  };

  return {
    text: (text) => scan(text, 0, text.length).out,
    stream: () => {
      // `held[0, done)` is written already; its last character is kept because patterns look at what stands before them.
      let held = '';
      let done = 0;
      return {
        push: (chunk) => {
          held += chunk;
          const until = held.length - reach;
          // Small pieces are gathered: each look goes over all that is held back.
          if (until - done < STEP) return '';
          const { out, next } = scan(held, done, until);
          const keep = Math.max(0, next - 1);
          held = held.slice(keep);
          done = next - keep;
          return out;
        },
        end: () => {
          const { out } = scan(held, done, held.length);
          held = '';
          done = 0;
          return out;
        },
      };
    },
  };
}

/** A value of several lines also line by line: tools print such values indented or one line at a time. */
function forms(value: string): string[] {
  const lines = value.includes('\n') ? value.split(/\r?\n/).filter((line) => line.length >= 16 && !line.startsWith('-----')) : [];
  return [value, ...lines].flatMap((each) => [each, JSON.stringify(each).slice(1, -1), encode(each)]);
}

function encode(value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    return value; // half a surrogate pair has no encoding
  }
}

const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
