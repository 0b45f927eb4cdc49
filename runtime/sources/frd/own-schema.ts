/** A repository's own schema of feature documents, compiled when it is met. Nothing is ever fetched. */
import { isDeepStrictEqual } from 'node:util';
import { positionAt } from '../../config/text.ts';
import { frdSchema } from '../../generated/schemas.ts';
import { validateFrd } from '../../generated/validators/frd.js';
import type { SchemaValidator } from '../../generated/validators.js';
import type { Failure, Result } from '../../model/failure.ts';
import { bad, ok } from '../../model/failure.ts';
import { parseLocatedJson } from '../../prompts/json.ts';

/** @param file as messages name it */
export async function compileOwnSchema(text: string, file: string): Promise<Result<SchemaValidator<unknown>, Failure>> {
  const located = parseLocatedJson(text);
  if (!located.ok) {
    const { offset, expected, found } = located.failure;
    return bad(
      refused(file, `Expected ${expected}, found ${found}.`, 'Correct the JSON at that place.', positionAt(text, offset)),
    );
  }
  const { value, places } = located.value;
  // A copy of okstra's own needs no compiler.
  if (isDeepStrictEqual(withoutId(value), withoutId(frdSchema))) return ok(validateFrd);
  const away = remoteReferences(value);
  const [first] = away;
  if (first !== undefined) {
    return bad(
      refused(
        file,
        `Expected references inside the schema, found ${away.map(({ target }) => `"${target}"`).join(', ')}; nothing is fetched.`,
        'Put what is referred to into "$defs" of this schema, and write "#/$defs/<name>".',
        positionAt(text, places.get(first.pointer) ?? 0),
      ),
    );
  }
  try {
    const { compileSchema } = await import('./schema-compiler.ts');
    return ok(compileSchema(value as object));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return bad(
      refused(
        file,
        `Expected a JSON Schema of draft 2020-12 in strict form, found: ${why}.`,
        'Correct the schema, or remove it.',
        {
          line: 1,
          column: 1,
        },
      ),
    );
  }
}

function withoutId(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $id: _id, ...rest } = schema as Readonly<Record<string, unknown>>;
  return rest;
}

/** References that lead out of the document. */
function remoteReferences(schema: unknown): readonly { readonly pointer: string; readonly target: string }[] {
  const ids = new Set<string>();
  const references: { pointer: string; target: string }[] = [];
  const visit = (node: unknown, pointer: string, base: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const members = node as Readonly<Record<string, unknown>>;
    const here = typeof members['$id'] === 'string' ? resolved(members['$id'], base) : base;
    ids.add(here);
    for (const [name, value] of Object.entries(members)) {
      const child = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if ((name === '$ref' || name === '$dynamicRef') && typeof value === 'string') {
        references.push({ pointer: child, target: resolved(value, here) });
      } else visit(value, child, here);
    }
  };
  visit(schema, '', ROOT);
  return references.filter(({ target }) => !ids.has(target.replace(/#.*$/, '')));
}

/** Where a schema without `$id` is taken to be. */
const ROOT = 'okstra:/';
const resolved = (reference: string, base: string): string =>
  URL.canParse(reference, base) ? new URL(reference, base).href.replace(/#$/, '') : reference;

const refused = (
  file: string,
  message: string,
  fix: string,
  at: { readonly line: number; readonly column: number },
): Failure => ({
  category: 'findings',
  code: 'frd-schema',
  message,
  fix,
  place: { file, ...at },
});
