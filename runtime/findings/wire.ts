/** From the JSON of an answer to its typed value, with problems in words that an agent can act on. */
import type { VerifierAnswerWire } from '../generated/types.ts';
import { validateVerifierAnswer } from '../generated/validators/verifier-answer.js';
import type { SchemaError } from '../generated/validators.js';
import { bad, ok, type Result } from '../model/failure.ts';
import type { Location, Quote, RawFinding, Reproducer, VerifierAnswer } from '../model/findings.ts';
import { reportIn } from './task-report.ts';
import { excerpt, isObject, kindOf } from './text.ts';

/** More problems than these say nothing new. */
const PROBLEMS_SHOWN = 12;

/** @returns the answer as the schema describes it, or what does not fit, never an empty list */
export function parseWire(value: unknown, form: VerifierAnswer['form']): Result<VerifierAnswer, readonly string[]> {
  const checked = fitting<VerifierAnswerWire>(value, validateVerifierAnswer);
  return checked.ok ? ok(normalize(checked.value, form)) : checked;
}

/** A value that fits a schema, or what does not fit, never an empty list. */
export function fitting<Wire>(value: unknown, validate: Validate<Wire>): Result<Wire, readonly string[]> {
  if (!isObject(value)) return bad([`expected one JSON object, found ${kindOf(value)}`]);
  if (validate(value)) return ok(value as Wire);
  if (isSchemaItself(value)) return bad(['expected an answer that fits the schema, found the schema itself']);
  const problems = (validate.errors ?? []).map((error) => describe(error, value));
  const distinct = [...new Set(problems.filter((problem) => problem !== undefined))];
  const shown = distinct.slice(0, PROBLEMS_SHOWN);
  return bad(distinct.length > shown.length ? [...shown, `and ${distinct.length - shown.length} more of the same kind`] : shown);
}

interface Validate<Wire> {
  (value: unknown): value is Wire;
  readonly errors?: readonly SchemaError[] | null;
}

const isSchemaItself = (value: Readonly<Record<string, unknown>>): boolean =>
  isObject(value['properties']) && ('$schema' in value || value['type'] === 'object');

function normalize(wire: VerifierAnswerWire, form: VerifierAnswer['form']): VerifierAnswer {
  return {
    form,
    tree: wire.tree.trim(),
    verdict: wire.verdict,
    criteria: wire.criteria.map(({ id, status, evidence }) => ({ id: id.trim(), status, evidence })),
    findings: wire.findings.map(normalizeFinding),
    commands: (wire.commands ?? []).map(({ cmd, exitCode }) => ({ cmd, exitCode: exitCode ?? null })),
    summary: wire.summary ?? '',
    remainingTasks: [],
    ...('gaps' in wire || 'fixTasks' in wire ? { report: reportIn({ ...wire }) } : {}),
  };
}

type FindingWire = VerifierAnswerWire['findings'][number];

/** Paths and sides in one spelling, empty optional fields left out. */
export function normalizeFinding(wire: FindingWire): RawFinding {
  const { category, severity, claim, evidence } = wire;
  const criterion = wire.criterion?.trim();
  const recommendation = wire.recommendation?.trim();
  return {
    category,
    severity,
    claim,
    evidence,
    ...(wire.location ? { location: normalizeLocation(wire.location) } : {}),
    ...(criterion ? { criterion } : {}),
    ...(wire.quote ? { quote: normalizeQuote(wire.quote) } : {}),
    ...(wire.reproducer ? { reproducer: normalizeReproducer(wire.reproducer) } : {}),
    ...(recommendation ? { recommendation } : {}),
  };
}

function normalizeLocation({ file, startLine, endLine }: NonNullable<FindingWire['location']>): Location {
  const end = endLine ?? startLine;
  return { file: normalizePath(file), startLine: Math.min(startLine, end), endLine: Math.max(startLine, end) };
}

export const normalizeQuote = ({ file, side, line, text }: NonNullable<FindingWire['quote']>): Quote => ({
  file: normalizePath(file),
  side: side ?? 'new',
  line,
  text,
});

const normalizeReproducer = ({ cmd, expect }: NonNullable<FindingWire['reproducer']>): Reproducer => ({
  cmd,
  expect: { exit: expect.exit, ...(typeof expect.stdout === 'string' ? { stdout: expect.stdout } : {}) },
});

/** Agents name the same file as `src/a.ts`, `./src/a.ts` and `src\a.ts`; findings are merged by file. */
const normalizePath = (file: string): string =>
  file
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '');

/** @returns undefined for an error that only repeats another one */
function describe(error: SchemaError, value: unknown): string | undefined {
  const place = error.instancePath === '' ? 'the answer' : error.instancePath;
  const found = valueAt(value, error.instancePath);
  const shown = found !== null && typeof found === 'object' ? kindOf(found) : excerpt(JSON.stringify(found) ?? 'nothing', 60);
  switch (error.keyword) {
    case 'required':
      return `${place}: "${String(error.params['missingProperty'])}" is missing`;
    case 'type':
      if (error.schemaPath.includes('/anyOf/')) return undefined;
      return `${place}: expected ${[error.params['type']].flat().join(' or ')}, found ${shown}`;
    case 'enum':
      if (error.schemaPath.includes('/anyOf/')) return undefined;
      return `${place}: expected one of ${allowed(error)}; found ${shown}`;
    case 'anyOf':
      return `${place}: expected a whole number or "nonzero", found ${shown}`;
    case 'minLength':
      return `${place}: expected a text, found an empty one`;
    default:
      return `${place}: ${error.message ?? 'does not fit the schema'}, found ${shown}`;
  }
}

function allowed({ params }: SchemaError): string {
  const values: readonly unknown[] = Array.isArray(params['allowedValues']) ? params['allowedValues'] : [];
  return values.filter((value) => typeof value === 'string').join(', ');
}

function valueAt(value: unknown, pointer: string): unknown {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  return keys.reduce<unknown>(
    (found, key) => (typeof found === 'object' && found !== null ? (found as Readonly<Record<string, unknown>>)[key] : undefined),
    value,
  );
}
