/** What codex's error messages mean. The program gives no codes, so the words are all there is. Pure. */
import type { Fault, FaultKind } from '../model/agents.ts';

interface Row {
  readonly words: RegExp;
  readonly kind: FaultKind;
  readonly fix?: string;
}

const SIGN_IN = 'Sign in with `codex login`, or set the key of your model provider (CODEX_API_KEY for the built-in one).';
const CHOOSE_MODEL = 'Choose another model: agents.<name>.model in okstra.yaml, or --executor-model / --verifier-model.';
const SMALLER = 'Give the agent less: a smaller item, or a model with a larger context window.';

/** The first row that matches decides; the order puts what is said explicitly before what status numbers only hint at. */
const ROWS: readonly Row[] = [
  {
    words:
      /ran out of room in the model's context window|context_length_exceeded|exceeds the context window|maximum context length/i,
    kind: 'context-overflow',
    fix: SMALLER,
  },
  {
    words: /exceeds the maximum length of \d+ characters|input_too_large|unexpected status 413/i,
    kind: 'prompt-too-large',
    fix: SMALLER,
  },
  { words: /model rerouted:/i, kind: 'model', fix: CHOOSE_MODEL },
  {
    words:
      /usage limit|quota exceeded|exceeded your current quota|insufficient_quota|out of credits|credit limit|spend(?:ing)? (?:cap|limit)|unexpected status 402/i,
    kind: 'quota',
    fix: 'Wait until the limit resets, or raise it in your plan.',
  },
  { words: /rate limit|too many requests|status:? 429/i, kind: 'quota' },
  {
    words:
      /unexpected status 40[13]\b|401 unauthorized|403 forbidden|missing environment variable|not logged in|(?:incorrect|invalid) api key|token (?:has )?expired|refresh token|log ?in again|upgrade to plus: /i,
    kind: 'auth',
    fix: SIGN_IN,
  },
  {
    words:
      /flagged|cyber_policy|usage polic|safety (?:reasons|system|policy)|policy violation|content_filter|limited access to this content|refus(?:ed|al) to/i,
    kind: 'refusal',
    fix: 'Word the item differently, or choose another agent.',
  },
  {
    words: /at capacity|high demand|high load|overloaded|unexpected status 5\d\d|internal server error/i,
    kind: 'overloaded',
  },
  {
    words:
      /connection failed|connection refused|error sending request|failed to lookup address|name does not resolve|dns error|network is unreachable|timed out connecting|\btls\b|certificate/i,
    kind: 'network',
  },
  {
    words: /stream disconnected|stream closed before|idle timeout|transport error|error decoding response body/i,
    kind: 'stream',
  },
  {
    words:
      /codex_home points to|error finding codex home|unknown feature flag|error loading config|error parsing|unexpected argument|invalid value .* for '/i,
    kind: 'unstartable',
    fix: 'Run `codex exec --help` by hand with the same CODEX_HOME: the configuration or the version of the program stands in the way.',
  },
  {
    words:
      /unexpected status 4\d\d|does not exist|not supported|unsupported|unknown model|model_not_found|invalid_request|invalid_json_schema|invalid (?:schema|value|type|parameter|prompt)/i,
    kind: 'model',
    fix: CHOOSE_MODEL,
  },
];

/** Of a request that the service refused with 400 the program shows the bare answer. */
const BARE_ANSWER: Row = { words: /^\s*\{\s*"error"\s*:/, kind: 'model', fix: CHOOSE_MODEL };

/** Turns a message of codex into a fault. What no row knows is a crash: one more dispatch is worth it. */
export function codexFault(message: string): Fault {
  const row = [...ROWS, BARE_ANSWER].find(({ words }) => words.test(message));
  return { kind: row?.kind ?? 'crash', message: message.trim(), ...(row?.fix === undefined ? {} : { fix: row.fix }) };
}
