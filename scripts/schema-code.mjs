// JSON Schema documents (2020-12) -> standalone validators, their declarations, types, and the schemas as values.
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { root } from './toolchain.mjs';

/**
 * @typedef {Record<string, any>} Json
 * @typedef {{ file: string, key: string, id: string, typeName: string, validatorName: string, schema: Json }} SchemaFile
 */

/**
 * Names what comes out of each schema: its title names the type, its file name the validator.
 *
 * @param {readonly (readonly [file: string, schema: unknown])[]} documents
 * @returns {SchemaFile[]}
 */
export function describeSchemas(documents) {
  const schemas = documents.map(([file, document]) => {
    const schema = /** @type {Json} */ (document);
    const key = schemaKey(file);
    if (typeof schema['title'] !== 'string') throw new Error(`${file}: expected a "title" (it names the type), found none`);
    const id = typeof schema['$id'] === 'string' ? schema['$id'] : basename(file);
    return {
      file,
      key,
      id,
      typeName: pascal(schema['title']),
      validatorName: `validate${pascal(key)}`,
      schema: { ...schema, $id: id },
    };
  });
  for (const name of /** @type {const} */ (['id', 'typeName', 'validatorName'])) rejectDuplicates(schemas, name);
  return schemas;
}

/**
 * @param {readonly SchemaFile[]} schemas
 * @param {'id' | 'typeName' | 'validatorName'} name
 */
function rejectDuplicates(schemas, name) {
  /** @type {Map<string, string>} */
  const seen = new Map();
  for (const schema of schemas) {
    const other = seen.get(schema[name]);
    if (other !== undefined) throw new Error(`${schema.file}: the same ${name} "${schema[name]}" as ${other}`);
    seen.set(schema[name], schema.file);
  }
}

/**
 * The text of every generated file by its name, without its header.
 *
 * @param {readonly SchemaFile[]} schemas
 * @returns {Promise<Record<string, string>>}
 */
export async function renderSchemaCode(schemas) {
  const ajv = compileAll(schemas);
  /** @type {Record<string, string>} */
  const validators = {};
  for (const schema of schemas) {
    validators[validatorFile(schema.key)] = await renderValidator(ajv, schema);
    validators[declarationFile(schema.key)] = renderDeclaration(schema);
  }
  return {
    ...validators,
    'validators.js': renderValidatorIndex(schemas),
    'validators.d.ts': renderDeclarations(schemas),
    'types.ts': await renderTypes(schemas),
    'schemas.ts': renderSchemas(schemas),
  };
}

/**
 * The names that `renderSchemaCode` gives for schemas with these file names.
 *
 * @param {readonly string[]} files
 */
export function outputNames(files) {
  const keys = files.map(schemaKey);
  return [...keys.map(validatorFile), ...keys.map(declarationFile), 'validators.js', 'validators.d.ts', 'types.ts', 'schemas.ts'];
}

/** @param {string} file */
const schemaKey = (file) => basename(file, '.schema.json');

/** @param {string} key */
const validatorFile = (key) => `validators/${key}.js`;

/** @param {string} key */
const declarationFile = (key) => `validators/${key}.d.ts`;

/**
 * The schemas as values, one constant each, for code that hands a schema on: a bundle takes only those it uses.
 *
 * @param {readonly SchemaFile[]} schemas
 */
function renderSchemas(schemas) {
  const constants = schemas.map(({ validatorName, schema }) => {
    const name = `${validatorName.charAt('validate'.length).toLowerCase()}${validatorName.slice('validate'.length + 1)}Schema`;
    return `export const ${name}: Readonly<Record<string, unknown>> = ${JSON.stringify(schema, null, 2)};\n`;
  });
  return constants.length === 0 ? 'export {};\n' : constants.join('\n');
}

