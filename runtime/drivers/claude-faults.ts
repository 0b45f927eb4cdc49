/** What claude's errors mean: by its own reasons first, then by words, then by the status of the model's host. Pure. */
import type { Fault, FaultKind } from '../model/agents.ts';

/** What one error of the program says about itself. */
export interface ClaudeError {
  readonly message: string;
  /** HTTP status of the model's host, when it answered at all. */
  readonly status?: number | undefined;
  /** `terminal_reason` of the result: why the program stopped. */
  readonly reason?: string | undefined;
}

interface Row {
  readonly words: RegExp;
  readonly status?: (status: number) => boolean;
  readonly reasons?: readonly string[];
  readonly kind: FaultKind;
  readonly fix?: string;
}

const SIGN_IN =
  'Sign in: start `claude` and enter /login, or set ANTHROPIC_API_KEY, ANTHROPIC_AUTH_TOKEN or CLAUDE_CODE_OAUTH_TOKEN.';
const CHOOSE_MODEL = 'Choose another model: agents.<name>.model in okstra.yaml, or --executor-model / --verifier-model.';
const SMALLER = 'Give the agent less: a smaller item, or a model with a larger context window.';

const is =
  (...statuses: readonly number[]) =>
  (status: number): boolean =>
    statuses.includes(status);

/** `--max-budget-usd` */
const MONEY_CAP: Row = {
  words: /maximum budget/i,
  reasons: ['budget_exhausted'],
  kind: 'output-cap',
  fix: 'Raise agents.<name>.maxBudgetUsd in okstra.yaml, or make the item smaller.',
};

/** Whether the program ended because its limit on money was reached. */
export const isMoneyCap = ({ fix }: Fault): boolean => fix === MONEY_CAP.fix;

/** The first row that matches decides; the order puts what is said explicitly before what a status only hints at. */
const ROWS: readonly Row[] = [
  {
    words: /prompt is too long|context window limit|context limit reached/i,
    reasons: ['prompt_too_long', 'blocking_limit', 'rapid_refill_breaker'],
    kind: 'context-overflow',
    fix: SMALLER,
  },
  {
    words: /stdin input exceeds|request too large/i,
    status: is(413),
    reasons: ['image_error'],
    kind: 'prompt-too-large',
    fix: SMALLER,
  },
  {
    words: /maximum number of turns/i,
    reasons: ['max_turns'],
    kind: 'output-cap',
    fix: 'Raise agents.<name>.maxTurns in okstra.yaml, or make the item smaller.',
  },
  MONEY_CAP,
  {
    words: /output token maximum/i,
    kind: 'output-cap',
    fix: 'Set CLAUDE_CODE_MAX_OUTPUT_TOKENS higher, or make the item smaller.',
  },
  {
    words:
      /hit your .{0,40}limit|usage limit|limit reached|credit balance|spend(?:ing)? limit|out of (?:extra )?(?:usage|credits)/i,
    status: is(402),
    kind: 'quota',
    fix: 'Wait until the limit resets, or raise it in your plan.',
  },
  { words: /rate limit|limiting requests|too many requests/i, status: is(429), kind: 'quota' },
  {
    words: /safeguards|safety classifier|usage polic|legal\/aup/i,
    kind: 'refusal',
    fix: 'Word the item differently, or choose another agent.',
  },
  {
    words:
      /not logged in|please run \/login|invalid (?:api key|auth token|bearer)|failed to authenticate|oauth token|login expired|disabled claude subscription|could not (?:load|resolve) .{0,40}credentials/i,
    status: is(401, 403),
    kind: 'auth',
    fix: SIGN_IN,
  },
  {
    words: /issue with the selected model|answered as .+ was asked/i,
    status: is(404),
    reasons: ['model_error'],
    kind: 'model',
    fix: CHOOSE_MODEL,
  },
  {
    words:
      /stream idle|connection to the api was lost|connection (?:dropped|closed|reset)|empty or malformed response|json parse error|stream ended|mid-response/i,
    kind: 'stream',
  },
  {
    words:
      /connection refused|unable to connect|could not connect|timed out|network|\bdns\b|enotfound|eai_again|econn\w+|certificate|self.signed/i,
    kind: 'network',
  },
  { words: /overloaded|at capacity|server error|server-side issue/i, status: (status) => status >= 500, kind: 'overloaded' },
  {
    words:
      /unknown option|not a valid json schema|argument missing|argument '.*' is invalid|native binary not installed|cannot be used with|requires --/i,
    kind: 'unstartable',
    fix: 'Run `claude --help` by hand: the version of the program or its configuration stands in the way.',
  },
  {
    words: /invalid_request_error|unsupported|not supported/i,
    status: (status) => status >= 400,
    kind: 'model',
    fix: CHOOSE_MODEL,
  },
];

/** Turns an error of claude into a fault. What no row knows is a crash: one more dispatch is worth it. */
export function claudeFault({ message, status, reason }: ClaudeError): Fault {
  const row =
    ROWS.find(({ reasons }) => reason !== undefined && reasons?.includes(reason)) ??
    ROWS.find((each) => each.words.test(message) || (status !== undefined && each.status?.(status)));
  return { kind: row?.kind ?? 'crash', message: message.trim(), ...(row?.fix === undefined ? {} : { fix: row.fix }) };
}
