import type { Role } from '../model/agents.ts';
import type { Level, Mode, Phase } from '../model/plan.ts';
import type { PromptFacts } from './types.ts';

/** The one place where the facts of a dispatch come together. */
export function dispatchFacts(
  role: Role,
  dispatch: {
    readonly phase: Phase;
    readonly mode: Mode;
    readonly level: Level;
    readonly agent: string;
    readonly language: readonly string[];
    readonly item: { readonly source: string };
  },
): PromptFacts {
  const { phase, mode, level, agent, language, item } = dispatch;
  return { phase, role, mode, level, source: item.source, agent, language };
}
