/** The answer's schema as agent CLIs take it: closed, with every property required and the optional ones nullable. */
import { positionsAnswerSchema, reportProseSchema, taskReportSchema, verifierAnswerSchema } from '../generated/schemas.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Keywords that providers of strict structured output take; everything else is left to okstra's own validation. */
const KEPT = ['description', 'type', 'enum', 'const'] as const;

/** What is asked for: a verifier's own review, of a task with what it reports besides, its positions on findings of others, or a report writer's texts. */
export type AnswerKind = 'review' | 'task-review' | 'positions' | 'prose';

const SCHEMAS: Readonly<Record<Exclude<AnswerKind, 'task-review'>, Schema>> = {
  review: verifierAnswerSchema,
  positions: positionsAnswerSchema,
  prose: reportProseSchema,
};

/**
 * The strict variant of the schema in `schemas/` for that kind of answer. An answer that fits it fits the schema itself too.
 *
 * @returns a plain JSON value, made anew on each call
 */
export function strictSchema(kind: AnswerKind = 'review'): Record<string, unknown> {
  return strictly(kind === 'task-review' ? taskReview() : SCHEMAS[kind]);
}

function taskReview(): Schema {
  const properties = { ...asSchema(verifierAnswerSchema['properties']), ...asSchema(taskReportSchema['properties']) };
  return { ...verifierAnswerSchema, properties };
}

function strictly(schema: Schema): Record<string, unknown> {
  const kept = Object.fromEntries(KEPT.flatMap((keyword) => (keyword in schema ? [[keyword, schema[keyword]]] : [])));
  const { anyOf, items, properties } = schema;
  if (Array.isArray(anyOf)) return { ...kept, anyOf: anyOf.map((each) => strictly(asSchema(each))) };
  if (isSchema(items)) return { ...kept, items: strictly(items) };
  if (isSchema(properties)) return { ...kept, ...strictObject(schema, properties) };
  return kept;
}

function strictObject(schema: Schema, properties: Schema): Record<string, unknown> {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const entries = Object.entries(properties).map(([name, each]): [string, Schema] => {
    const property = strictly(asSchema(each));
    return [name, required.includes(name) ? property : nullable(property)];
  });
  return { properties: Object.fromEntries(entries), required: Object.keys(properties), additionalProperties: false };
}

/** Not every provider takes `null` beside an object or inside an enumeration; all take it as an alternative of its own. */
function nullable(schema: Schema): Schema {
  const { description, ...rest } = schema;
  const types = [rest['type']].flat().filter((type) => type !== 'null');
  const values = Array.isArray(rest['enum']) ? rest['enum'].filter((value) => value !== null) : undefined;
  const [type] = types;
  const isPlain = types.length === 1 && values === undefined && type !== 'object' && type !== 'array';
  const base = { ...rest, type, ...(values ? { enum: values } : {}) };
  const alternatives = isPlain ? { type: [type, 'null'] } : { anyOf: [base, { type: 'null' }] };
  return description === undefined ? alternatives : { description, ...alternatives };
}

function asSchema(value: unknown): Schema {
  if (!isSchema(value)) throw new Error(`expected a schema object, found ${JSON.stringify(value)}`);
  return value;
}

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);
