/** One value of okstra.yaml changed, everything else left as its author wrote it. */
import { type Document, isCollection, isScalar, parseDocument, stringify } from 'yaml';
import { bad, type Failure, ok, type Result } from '../model/failure.ts';
import { formatKey, knownKeysAt, parseKey } from './keys.ts';
import { nearest } from './nearest.ts';
import { type Layer, parseConfig } from './parse.ts';
import { problem } from './problem.ts';
import { resolveConfig } from './resolve.ts';
import { describe } from './text.ts';

/**
 * @param text of okstra.yaml as it is; empty for a file that does not exist yet
 * @param change.key dotted, such as `run.maxAttempts`
 * @param change.value as YAML: `3`, `strict`, `[codex, claude]`; `null` removes the key, so that its default holds again
 * @param file named in places
 * @returns the new text, valid as a whole, or every problem
 */
export function editConfig(text: string, change: { readonly key: string; readonly value: string }, file: string): Result<string> {
  const before = parseConfig(text, file);
  if (!before.ok) return before;
  const path = keyPath(change.key);
  const value = parseValue(change.value);
  if (!path.ok || !value.ok) return bad([...(path.ok ? [] : [path.failure]), ...(value.ok ? [] : [value.failure])]);
  const after = spliced(text, path.value, value.value) ?? rewritten(text, path.value, value.value);
  const checked = parseConfig(after, file);
  const failures = checked.ok ? agentProblems(checked.value) : checked.failure;
  // The user typed the value, not the line it would have come to stand on.
  const place = { file: change.key };
  return failures.length === 0
    ? ok(after)
    : bad(failures.map(({ code, message, fix }) => problem(code, message, { place, fix })));
}

function keyPath(key: string): Result<readonly string[], Failure> {
  const path = parseKey(key);
  if (path === undefined)
    return bad(problem('config-value', `Expected a dotted key such as run.maxAttempts, found ${describe(key)}.`));
  for (const [index, part] of path.entries()) {
    const known = knownKeysAt(path.slice(0, index));
    if (known === undefined || known.includes(part)) continue;
    const meant = nearest(part, known);
    const right = meant === undefined ? undefined : formatKey([...path.slice(0, index), meant, ...path.slice(index + 1)]);
    const fix = right === undefined ? undefined : `Write ${right}.`;
    return bad(problem('config-unknown-key', `Expected one of ${known.join(', ')}, found ${describe(part)}.`, { fix }));
  }
  return ok(path);
}

function parseValue(text: string): Result<unknown, Failure> {
  const document = parseDocument(text, { prettyErrors: false });
  const [error] = document.errors;
  if (error === undefined) return ok(document.toJS({ maxAliasCount: 0 }) as unknown);
  const message = `Expected a YAML value, found ${describe(text)}: ${error.message}.`;
  return bad(problem('config-syntax', message, { fix: "Quote the value for the shell: '[codex, claude]'." }));
}

/** Only the value's own characters are replaced; undefined when it is not there yet or spans lines. */
function spliced(text: string, path: readonly string[], value: unknown): string | undefined {
  if (value === null) return undefined;
  const node = parseDocument(text).getIn(path, true);
  const range = (isScalar(node) || isCollection(node)) && node.anchor === undefined ? node.range : undefined;
  const json = flow(value);
  if (range === undefined || range === null || json.includes('\n')) return undefined;
  const [start, end] = range;
  const old = text.slice(start, end);
  return old.trim() === '' || old.includes('\n') ? undefined : text.slice(0, start) + json + text.slice(end);
}

const flow = (value: unknown): string =>
  typeof value === 'object'
    ? stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd()
    : stringify(value, { lineWidth: 0 }).trimEnd();

function rewritten(text: string, path: readonly string[], value: unknown): string {
  const document: Document = parseDocument(text);
  if (value === null) document.deleteIn(path);
  else {
    const node = document.createNode(value);
    if (isCollection(node)) node.flow = true;
    document.setIn(path, node);
  }
  return document.toString({ lineWidth: 0 });
}

/** Roles may name agents of the user file, so only what the file alone decides is looked at. */
function agentProblems(layer: Layer): readonly Failure[] {
  const resolved = resolveConfig({ project: layer });
  return resolved.ok ? [] : resolved.failure.filter(({ code }) => code === 'config-effort' || code === 'config-agent');
}
