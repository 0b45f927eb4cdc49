/** data.json as text: one form for one value, so that writing it again gives the same bytes. */
import schema from '../../schemas/report.schema.json' with { type: 'json' };
import type { ReportData } from '../generated/types.ts';

/** The part of JSON Schema that decides the order of keys. */
interface Shape {
  readonly $ref?: string;
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
}

const ROOT = schema as unknown as Shape & { readonly $defs: Readonly<Record<string, Shape>> };

/**
 * Two spaces, a newline at the end, keys in the order of the schema. What the schema leaves open (the record of convergence) is repeated as
 * it came.
 */
export const serialiseReport = (data: ReportData): string => `${JSON.stringify(inOrder(data, ROOT), null, 2)}\n`;

function inOrder(value: unknown, given: Shape | undefined): unknown {
  const shape = resolve(given);
  if (Array.isArray(value)) return value.map((item) => inOrder(item, shape?.items));
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Readonly<Record<string, unknown>>;
  const properties = shape?.properties ?? {};
  const known = Object.keys(properties).filter((key) => Object.hasOwn(record, key));
  const other = Object.keys(record).filter((key) => !Object.hasOwn(properties, key));
  return Object.fromEntries([...known, ...other].map((key) => [key, inOrder(record[key], properties[key])]));
}

/** Follows references; of alternatives the one that describes an object, the others being null. */
function resolve(shape: Shape | undefined): Shape | undefined {
  if (shape?.$ref !== undefined) return resolve(ROOT.$defs[shape.$ref.replace('#/$defs/', '')]);
  return shape?.anyOf ? shape.anyOf.map(resolve).find((each) => each?.properties !== undefined) : shape;
}
