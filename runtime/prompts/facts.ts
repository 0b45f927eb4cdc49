import type { Role } from '../model/agents.ts';
import type { Level, Mode, Phase } from '../model/plan.ts';
import type { PromptFacts, Step } from './types.ts';

/** The one place where the facts of a dispatch come together. */
export function dispatchFacts(
  role: Role,
  dispatch: {
    readonly phase: Phase;
    readonly mode: Mode;
    readonly ci?: boolean;
    readonly level: Level;
    readonly agent: string;
    readonly language: readonly string[];
    readonly item: { readonly source: string; readonly labels?: readonly string[] };
  },
): PromptFacts {
  const { phase, mode, ci = false, level, agent, language, item } = dispatch;
  const { source, labels = [] } = item;
  return { phase, role, mode: ci && mode === 'strict' ? 'strict-ci' : mode, level, source, agent, language, label: labels };
}

const STEPS: Readonly<Record<Role, Step>> = {
  analyst: 'analyse',
  executor: 'execute',
  verifier: 'verify',
  'report-writer': 'report',
};

/** The step of a run at which a role works; undefined for a word that is no role. */
export const stepOf = (role: string | undefined): Step | undefined =>
  role !== undefined && Object.hasOwn(STEPS, role) ? STEPS[role as Role] : undefined;

/** Values of the facts whose values are okstra's own words. */
export const KNOWN_VALUES = {
  phase: [
    'requirements-discovery',
    'improvement-discovery',
    'error-analysis',
    'implementation-planning',
    'implementation',
    'final-verification',
    'release-handoff',
  ],
  role: ['executor', 'verifier', 'analyst', 'report-writer'],
  mode: ['strict', 'parallel', 'strict-ci'],
  level: ['light', 'cross'],
} as const satisfies {
  readonly phase: readonly Phase[];
  readonly role: readonly Role[];
  readonly mode: readonly string[];
  readonly level: readonly Level[];
};
