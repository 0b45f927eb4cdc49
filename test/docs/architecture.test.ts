import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { repository } from '../support/program.ts';
import { page, rows, unquoted } from './pages.ts';

const read = (file: string): string => readFileSync(join(repository, file), 'utf8');
const architecture = page('ARCHITECTURE.md').text;
const words = (cell: string): readonly string[] => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, word = '']) => word);

describe('ARCHITECTURE.md', () => {
  const text = architecture.slice(architecture.indexOf('| action |'), architecture.indexOf('## Rules'));
  const listed = rows(text.slice(0, text.indexOf('\n\n')));
  const typesIn = (source: string): readonly string[] => [...source.matchAll(/type: '([a-z-]+)'/g)].map(([, type = '']) => type);

  test('lists the actions of the lead, all of them and no others', () => {
    const source = read('runtime/lead/action.ts');
    const actions = new Set(
      typesIn(source.slice(source.indexOf('export type Action'), source.indexOf('export const actionKey'))),
    );
    expect(listed.flatMap(([cell = '']) => words(cell)).toSorted()).toEqual([...actions].toSorted());
  });

  test('names the events of the journal, all of them and no others', () => {
    const events = read('runtime/model/events.ts');
    const known = new Set(typesIn(events));
    const named = [...listed.flatMap(([, , cell = '']) => words(cell)), ...words(text.slice(text.indexOf('\n\n')))];
    expect([...new Set(named)].toSorted()).toEqual([...known].toSorted());
  });

  test('describes the folders of the runtime, all of them and no others', () => {
    const folders = readdirSync(join(repository, 'runtime')).map((name) => `runtime/${name}`);
    const described = rows(architecture)
      .map(([cell = '']) => unquoted(cell))
      .filter((cell) => cell.startsWith('runtime/'));
    expect(described.toSorted()).toEqual(folders.toSorted());
  });

  test('names the functions of a source as the interface has them', () => {
    const source = read('runtime/sources/source.ts');
    const body = source.slice(source.indexOf('export interface Source {'), source.indexOf('export interface SourceOptions'));
    const functions = [...body.matchAll(/^ {2}(\w+)\(/gm)].map(([, name = '']) => name);
    expect(functions.length).toBeGreaterThan(5);
    expect(functions.filter((name) => !architecture.includes(`\`${name}\``))).toEqual([]);
  });

  test('names the functions of a driver as the interface has them', () => {
    const agents = read('runtime/model/agents.ts');
    const functions = [...agents.slice(agents.indexOf('export interface Driver {')).matchAll(/^ {2}(\w+)\(/gm)].map(
      ([, name = '']) => name,
    );
    expect(functions).toEqual(['program', 'command', 'readLine', 'conclude']);
    expect(functions.filter((name) => !architecture.includes(`\`${name}(`))).toEqual([]);
  });
});

test('every package has its reason in the decision about packages, and no other is listed', () => {
  const listed = rows(page('docs/decisions/0012-dependencies.md').text).flatMap(([cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
  const {
    dependencies = {},
    devDependencies = {},
    optionalDependencies = {},
  } = packageJson as { readonly [K in 'dependencies' | 'devDependencies' | 'optionalDependencies']?: Record<string, string> };
  expect(listed.toSorted()).toEqual(Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }).toSorted());
});

test('scripts that the documents tell people to run are there', () => {
  const scripts = Object.keys(packageJson.scripts);
  const named = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'].flatMap((file) =>
    [...page(file).text.matchAll(/npm run ([a-z:]+)/g)].map(([, name = '']) => name),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
});
