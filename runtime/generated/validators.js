// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 4c0f6652106177fe
export { validateConfig } from './validators/config.js';
export { validateInstallRecord } from './validators/install-record.js';
export { validatePositionsAnswer } from './validators/positions-answer.js';
export { validateProfile } from './validators/profile.js';
export { validatePromptChains } from './validators/prompt-chains.js';
export { validateReportProse } from './validators/report-prose.js';
export { validateReport } from './validators/report.js';
export { validateSpecMetadata } from './validators/spec-metadata.js';
export { validateVerifierAnswer } from './validators/verifier-answer.js';
