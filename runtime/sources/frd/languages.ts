/** Languages of a bundle, and the preflight check that records them. Pure. */
import type { DetectedLanguage } from '../../evidence/toolchain.ts';
import { detectLanguages } from '../../evidence/toolchain.ts';
import type { PreflightCheck } from '../../model/bundle.ts';
import { filesOfBundle } from './select.ts';
import type { FrdTask } from './types.ts';

/** @param tree paths of all files of the repository */
export function bundleLanguages(tasks: readonly FrdTask[], tree: readonly string[]): readonly DetectedLanguage[] {
  const files = filesOfBundle(tasks);
  return detectLanguages(tree, files.length === 0 ? undefined : files);
}

export const languagesCheck = (languages: readonly DetectedLanguage[]): PreflightCheck => ({
  name: 'language_profiles',
  status: 'passed',
  details: languages.length === 0 ? 'none' : languages.map(({ name, from }) => `${name} (${from.join(', ')})`).join('; '),
});
