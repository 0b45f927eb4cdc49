import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addHumanEvidence, readHumanEvidence, wordsFor } from '../../runtime/store/human-evidence.ts';
import { emptyFolder } from '../git/scratch.ts';

const said = (entry: string, words: string, tree: string | null) => ({
  entry,
  words,
  by: 'ada',
  at: '2031-04-02T12:00:00.000Z',
  tree,
});

test('words of a person hold for the tree that was looked at, or for the next one; the newest count', () => {
  const top = emptyFolder();
  expect(readHumanEvidence(top)).toEqual([]);
  addHumanEvidence(top, said('FRD-001-T1-V1', 'looked', 'aaa'));
  addHumanEvidence(top, said('FRD-001-T1-V2', 'approved', null));
  addHumanEvidence(top, said('FRD-001-T1-V1', 'looked again', 'aaa'));
  const all = readHumanEvidence(top);
  const of = (tree: string) => [...wordsFor(all, tree)].map(([entry, { words }]) => [entry, words]);
  expect(of('aaa')).toEqual([
    ['FRD-001-T1-V1', 'looked again'],
    ['FRD-001-T1-V2', 'approved'],
  ]);
  expect(of('bbb')).toEqual([['FRD-001-T1-V2', 'approved']]);
});

test('a file that is damaged is an error that names it, and stays', () => {
  const top = emptyFolder();
  addHumanEvidence(top, said('FRD-001-T1-V1', 'looked', null));
  writeFileSync(join(top, '.okstra/human-evidence.json'), '{"entries"');
  expect(() => readHumanEvidence(top)).toThrow('found text that is none');
});
