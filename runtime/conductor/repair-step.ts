/** One thing that a crash or damage left, and what repairing does about it. */
export interface RepairStep {
  readonly kind: 'journal' | 'run' | 'processes' | 'lease' | 'scratch' | 'worktree' | 'lock' | 'file';
  /** File, folder or ref. */
  readonly path: string;
  readonly found: string;
  /** What repairing does; null: that is for a person to decide. */
  readonly does: string | null;
  /** @returns what was done, in words */
  readonly act?: () => Promise<string>;
}