/** @param {readonly SchemaFile[]} schemas */
function compileAll(schemas) {
  const require = createRequire(import.meta.url);
  const { Ajv2020 } = require('ajv/dist/2020.js');
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    verbose: false,
    // A shape used in many places is then one function, not a copy for each place.
    inlineRefs: false,
    code: { source: true, esm: true, lines: true },
  });
  require('ajv-formats').default(ajv);
  for (const { schema } of schemas) ajv.addSchema(schema);
  for (const { file, id } of schemas) {
    try {
      ajv.getSchema(id);
    } catch (error) {
      throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
  return ajv;
}

/**
 * One module with all it needs inside it, so that a command loads only the validators it uses.
 *
 * @param {any} ajv
 * @param {SchemaFile} schema
 */
async function renderValidator(ajv, { validatorName, id }) {
  const standaloneCode = createRequire(import.meta.url)('ajv/dist/standalone').default;
  const esbuild = await import('esbuild');
  const result = await esbuild.build({
    stdin: { contents: standaloneCode(ajv, { [validatorName]: id }), resolveDir: root, sourcefile: 'validator.js', loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node22.18',
    legalComments: 'none',
    logLevel: 'silent',
  });
  return result.outputFiles[0]?.text ?? '';
}

/**
 * For code that imports one validator by its own file: a bundle keeps what comes out of one module together.
 *
 * @param {SchemaFile} schema
 */
const renderDeclaration = ({ validatorName, typeName }) =>
  `import type { ${typeName} } from '../types.ts';\nimport type { SchemaValidator } from '../validators.js';\n\nexport declare const ${validatorName}: SchemaValidator<${typeName}>;\n`;

/** @param {readonly SchemaFile[]} schemas */
function renderValidatorIndex(schemas) {
  const lines = schemas.map(({ key, validatorName }) => `export { ${validatorName} } from './${validatorFile(key)}';\n`);
  return lines.length === 0 ? 'export {};\n' : lines.join('');
}

/** @param {readonly SchemaFile[]} schemas */
function renderDeclarations(schemas) {
  const types = schemas.map(({ typeName }) => typeName).toSorted();
  return [
    ...(types.length === 0 ? [] : [`import type { ${types.join(', ')} } from './types.ts';`, '']),
    '/** One place where a value does not fit its schema. */',
    'export interface SchemaError {',
    '  /** JSON pointer into the value, empty for the value itself. */',
    '  readonly instancePath: string;',
    '  readonly schemaPath: string;',
    '  readonly keyword: string;',
    '  readonly params: Readonly<Record<string, unknown>>;',
    '  readonly message?: string;',
    '}',
    '',
    '/** True when the value fits; otherwise `errors` holds every place where it does not, until the next call. */',
    'export interface SchemaValidator<T> {',
    '  (value: unknown): value is T;',
    '  readonly errors?: readonly SchemaError[] | null;',
    '}',
    '',
    ...schemas.map(({ validatorName, typeName }) => `export declare const ${validatorName}: SchemaValidator<${typeName}>;`),
    '',
  ].join('\n');
}

/** @param {readonly SchemaFile[]} schemas */
async function renderTypes(schemas) {
  if (schemas.length === 0) return 'export {};\n';
  const { compile } = await import('json-schema-to-typescript');
  // One document with references inside it only: a shape used by several schemas is then declared once.
  const combined = {
    title: 'AllSchemas',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(schemas.map(({ key }) => [key, { $ref: `#/$defs/${key}` }])),
    $defs: Object.fromEntries(schemas.map((schema) => [schema.key, withLocalReferences(schema, schemas)])),
  };
  const text = await compile(/** @type {any} */ (combined), 'AllSchemas', {
    bannerComment: '',
    declareExternallyReferenced: true,
    enableConstEnums: false,
    format: true,
    unknownAny: true,
    style: { singleQuote: true, printWidth: 130 },
  });
  const types = text.replace(/(?:\/\*\*(?:(?!\*\/)[^])*\*\/\s*)?export interface AllSchemas \{[^]*?\n\}\n/, '').trimStart();
  for (const { file, typeName } of schemas) {
    if (!new RegExp(`export (?:interface|type) ${typeName}\\b`).test(types)) {
      throw new Error(`${file}: no type ${typeName} came out; its title must differ from the titles of all other shapes`);
    }
  }
  return types;
}

/**
 * The schema with every reference rewritten to a place in the combined document.
 *
 * @param {SchemaFile} schema
 * @param {readonly SchemaFile[]} all
 */
function withLocalReferences({ file, id, schema }, all) {
  /** @param {string} reference */
  const target = (reference) => {
    const [document = '', pointer = ''] = reference.split('#', 2);
    const wanted = document === '' ? id : all.some((other) => other.id === document) ? document : resolveId(document, id);
    const other = all.find((candidate) => candidate.id === wanted);
    if (other === undefined) throw new Error(`${file}: $ref "${reference}": no schema has the $id "${wanted}"`);
    return `#/$defs/${other.key}${pointer}`;
  };
  /** @param {unknown} node @returns {unknown} */
  const visit = (node) => {
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node).map(([name, value]) => [
        name,
        name === '$ref' && typeof value === 'string' ? target(value) : visit(value),
      ]),
    );
  };
  const { $id: _id, $schema: _dialect, ...rest } = schema;
  return visit(rest);
}

/**
 * @param {string} reference
 * @param {string} base
 */
function resolveId(reference, base) {
  return URL.canParse(reference, base) ? new URL(reference, base).href : reference;
}

/** @param {string} text */
function pascal(text) {
  return text
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
