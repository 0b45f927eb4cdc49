/** Reads the tests of a file with whatever there is for its language. */

import { readGo } from './go.ts';
import type { Grammars } from './grammars.ts';
import { readJava } from './java.ts';
import { readJavaScript } from './javascript.ts';
import { readLines } from './lines.ts';
import type { TestFile } from './model.ts';
import { readPython } from './python.ts';
import { readRust } from './rust.ts';
import { type Tree, treeOf } from './tree.ts';

/** A quick look at whether a file can hold tests or assertions at all. */
export const mayHoldTests = (text: string): boolean =>
  /\b[xf]?(?:test|it|specify|describe|suite|context)\s*[.(`]|\bdef\s+test|\bclass\s+Test|func\s+(?:Test|Fuzz|Example|Benchmark)|#\[\s*(?:\w+\s*::\s*)*(?:test|rstest|test_case|quickcheck|proptest|wasm_bindgen_test|bench)\b|@(?:\w+\.)*(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property|Example)\b|\b[aA]ssert|\bexpect|\bshould\b/.test(
    text,
  );

/** Never throws. */
export function readTests(path: string, text: string, grammars: Grammars): TestFile {
  const tree = treeOf(path, text, grammars);
  return tree === undefined ? readLines(text) : READERS[tree.grammar](tree);
}

const READERS: Readonly<Record<Tree['grammar'], (tree: Tree) => TestFile>> = {
  javascript: readJavaScript,
  typescript: readJavaScript,
  tsx: readJavaScript,
  python: readPython,
  go: readGo,
  rust: readRust,
  java: readJava,
};
