/** What agents report besides their work on a task: gaps of the specification, and code of other tasks that is wrong. Claims, all of it. */

export const FIX_TYPES = [
  'runtime-error',
  'regression',
  'integration-failure',
  'context-gap',
  'design-gap',
  'supply-chain',
] as const;
export type FixType = (typeof FIX_TYPES)[number];

export const GAP_LEVELS = ['L0', 'L1', 'L2'] as const;
export type GapLevel = (typeof GAP_LEVELS)[number];

export interface ReportedGap {
  readonly level: GapLevel;
  readonly what: string;
  /** L1: what was taken for granted. L2: the choices, in words. Empty: nothing was said. */
  readonly assumption: string;
  /** L0: a literal replacement in a spec. */
  readonly patch?: { readonly file: string; readonly find: string; readonly replace: string };
}

export interface ReportedFix {
  readonly type: FixType;
  /** Task whose code is wrong. */
  readonly task: string;
  readonly files: readonly string[];
  readonly what: string;
}

export interface TaskReport {
  readonly gaps: readonly ReportedGap[];
  readonly fixes: readonly ReportedFix[];
  /** Entries that do not fit, in words. */
  readonly notices: readonly string[];
}
