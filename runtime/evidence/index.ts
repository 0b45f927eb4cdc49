/** Checks and set-up commands, run by okstra itself, with a receipt each. */
export { writeCheckLog } from './checkLog.ts';
export { type CheckResult, runCheck, skippedReceipt } from './checks.ts';
export { copyIgnored } from './copyIgnored.ts';
export { concerns, languagesOf } from './languages.ts';
export { type SandboxSign, sandboxSign } from './sandboxSigns.ts';
export { detectSetup, runSetup, setupNotices } from './setup.ts';
export { type DetectedLanguage, detectLanguages } from './toolchain.ts';
export { type SandboxTrial, trySandbox } from './trySandbox.ts';
