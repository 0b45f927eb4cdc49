/** What agents say of commands they ran, beside what okstra saw. */
import type { Receipt } from '../model/evidence.ts';
import { endOf, isFailing, normalizeCommand } from './receipts.ts';
import type { AgentCommands } from './types.ts';

export interface ClaimMismatch {
  readonly seat: string;
  readonly claimed: number;
  readonly receipt: Receipt;
}

/**
 * Where an agent's word and a receipt differ on whether a command passed. Of a command that an agent names several times the last one
 * counts; of several checks with the same command all must have ended the same way.
 */
export function claimMismatches(claims: readonly AgentCommands[], candidate: readonly Receipt[]): ClaimMismatch[] {
  const ran = candidate.filter(({ status }) => status !== 'skipped');
  return claims.flatMap(({ seat, commands }) => {
    const last = new Map(commands.map(({ cmd, exitCode }) => [normalizeCommand(cmd), exitCode]));
    return [...last].flatMap(([cmd, claimed]): ClaimMismatch[] => {
      const same = ran.filter((receipt) => normalizeCommand(receipt.cmd) === cmd);
      const [receipt] = same;
      if (!receipt || claimed === null || new Set(same.map(isFailing)).size > 1) return [];
      return (claimed === 0) === isFailing(receipt) ? [{ seat, claimed, receipt }] : [];
    });
  });
}

export const isFalsePass = ({ receipt }: ClaimMismatch): boolean => isFailing(receipt);

export const describeMismatch = ({ seat, claimed, receipt }: ClaimMismatch): string =>
  `${seat} says of "${receipt.cmd}": exit code ${claimed}; okstra saw: ${endOf(receipt)}.`;
