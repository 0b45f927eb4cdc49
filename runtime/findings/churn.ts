/** Places that are reported again and again, whatever is done to them. */
import type { Finding, Location } from '../model/findings.ts';
import { LINE_SLACK } from './merge.ts';

/** Fixes of one region after which another report about it says that patching does not help. */
const FIXES = 2;

export interface Churn {
  /** The finding that is reported now. */
  readonly finding: string;
  readonly location: Location;
  /** How often findings about this region were gone before. */
  readonly fixes: number;
}

/** Findings that count now, in a region in which findings were fixed at least twice; in the order of their ids. */
export function churnOf(findings: readonly Finding[]): Churn[] {
  const fixed = Map.groupBy(
    findings.filter(({ location, fixes = 0 }) => location !== undefined && fixes > 0),
    ({ location }) => location?.file,
  );
  return findings.flatMap(({ id, location, counts, state }) => {
    if (!counts || state === 'fixed' || location === undefined) return [];
    const fixes = (fixed.get(location.file) ?? [])
      .filter((other) => other.location !== undefined && isSameRegion(other.location, location))
      .reduce((sum, other) => sum + (other.fixes ?? 0), 0);
    return fixes >= FIXES ? [{ finding: id, location, fixes }] : [];
  });
}

/** Whatever the category: what matters is that the same lines are touched again. */
const isSameRegion = (a: Location, b: Location): boolean =>
  a.file === b.file && a.startLine <= b.endLine + LINE_SLACK && b.startLine <= a.endLine + LINE_SLACK;

export const ADVICE = 'Cut what is there, or write it anew in a simpler way, instead of patching it once more.';

export const describeChurn = ({ finding, location, fixes }: Churn): string =>
  `${finding} is about ${location.file}:${location.startLine}-${location.endLine}, where findings were fixed ${fixes} times already. ${ADVICE}`;
