/** The deny-list for command lines. */

export { type DeniedCheck, deniedChecks, deniedFailure, deniedNotice } from './configured.ts';
export { type CommandRuling, type JudgeOptions, judgeCommand } from './judge.ts';
export { hidesAnswer, hidesResult, isAnswer, leavesOut } from './masks.ts';
export type { Audience, RuleId } from './rules.ts';
export { linesOf, manifestPaths, type Scripts, scriptCall, scriptsOf } from './scripts.ts';
export { type Mask, quoteWord, readShell, type SimpleCommand } from './shell.ts';
export { startedBy } from './unwrap.ts';
export { programName } from './words.ts';
