/** What the commands about feature documents begin with. */
import { claimContextOf, requireFrdSet } from '../conductor/frd/desk.ts';
import { okstraHome, realPorts } from '../conductor/ports.ts';
import { loadDetector, redactorOfProject } from '../conductor/redaction.ts';
import { loadConfig } from '../config/index.ts';
import type { EffectiveConfig } from '../config/types.ts';
import type { Redactor } from '../redaction/index.ts';
import type { ClaimContext } from '../sources/frd/claims/index.ts';
import type { FrdSet } from '../sources/frd/index.ts';
import type { FoundCheckout } from './checkout.ts';
import { requireCheckout } from './checkout.ts';
import type { CliContext } from './context.ts';
import { placeText } from './failure-text.ts';

export interface OpenedFrds {
  readonly checkout: FoundCheckout;
  readonly config: EffectiveConfig;
  readonly set: FrdSet;
}

/** @throws OkstraError `frds-missing`, `frd-index-missing`, `frd-schema`, and what is wrong with the index itself */
export const openFrds = async (context: CliContext): Promise<OpenedFrds> => readFrds(await openFrdConfig(context));

/** As `openFrds`, of a checkout that is open already. */
export async function readFrds({ checkout, config }: Omit<OpenedFrds, 'set'>): Promise<OpenedFrds> {
  const set = await requireFrdSet(checkout.top, config);
  return { checkout, config, set };
}

export async function openFrdConfig(context: CliContext): Promise<Omit<OpenedFrds, 'set'>> {
  const checkout = await requireCheckout(context.cwd);
  const config = await loadConfig({ repoTop: checkout.top, okstraHome: okstraHome(context.env), env: context.env });
  return { checkout, config };
}

/** One line for each problem that keeps a document from being used, and each thing that is odd. */
export function noteProblems(context: CliContext, set: FrdSet): void {
  for (const { problem } of set.issues) {
    context.note(`warning: ${problem.place === undefined ? '' : `${placeText(problem.place)}: `}${problem.message}`);
  }
  if (set.issues.length > 0) context.note(`fix: okstra validate ${set.rootPath} shows all of it`);
  for (const { message } of set.notices) context.note(`note: ${message}`);
}

/** What a remote says of itself may hold secrets. */
export async function frdRedactor(context: CliContext, { checkout, config }: Omit<OpenedFrds, 'set'>): Promise<Redactor> {
  return redactorOfProject({ repo: checkout, config }, { ...realPorts(), env: context.env }, await loadDetector());
}

/** For whoever only looks: no claim is this one's own. */
export async function lookingContext(
  { checkout, config }: Omit<OpenedFrds, 'set'>,
  options: { readonly offline?: boolean } = {},
): Promise<ClaimContext> {
  return claimContextOf(checkout, config, { ...options, now: () => new Date() });
}
