/** The facts of a run that its prompts are chosen by, collected once and kept in the journal. */
import { detectLanguages } from '../evidence/index.ts';
import type { RunFacts } from '../model/events.ts';
import type { WorkItem } from '../model/item.ts';
import type { Mode } from '../model/plan.ts';
import type { Ports } from './ports.ts';

/** @param tree paths of all files of the base */
export function collectFacts(
  run: { readonly item: WorkItem; readonly mode: Mode },
  tree: readonly string[],
  { env }: Pick<Ports, 'env'>,
): RunFacts {
  return { ci: isCi(env), languages: detectLanguages(tree, run.item.files), labels: run.item.labels ?? [] };
}

/** As CI services set it, and as people switch it off. */
function isCi(env: Ports['env']): boolean {
  const value = env['CI'] ?? '';
  return value !== '' && value !== '0' && value.toLowerCase() !== 'false';
}
