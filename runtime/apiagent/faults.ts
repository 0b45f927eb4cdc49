/** What went wrong with a model call, as a fault and as advice: whether to ask again, when, and without which option. Pure. */
import { nearest } from '../config/nearest.ts';
import type { ApiRequest } from '../drivers/api-request.ts';
import { retryTime } from '../drivers/retry-time.ts';
import type { Fault, FaultKind } from '../model/agents.ts';
import { WireError } from './conversation.ts';
import type { Refusable } from './wires/index.ts';

export interface CallFailure {
  readonly fault: Fault;
  /** Whether the same call may go well next time. */
  readonly again: boolean;
  /** Milliseconds that the API asks to wait first. */
  readonly afterMs?: number;
  /** An option that the server does not know. */
  readonly refused?: Refusable;
}

type About = Pick<ApiRequest, 'agent' | 'model' | 'keyEnv' | 'baseUrl' | 'known' | 'requestMs' | 'isOwnUrl'>;

/** @param now milliseconds since 1970 */
export function failureOf(error: unknown, about: About, now: number): CallFailure {
  const seen = factsOf(error);
  if (seen.status === undefined && seen.type === '' && seen.code === '') return withoutAnswer(error, seen, about);
  return answered(seen, about, now);
}

interface Facts {
  readonly status: number | undefined;
  readonly code: string;
  readonly type: string;
  readonly param: string;
  readonly message: string;
  /** Milliseconds that the body names to wait. */
  readonly delayMs: number | undefined;
  readonly headers: Headers | undefined;
}

function factsOf(error: unknown): Facts {
  const top = objectOf(error);
  const body = objectOf(top['error']);
  const inner = Object.keys(objectOf(body['error'])).length > 0 ? objectOf(body['error']) : body;
  const status = typeof top['status'] === 'number' ? top['status'] : undefined;
  const details = Array.isArray(inner['details']) ? inner['details'].map(objectOf) : [];
  const code = textOf(inner['code'] ?? top['code']);
  const reason = details.map((each) => textOf(each['reason'])).find((each) => each !== '');
  const message = [inner['message'], body['detail'], top['message']].find(
    (each) => typeof each === 'string' && each.trim() !== '',
  );
  return {
    status,
    // Google has the status as its code, and words under names of its own.
    code: reason ?? (code === String(status) ? '' : code),
    type: textOf(inner['type'] ?? top['type'] ?? inner['status']),
    param: textOf(inner['param'] ?? top['param']),
    message: cut(typeof message === 'string' ? message.trim() : 'no message', 2000),
    delayMs: details.map((each) => secondsOf(each['retryDelay'])).find((each) => each !== undefined),
    headers: top['headers'] instanceof Headers ? top['headers'] : undefined,
  };
}

const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
/** `34.07s` in milliseconds. */
const secondsOf = (value: unknown): number | undefined =>
  typeof value === 'string' && /^\d+(?:\.\d+)?s$/.test(value) ? Number.parseFloat(value) * 1000 : undefined;
const cut = (text: string, max: number): string => (text.length <= max ? text : `${text.slice(0, max)} […]`);

const TLS = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ALTNAME/;

