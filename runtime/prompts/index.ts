export { CHAINS_FILE, type Chain, type ChainSet, composeChain, lintChains, parseChains } from './chains.ts';
export { type ComposeInput, compose } from './compose.ts';
export { stepProblems } from './dispatch-prompt.ts';
export { ejectedText, shippedChanges } from './eject.ts';
export { executorPrompt } from './executor-prompt.ts';
export { compareExplanations, type Explanation, explain } from './explain.ts';
export { dispatchFacts, KNOWN_VALUES, stepOf } from './facts.ts';
export type * from './inputs.ts';
export { itemTemplateProblems } from './item-template.ts';
export { lintProfiles } from './lint.ts';
export { asError } from './lint-problem.ts';
export {
  type FoundProfiles,
  findProfiles,
  loadPromptLibrary,
  openPromptShelf,
  type PromptFolders,
  type PromptShelf,
  promptFolders,
  shippedText,
} from './load.ts';
export { findChains } from './load-chains.ts';
export { parseProfile } from './profile.ts';
export { hiddenNotices } from './profile-set.ts';
export { refutationPrompt } from './refutation-prompt.ts';
export { repairPrompt } from './repair-prompt.ts';
export { reportPrompt } from './report-prompt.ts';
export { type ResolveInput, resolve } from './resolve.ts';
export { estimateTokens } from './tokens.ts';
export type * from './types.ts';
export { RUN_VALUES } from './values.ts';
export { verifierPrompt } from './verifier-prompt.ts';
