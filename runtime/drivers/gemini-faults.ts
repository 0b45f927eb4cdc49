/** What gemini's error messages, its log and its exit codes mean. Pure. */
import type { Fault, FaultKind } from '../model/agents.ts';
import { isObject, jsonObject } from './ending.ts';

interface Row {
  readonly words: RegExp;
  readonly kind: FaultKind;
  readonly fix?: string;
}

const SIGN_IN = 'Sign in by starting `gemini` once, or set GEMINI_API_KEY.';
const CHOOSE_MODEL = 'Choose another model: agents.<name>.model in okstra.yaml, or --executor-model / --verifier-model.';
const SMALLER = 'Give the agent less: a smaller item, or a model with a larger context window.';

const QUOTA: Row = {
  words: /quota|RESOURCE_EXHAUSTED|rate limit|too many requests|exhausted your capacity|insufficient .*credits/i,
  kind: 'quota',
  fix: 'Wait until the limit resets, or raise it in your plan.',
};
const AUTH: Row = {
  words:
    /UNAUTHENTICATED|PERMISSION_DENIED|API_KEY_INVALID|API key (?:not valid|expired|not found)|auth method|authType|authenticat|authorization is required|GEMINI_API_KEY|GOOGLE_API_KEY|verify your account|access token|invalid_grant|credentials/i,
  kind: 'auth',
  fix: SIGN_IN,
};
const MODEL: Row = {
  words: /ModelNotFound|NOT_FOUND|INVALID_ARGUMENT|FAILED_PRECONDITION|models\/\S+ is not|not supported for|unknown model/i,
  kind: 'model',
  fix: CHOOSE_MODEL,
};
const OVERLOADED: Row = {
  words: /UNAVAILABLE|internal (?:server )?error|DEADLINE_EXCEEDED|overloaded|high demand/i,
  kind: 'overloaded',
};

/** The first row that matches decides. */
const ROWS: readonly Row[] = [
  {
    words: /exceeds the maximum number of tokens|context window|exceeded the token limit/i,
    kind: 'context-overflow',
    fix: SMALLER,
  },
  {
    words: /reached max session turns/i,
    kind: 'output-cap',
    fix: 'Raise agents.<name>.maxTurns in okstra.yaml, or make the item smaller.',
  },
  {
    words: /blocked due to|PROHIBITED_CONTENT|blockReason/i,
    kind: 'refusal',
    fix: 'Word the item differently, or choose another agent.',
  },
  {
    words: /not running in a trusted directory/i,
    kind: 'unstartable',
    fix: 'Settings of the system (/etc/gemini-cli/settings.json) switch folder trust on; gemini cannot be a verifier under them.',
  },
  {
    words: /^Error in \S*settings\.json|YOLO mode is disabled|unknown arguments?:|invalid values:|process\.execve failed/i,
    kind: 'unstartable',
    fix: 'Run `gemini --help` by hand: the settings or the version of the program stand in the way.',
  },
  { words: /error (?:resuming|starting) session/i, kind: 'crash' },
  QUOTA,
  AUTH,
  {
    words:
      /fetch failed|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT|UND_ERR_HEADERS|certificate|ERR_SSL/i,
    kind: 'network',
  },
  {
    words:
      /^terminated$|other side closed|without a finish reason|incomplete json|JSON at position|JSON input|empty response|no final response text|ECONNRESET|EPIPE|UND_ERR_BODY|premature/i,
    kind: 'stream',
  },
  OVERLOADED,
  MODEL,
];

/** Turns a message of gemini into a fault. What no row knows is a crash: one more dispatch is worth it. */
export function geminiFault(message: string): Fault {
  const { said, status } = unwrapped(message);
  const row = ROWS.find(({ words }) => words.test(said)) ?? rowOfStatus(status);
  return faultOf(row, said);
}

/**
 * A message in the light of what else is known, when its own words say nothing: the exit code, which holds the status of the API, and the
 * log, which names the class of the error.
 */
export function judged(fault: Fault, exitCode: number | null, log: string): Fault {
  if (fault.kind !== 'crash') return fault;
  const row = rowOfStatus(statusOf(exitCode)) ?? OWN_CODES[exitCode ?? -1] ?? rowOfLog(log);
  return row === undefined ? fault : faultOf(row, fault.message);
}

const faultOf = (row: Row | undefined, message: string): Fault => ({
  kind: row?.kind ?? 'crash',
  message,
  ...(row?.fix === undefined ? {} : { fix: row.fix }),
});

/** `[API Error: {"error":{…}}]` as its message, with the status behind it. Words may stand before the object. */
function unwrapped(message: string): { readonly said: string; readonly status?: number } {
  const [, inner = message, advice = ''] = /^\[API Error: ([\s\S]*)\](\n[\s\S]*)?$/.exec(message.trim()) ?? [];
  const error = jsonObject(inner.slice(inner.indexOf('{')))?.['error'];
  if (!isObject(error) || typeof error['message'] !== 'string') return { said: `${inner}${advice}`.trim() };
  const marks = [error['code'], error['status'], ...reasons(error['details'])].flatMap((mark) =>
    typeof mark === 'string' || typeof mark === 'number' ? [String(mark)] : [],
  );
  const status = typeof error['code'] === 'number' ? { status: error['code'] } : {};
  return { said: `${error['message']} (${marks.join(' ')})${advice}`, ...status };
}

const reasons = (details: unknown): readonly unknown[] =>
  (Array.isArray(details) ? details : []).filter(isObject).map(({ reason }) => reason);

/** gemini's own exit codes. */
const OWN_CODES: Readonly<Record<number, Row>> = {
  41: AUTH,
  52: { words: /$/, kind: 'unstartable', fix: 'Look at the settings that the message names.' },
};

const STATUSES = [400, 401, 402, 403, 404, 408, 413, 429, 499, 500, 501, 502, 503, 504, 529];

/** The exit code of a failed call is the status modulo 256. */
const statusOf = (exitCode: number | null): number | undefined => STATUSES.find((status) => status % 256 === exitCode);

function rowOfStatus(status: number | undefined): Row | undefined {
  if (status === undefined) return undefined;
  if (status === 429 || status === 402) return QUOTA;
  if (status === 401 || status === 403) return AUTH;
  return status >= 499 || status === 408 ? OVERLOADED : MODEL;
}

function rowOfLog(log: string): Row | undefined {
  const status = /\b(?:status|code): (\d{3})\b/.exec(log)?.[1];
  return /ModelNotFoundError/.test(log) ? MODEL : rowOfStatus(status === undefined ? undefined : Number(status));
}