/** Nobody answered, or the answer broke off. */
function withoutAnswer(error: unknown, { message }: Facts, about: About): CallFailure {
  const host = hostOf(about.baseUrl);
  if (error instanceof WireError && error.kind === 'stream') return { fault: { kind: 'stream', message }, again: true };
  const causes = causesOf(error);
  const code = causes.map((cause) => textOf(objectOf(cause)['code'])).find((each) => each !== '') ?? '';
  const words = causes.map((cause) => (cause instanceof Error ? cause.message : '')).filter((each) => each !== '');
  const why = cut(words.at(-1) ?? message, 500);
  const names = causes.map((cause) => (cause instanceof Error ? cause.constructor.name : ''));
  if (names.some((name) => /Timeout/.test(name)) || /UND_ERR_(?:HEADERS|BODY)_TIMEOUT/.test(code)) {
    const seconds = Math.round(about.requestMs / 1000);
    const late = `${host} gave no whole answer within ${seconds} s`;
    return { fault: { kind: 'network', message: late, fix: `Raise agents.${about.agent}.requestTimeout.` }, again: true };
  }
  if (TLS.test(code))
    return {
      fault: {
        kind: 'network',
        message: `the certificate of ${host} is not trusted: ${why} (${code})`,
        fix: 'Name the certificate of your own authority in NODE_EXTRA_CA_CERTS, or set NODE_USE_SYSTEM_CA=1.',
      },
      again: false,
    };
  if (names.includes('APIConnectionError'))
    return {
      fault: {
        kind: 'network',
        message: `${host} cannot be reached: ${why}${code === '' || why.includes(code) ? '' : ` (${code})`}`,
        fix: `Look whether it runs there, and at agents.${about.agent}.baseUrl and the proxy.`,
      },
      again: true,
    };
  // What the SDKs say of a stream that is none, or that ended too soon, has many forms.
  return { fault: { kind: 'stream', message: `the answer of ${host} broke off or is no stream: ${why}` }, again: true };
}

/** From the outermost on; of several at once the first. */
function causesOf(error: unknown): readonly unknown[] {
  const found: unknown[] = [];
  for (let at: unknown = error; at !== undefined && at !== null && found.length < 8; ) {
    found.push(at);
    const { cause, errors } = objectOf(at);
    at = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return found;
}

function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}

const OVERFLOW =
  /context_length_exceeded|prompt is too long|context (?:length|window|size)|maximum context|too many (?:input )?tokens|input is too long|input length|reduce the length|token count .{0,60}exceeds|exceed_context_size/i;
const WRONG_KEY = /authentication_error|permission_error|invalid_api_key|API_KEY_INVALID/;
const NO_SUCH_KEY = /api key (?:is )?(?:not valid|invalid|expired)|(?:invalid|incorrect) api key/i;
const NO_MONEY = /insufficient_quota|billing|credit balance|insufficient (?:credits|balance|funds)|exceeded your current quota/i;
const FILTERED = /content_filter|content_policy|content management policy|responsible ai|safety system|usage policy/i;
const NO_SUCH_MODEL =
  /model_not_found|no such model|model .{0,200}(?:not found|does not exist|not supported|is not available)|unknown model/i;
const TRANSIENT = /overloaded|server_error|api_error|internal|timeout_error|unavailable|rate_limit/i;

function answered(seen: Facts, about: About, now: number): CallFailure {
  const { status = 0, code, type, message } = seen;
  const words = `${code} ${type} ${message}`;
  const no = (kind: FaultKind, fix?: string): CallFailure => ({
    fault: { kind, message: said(seen), ...(fix === undefined ? {} : { fix }) },
    again: false,
  });
  if (status === 401 || status === 403 || WRONG_KEY.test(`${code} ${type}`) || (status === 400 && NO_SUCH_KEY.test(message)))
    return no('auth', keyFix(about));
  // The same words stand in limits on calls that pass; those name a time.
  const passes = status === 429 && !/insufficient_quota/.test(words) && waitOf(seen, now) !== undefined;
  if (status === 402 || (NO_MONEY.test(words) && !passes))
    return no('quota', `Add credit at ${hostOf(about.baseUrl)}, or choose another agent.`);
  if (status !== 429 && OVERFLOW.test(words)) return no('context-overflow');
  if (status === 413) return no('prompt-too-large');
  if (FILTERED.test(words)) return no('refusal', 'Word the item differently, or choose another agent.');
  if (status === 404 || (status < 500 && NO_SUCH_MODEL.test(words)))
    return no('model', modelFix(about, status === 404 && !/model/i.test(words)));
  if (status === 429 || /rate_limit/.test(`${code} ${type}`)) return later('quota', seen, now);
  if (status === 408 || status === 409 || status === 425 || status >= 500) return later('overloaded', seen, now);
  if (status === 400 || status === 422) {
    // Servers of one's own name what they do not know in any words, or in none.
    const refused = refusedOption(seen) ?? (about.isOwnUrl ? undefined : 'schema');
    return {
      ...no('model', `Look at the settings of agents.${about.agent} in okstra.yaml.`),
      ...(refused === undefined ? {} : { refused }),
    };
  }
  // An error inside a stream has words and no status.
  if (status === 0 && TRANSIENT.test(words)) return later('overloaded', seen, now);
  return no('model', `Look at the settings of agents.${about.agent} in okstra.yaml.`);
}

