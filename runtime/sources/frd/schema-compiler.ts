/** The compiler of JSON Schema, apart so that it is loaded only where a repository has a schema of its own. */

import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { SchemaValidator } from '../../generated/validators.js';

/** Draft 2020-12 with formats, in strict form. Throws what is wrong with the schema. */
export function compileSchema(schema: object): SchemaValidator<unknown> {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
  formats.default(ajv);
  return ajv.compile(schema);
}
