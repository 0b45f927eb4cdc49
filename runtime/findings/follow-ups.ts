/** Findings that are not this run's to settle, as records that can become items of their own. */
import type { Finding, FollowUp } from '../model/findings.ts';
import { isFollowUp } from './counting.ts';
import { excerpt } from './text.ts';

/** @param outOfScope ids of findings that a verifier holds to be out of scope */
export function followUpsOf(findings: readonly Finding[], outOfScope: ReadonlySet<string>): FollowUp[] {
  return findings
    .filter((finding) => isFollowUp(finding) || (outOfScope.has(finding.id) && isOpen(finding)))
    .map((finding, index) => ({
      id: `FU-${String(index + 1).padStart(3, '0')}`,
      origin: finding.id,
      title: excerpt(finding.claim, 100),
      suggestedPhase: NEEDS_ANALYSIS.has(finding.category) ? 'error-analysis' : 'implementation-planning',
      scope: finding.location ? `${finding.location.file}:${finding.location.startLine}` : 'not located',
      reason: finding.why ?? 'a verifier holds that it is out of scope',
      autoSpawn: false,
    }));
}

const NEEDS_ANALYSIS = new Set(['correctness', 'regression', 'security', 'performance']);

const isOpen = ({ class: found }: Finding): boolean => found !== 'refuted' && found !== 'withdrawn';
