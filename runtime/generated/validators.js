// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 6346aad7fe0540c4
export { validateConfig } from './validators/config.js';
export { validateFrdIndex } from './validators/frd-index.js';
export { validateFrd } from './validators/frd.js';
export { validateInstallRecord } from './validators/install-record.js';
export { validatePositionsAnswer } from './validators/positions-answer.js';
export { validateProfile } from './validators/profile.js';
export { validatePromptChains } from './validators/prompt-chains.js';
export { validateReportProse } from './validators/report-prose.js';
export { validateReport } from './validators/report.js';
export { validateRunSummary } from './validators/run-summary.js';
export { validateSpecMetadata } from './validators/spec-metadata.js';
export { validateTaskPlan } from './validators/task-plan.js';
export { validateTaskReport } from './validators/task-report.js';
export { validateVerifierAnswer } from './validators/verifier-answer.js';
