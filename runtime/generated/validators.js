// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: e518b361db4b3a6d
export { validateConfig } from './validators/config.js';
export { validatePositionsAnswer } from './validators/positions-answer.js';
export { validateProfile } from './validators/profile.js';
export { validatePromptChains } from './validators/prompt-chains.js';
export { validateReport } from './validators/report.js';
export { validateSpecMetadata } from './validators/spec-metadata.js';
export { validateVerifierAnswer } from './validators/verifier-answer.js';
