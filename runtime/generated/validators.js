// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 893ec6962d3eabb5
export { validateConfig } from './validators/config.js';
export { validateProfile } from './validators/profile.js';
export { validateReport } from './validators/report.js';
export { validateSpecMetadata } from './validators/spec-metadata.js';
export { validateVerifierAnswer } from './validators/verifier-answer.js';
