import type { ReportData } from '../generated/types.ts';

/** A review has none: its change was there before. */
export const hasExecutor = ({ agents }: Pick<ReportData, 'agents'>): boolean => agents.some(({ role }) => role === 'executor');