function said({ status, code, type, message }: Facts): string {
  const name = [type, code].filter((each) => each !== '' && !message.includes(each)).join(', ');
  return `${status === undefined ? '' : `status ${status}: `}${message}${name === '' ? '' : ` (${name})`}`;
}

const keyFix = ({ agent, keyEnv, baseUrl }: About): string =>
  keyEnv === undefined
    ? `Name the variable that holds the key for ${hostOf(baseUrl)}: agents.${agent}.keyEnv in okstra.yaml.`
    : `Set ${keyEnv} to a key that is valid at ${hostOf(baseUrl)} and may use this model.`;

function modelFix({ agent, model, known, baseUrl }: About, mayBePlace: boolean): string {
  if (mayBePlace) return `Look at agents.${agent}.baseUrl (${baseUrl}): there is no such path; the model is ${model}.`;
  const near = nearModels(model, known);
  const choose = `agents.${agent}.model in okstra.yaml`;
  return near.length === 0
    ? `Name a model that ${hostOf(baseUrl)} has: ${choose}.`
    : `Did you mean ${near.join(' or ')}? ${choose}`;
}

/** Names of the list that may be meant: the nearest, and those of its family. */
export function nearModels(model: string, known: readonly string[]): readonly string[] {
  const names = known.filter((name) => /\d/.test(name) && name !== model);
  const first = nearest(model, names);
  const others = names.filter((name) => name !== first && familyOf(name) === familyOf(model));
  return [...(first === undefined ? [] : [first]), ...others].slice(0, 3);
}

const familyOf = (name: string): string =>
  name
    .split(/[-.\d]/)
    .slice(0, 2)
    .join('-');

const SCHEMA =
  /response_format|output_config|output_format|text\.format|json_schema|structured output|\bschema\b|grammar|response[ _]?(?:mime[ _]?type|schema)/i;

/** Where a server names an option that only few know. */
function refusedOption({ message, param, code }: Facts): Refusable | undefined {
  const words = `${message} ${param} ${code}`;
  if (SCHEMA.test(words)) return 'schema';
  if (/stream_options|include_usage/i.test(words)) return 'usage';
  if (/\binclude\b|encrypted_content/i.test(words)) return 'include';
  return undefined;
}

/** @param kind `quota` for a limit on calls, which passes */
function later(kind: 'quota' | 'overloaded', seen: Facts, now: number): CallFailure {
  const afterMs = waitOf(seen, now);
  const retryAt = kind === 'quota' && afterMs !== undefined ? { retryAt: new Date(now + afterMs).toISOString() } : {};
  return { fault: { kind, message: said(seen), ...retryAt }, again: true, ...(afterMs === undefined ? {} : { afterMs }) };
}

/** `retry-after-ms`, `retry-after` in seconds or as a date, what the body names, or the words of the message. */
function waitOf({ headers, delayMs, message }: Facts, now: number): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (Number.isFinite(ms) && ms >= 0) return ms;
  const after = headers?.get('retry-after')?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(after)) return Number(after) * 1000;
  const date = Date.parse(after);
  if (after !== '' && !Number.isNaN(date)) return Math.max(0, date - now);
  if (delayMs !== undefined) return delayMs;
  const told = retryTime(message, new Date(now).toISOString());
  return told === undefined ? undefined : Math.max(0, Date.parse(told) - now);
}
