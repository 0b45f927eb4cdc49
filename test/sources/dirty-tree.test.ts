import { describe, expect, test } from 'vitest';
import { dirtyTree } from '../../runtime/sources/dirty-tree.ts';

describe('uncommitted changes', () => {
  const input = { files: ['src/a.ts'], roots: ['specs', 'specs/frds'], mode: 'strict' } as const;
  test('stop a strict run when they touch files of the item; all others are named', () => {
    expect(dirtyTree({ ...input, changed: ['src/a.ts', 'src/b.ts'] })).toEqual({ stops: ['src/a.ts'], named: ['src/b.ts'] });
    expect(dirtyTree({ ...input, changed: ['src/', 'lib/'] })).toEqual({ stops: ['src/'], named: ['lib/'] });
  });
  test('stop no other run', () => {
    expect(dirtyTree({ ...input, mode: 'parallel', changed: ['src/a.ts'] })).toEqual({ stops: [], named: ['src/a.ts'] });
  });
  test('to the documents, the configuration and what runs write never count', () => {
    const changed = ['specs/frds/index.json', 'okstra.yaml', '.codex/NOTES.md', '.okstra/index.sqlite'];
    expect(dirtyTree({ ...input, files: changed, changed })).toEqual({ stops: [], named: [] });
  });
});
