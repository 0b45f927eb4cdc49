/** Reads the shipped prompt texts. The only file of this folder that touches the disk. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail } from '../model/failure.ts';
import type { ItemTemplate } from '../model/item.ts';
import { parseProfile } from './profile.ts';
import type { Profile, PromptLibrary } from './types.ts';

const TEMPLATES = { executor: 'item-spec-executor.md', verifier: 'item-spec-verifier.md' } as const;

/**
 * All profiles and the default item templates of `folder`.
 *
 * @param folder default: `prompts/` beside the nearest `package.json` above this file, which serves the sources and the bundle alike
 * @throws OkstraError when the folder or a template is missing, or a profile is invalid
 */
export function loadPromptLibrary(folder = shippedPrompts()): PromptLibrary {
  if (!existsSync(folder)) {
    throw fail('system', 'prompts-missing', `Expected the folder of prompt texts, found nothing at ${folder}.`, {
      fix: 'Install okstra again.',
      place: { file: folder },
    });
  }
  const templates: readonly string[] = Object.values(TEMPLATES);
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.md') && !templates.includes(name))
    .toSorted();
  return {
    profiles: names.map((name) => loadProfile(join(folder, name))),
    itemTemplates: { executor: loadTemplate(folder, TEMPLATES.executor), verifier: loadTemplate(folder, TEMPLATES.verifier) },
  };
}

function loadProfile(file: string): Profile {
  const parsed = parseProfile(file, readFileSync(file, 'utf8'));
  if (parsed.ok) return parsed.value;
  const [first, ...others] = parsed.failure;
  if (first === undefined) throw new Error(`${file} was refused without a reason`);
  const { category, code, message, ...facts } = first;
  throw fail(category, code, `${file}: ${message}`, { ...facts, details: { ...facts.details, others } });
}

function loadTemplate(folder: string, name: string): ItemTemplate {
  const file = join(folder, name);
  if (!existsSync(file)) {
    throw fail('system', 'prompts-missing', `Expected the item template ${name}, found none in ${folder}.`, {
      fix: 'Install okstra again.',
      place: { file },
    });
  }
  return { path: `prompts/${name}`, text: readFileSync(file, 'utf8') };
}

function shippedPrompts(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return join(folder, 'prompts');
}
