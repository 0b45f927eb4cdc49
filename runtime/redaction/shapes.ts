/**
 * Shapes of secrets, each found by the letters it begins with and measured from there. Pure.
 *
 * No pattern is tried twice over the same text: how far a run of letters goes is looked up once for all that begin inside it, so that text made
 * to be slow (`eyJ-eyJ-…`) costs no more than any other.
 */

/** Something to be redacted. */
export interface Candidate {
  /** Stands in the mark: `[redacted:<kind>]`. */
  readonly kind: string;
  /** What it begins with. */
  readonly start: string;
  /** Whether one begins at a place, and where it ends, is decided by this many characters from there on. */
  readonly reach: number;
  /** A letter or digit in front means that it is the middle of something else. */
  readonly standsAlone: boolean;
  /** Where it ends; undefined when what begins here is none. */
  end(scan: Scan, at: number): number | undefined;
}

type Letters = 'alnum' | 'upper' | 'word' | 'token' | 'dashed' | 'bearer' | 'key' | 'digitless';

/** A text that is being looked at, with what was found out about it so far. */
export interface Scan {
  readonly text: string;
  /** Where the run of such letters that covers `at` ends; `at` when there is none. */
  runEnd(letters: Letters, at: number): number;
  /** Where the next line that ends a private key begins and ends, from `at` on; undefined when there is none. */
  nextFooter(at: number): { readonly from: number; readonly end: number } | undefined;
}

const OTHERS: Readonly<Record<Letters, string>> = {
  alnum: '[^A-Za-z0-9]',
  upper: '[^A-Z0-9]',
  word: '[^A-Za-z0-9_]',
  token: '[^A-Za-z0-9_-]',
  dashed: '[^A-Za-z0-9-]',
  bearer: '[^A-Za-z0-9._~+/=-]',
  key: String.raw`[^A-Za-z0-9+/=\s\\]`,
  digitless: '[^A-Za-z_-]',
};

const FOOTER = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;

export function makeScan(text: string): Scan {
  const known = new Map<Letters, { readonly stop: RegExp; from: number; end: number }>();
  let footer: ReturnType<Scan['nextFooter']>;
  let lookedFrom = -1;
  return {
    text,
    runEnd(letters, at) {
      let run = known.get(letters);
      if (run === undefined) {
        run = { stop: new RegExp(OTHERS[letters], 'g'), from: 0, end: -1 };
        known.set(letters, run);
      }
      if (at < run.from || at > run.end) {
        run.stop.lastIndex = at;
        run.from = at;
        run.end = run.stop.exec(text)?.index ?? text.length;
      }
      return run.end;
    },
    nextFooter(at) {
      if (lookedFrom === -1 || at < lookedFrom || (footer !== undefined && at > footer.from)) {
        FOOTER.lastIndex = at;
        const found = FOOTER.exec(text);
        lookedFrom = at;
        footer = found === null ? undefined : { from: found.index, end: FOOTER.lastIndex };
      }
      return footer;
    },
  };
}

/** `start`, then at least `min` and at most `max` of such letters. */
function token(kind: string, start: string, letters: Letters, [min, max]: readonly [min: number, max: number]): Candidate {
  return {
    kind,
    start,
    reach: start.length + max + 1,
    standsAlone: true,
    end: (scan, at) => {
      const from = at + start.length;
      const length = Math.min(scan.runEnd(letters, from) - from, max);
      return length < min ? undefined : from + length;
    },
  };
}

const MOST_KEY = 8000;
const HEADER = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/y;

/** With its end within reach all up to there; without one (cut off) as much as looks like a key. */
const privateKey: Candidate = {
  kind: 'private-key',
  start: '-----BEGIN ',
  reach: MOST_KEY + 200,
  standsAlone: false,
  end: (scan, at) => {
    HEADER.lastIndex = at;
    if (!HEADER.test(scan.text)) return undefined;
    const body = HEADER.lastIndex;
    const footer = scan.nextFooter(body);
    if (footer !== undefined && footer.from <= body + MOST_KEY) return footer.end;
    return Math.min(scan.runEnd('key', body), body + MOST_KEY);
  },
};

const MOST_JWT = 3000;

/** `eyJ….eyJ….…` */
const jwt: Candidate = {
  kind: 'jwt',
  start: 'eyJ',
  reach: 3 * MOST_JWT + 10,
  standsAlone: true,
  end: (scan, at) => {
    const header = scan.runEnd('token', at);
    if (header - at < 13 || header - at > MOST_JWT || !scan.text.startsWith('.eyJ', header)) return undefined;
    const payload = scan.runEnd('token', header + 1);
    const size = payload - header - 1;
    if (size < 13 || size > MOST_JWT || scan.text[payload] !== '.') return undefined;
    const signature = Math.min(scan.runEnd('token', payload + 1), payload + 1 + MOST_JWT);
    return signature - payload - 1 < 10 ? undefined : signature;
  },
};

const MOST_BEARER = 4000;

const bearer = (start: string): Candidate => ({
  kind: 'bearer',
  start,
  reach: start.length + 4 + MOST_BEARER,
  standsAlone: true,
  end: (scan, at) => {
    let from = at + start.length;
    for (let blanks = 1; blanks < 4 && scan.text[from] === ' '; blanks += 1) from += 1;
    const length = Math.min(scan.runEnd('bearer', from) - from, MOST_BEARER);
    return length < 16 ? undefined : from + length;
  },
});

/** A digit is asked for: words joined by hyphens may begin with `sk-` too. */
const apiKey: Candidate = {
  ...token('api-key', 'sk-', 'token', [20, 400]),
  end: (scan, at) => {
    const from = at + 3;
    const length = Math.min(scan.runEnd('token', from) - from, 400);
    const digit = scan.runEnd('digitless', from);
    return length < 20 || digit - from > 200 || !/\d/.test(scan.text[digit] ?? '') ? undefined : from + length;
  },
};

const aws = (start: string): Candidate => ({
  ...token('aws', start, 'alnum', [16, 16]),
  end: (scan, at) => {
    const end = at + start.length + 16;
    return scan.runEnd('alnum', at) === end && scan.runEnd('upper', at) === end ? end : undefined;
  },
});

/** `xoxb-`, `xoxp-` and the like. */
const slack: Candidate = {
  ...token('slack', 'xox', 'dashed', [12, 302]),
  end: (scan, at) => {
    if (!/^[a-z]-/.test(scan.text.slice(at + 3, at + 5))) return undefined;
    const length = Math.min(scan.runEnd('dashed', at + 5) - at - 5, 300);
    return length < 10 ? undefined : at + 5 + length;
  },
};

/** The more particular first. */
export const SHAPES: readonly Candidate[] = [
  privateKey,
  token('anthropic', 'sk-ant-', 'token', [16, 400]),
  apiKey,
  ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'].map((start) => token('github', start, 'alnum', [30, 255])),
  token('github', 'github_pat_', 'word', [22, 255]),
  token('gitlab', 'glpat-', 'token', [20, 200]),
  slack,
  aws('AKIA'),
  aws('ASIA'),
  token('google', 'AIza', 'token', [35, 60]),
  token('npm', 'npm_', 'alnum', [36, 80]),
  jwt,
  bearer('Bearer '),
  bearer('bearer '),
];
