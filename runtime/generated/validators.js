// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 4d17a5709eefc55f
export { validateConfig } from './validators/config.js';
export { validateInstallRecord } from './validators/install-record.js';
export { validatePositionsAnswer } from './validators/positions-answer.js';
export { validateProfile } from './validators/profile.js';
export { validatePromptChains } from './validators/prompt-chains.js';
export { validateReport } from './validators/report.js';
export { validateSpecMetadata } from './validators/spec-metadata.js';
export { validateTaskPlan } from './validators/task-plan.js';
export { validateVerifierAnswer } from './validators/verifier-answer.js';
