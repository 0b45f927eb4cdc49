export { type ComposeInput, composePrompt } from './compose.ts';
export { executorPrompt } from './executor-prompt.ts';
export { dispatchFacts } from './facts.ts';
export { itemTemplateProblems } from './item-template.ts';
export { loadPromptLibrary } from './load.ts';
export { parseProfile } from './profile.ts';
export { repairPrompt } from './repair-prompt.ts';
export type * from './types.ts';
export { verifierPrompt } from './verifier-prompt.ts';
