/** YAML text to a plain value that still knows where each part stands. */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, type YAMLError } from 'yaml';
import { bad, type Failure, ok, type Place, type Result } from '../model/failure.ts';
import { formatKey, type KeyPath } from './keys.ts';
import { problem } from './problem.ts';
import { describe } from './text.ts';

/** Larger configuration is refused before it is parsed. */
export const MAX_YAML_CHARACTERS = 262_144;
/** Parts that a document may repeat through aliases. */
const MAX_ALIASES = 50;

export interface LocatedYaml {
  /** `{}` for an empty document. */
  readonly value: Readonly<Record<string, unknown>>;
  /** Where a value stands; the nearest place above it when it is not there. */
  readonly placeOf: (path: KeyPath) => Place;
  /** Where the key of a value stands. */
  readonly placeOfKey: (path: KeyPath) => Place;
}

/** @param file named in places */
export function parseYaml(text: string, file: string): Result<LocatedYaml> {
  if (text.length > MAX_YAML_CHARACTERS) {
    return bad([
      problem('config-too-large', `Expected at most ${MAX_YAML_CHARACTERS} characters of YAML, found ${text.length}.`, {
        place: { file },
      }),
    ]);
  }
  try {
    return parseBounded(text, file);
  } catch (error) {
    // yaml throws these two for aliases that multiply and for nesting deeper than the stack
    if (error instanceof ReferenceError) {
      const message = `Expected at most ${MAX_ALIASES} repeated parts through aliases, found more.`;
      return bad([problem('config-aliases', message, { place: { file }, fix: 'Write the repeated parts out.' })]);
    }
    if (!(error instanceof RangeError)) throw error;
    return bad([
      problem('config-too-deep', 'Expected a few levels of nesting, found more than can be read.', { place: { file } }),
    ]);
  }
}

function parseBounded(text: string, file: string): Result<LocatedYaml> {
  const lines = new LineCounter();
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: true, version: '1.2', schema: 'core' } as const;
  const documents = parseAllDocuments(text, options);
  const [document, second] = documents;
  if (document === undefined) return ok(locate(undefined, { file, lines }, {}));
  const errors = documents.flatMap(({ errors: found, warnings }) => found.concat(warnings));
  if (errors.length > 0) return bad(errors.map((error) => syntaxFailure(error, file, lines)));
  if (second !== undefined) {
    const { line, col } = lines.linePos(second.range[0]);
    const facts = { place: { file, line, column: col }, fix: 'Remove the line `---` and what follows it.' };
    return bad([problem('config-syntax', 'Expected one YAML document, found a second one.', facts)]);
  }
  const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {};
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return ok(locate(document, { file, lines }, value as Readonly<Record<string, unknown>>));
  }
  return bad([
    problem('config-type', `Expected keys and values, found ${describe(value)}.`, { place: { file, line: 1, column: 1 } }),
  ]);
}

interface Position {
  readonly file: string;
  readonly lines: LineCounter;
}

const FIXES: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with spaces.',
  DUPLICATE_KEY: 'Keep one of the two.',
};

function syntaxFailure(error: YAMLError, file: string, lines: LineCounter): Failure {
  const { line, col } = lines.linePos(error.pos[0]);
  const code = error.code === 'DUPLICATE_KEY' ? 'config-duplicate-key' : 'config-syntax';
  const place = { file, line: Math.max(1, line), column: Math.max(1, col) };
  return problem(code, `Expected valid YAML, found: ${error.message.replace(/\.$/, '')}.`, { place, fix: FIXES[error.code] });
}

function locate(document: Document | undefined, position: Position, value: Readonly<Record<string, unknown>>): LocatedYaml {
  const place = (path: KeyPath, want: 'key' | 'value'): Place => {
    const offset = document === undefined ? undefined : offsetOf(document, path, want);
    const field = formatKey(path);
    const at = offset === undefined ? undefined : position.lines.linePos(offset);
    return {
      file: position.file,
      ...(at === undefined ? {} : { line: at.line, column: at.col }),
      ...(field === '' ? {} : { field }),
    };
  };
  return { value, placeOf: (path) => place(path, 'value'), placeOfKey: (path) => place(path, 'key') };
}

/** Walks down as far as the path goes; a part that is missing leaves the last place found. */
function offsetOf(document: Document, path: KeyPath, want: 'key' | 'value'): number | undefined {
  let node = document.contents as Node | null | undefined;
  let offset = node?.range?.[0];
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => (isScalar(key) ? String(key.value) : undefined) === String(part));
      if (pair === undefined) return offset;
      node = pair.value as Node | null;
      const key = (pair.key as Node).range?.[0];
      const isLast = part === path.at(-1);
      offset = (want === 'key' && isLast ? key : node?.range?.[0]) ?? key ?? offset;
    } else if (isSeq(node) && typeof part === 'number') {
      node = node.items[part] as Node | undefined;
      offset = node?.range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}
