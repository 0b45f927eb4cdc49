/** The public names. What is not here may change in any version. */

export type {
  DiscardAnswer,
  LandAnswer,
  Ports,
  Progress,
  ReviewRequest,
  RunAnswer,
  RunFlags,
  RunHooks,
  RunRequest,
  StopAnswer,
} from './conductor/index.ts';
export {
  discardRun,
  landItem,
  okstraHome,
  planItem,
  planReview,
  realPorts,
  resumeRun,
  reviewChange,
  runItem,
  stopRun,
} from './conductor/index.ts';
export type { LandRequest } from './conductor/land.ts';
export type { ResumeRequest } from './conductor/resume.ts';
export type { Analysis, AnswerInput, JudgeInput, Judgement, ParsedAnswer, ReportProse } from './findings/index.ts';
export { judgeAttempt, parseAnalysis, parseAnswer, parseReportProse, VERDICT_TABLE } from './findings/index.ts';
export type { ReportData } from './generated/types.ts';
export type {
  AgentConfig,
  Command,
  DispatchContext,
  DispatchRecord,
  DispatchResult,
  Driver,
  DriverCapabilities,
  DriverEvent,
  Role,
  SandboxLevel,
  Seat,
} from './model/agents.ts';
export type { RunEvent, RunEventBody } from './model/events.ts';
export type { Candidate, CheckSpec, Receipt } from './model/evidence.ts';
export type { Failure, FailureCategory, Notice, Place, Result } from './model/failure.ts';
export { EXIT_CODES, OkstraError } from './model/failure.ts';
export type { Finding, FollowUp, FollowUpKind, Outcome, RemainingTask, Verdict, VerifierAnswer } from './model/findings.ts';
export type { Criterion, WorkItem } from './model/item.ts';
export type { ImplementationPlan, Level, Mode, ReviewPlan, RunPlan } from './model/plan.ts';
export type {
  Anchors,
  ComposedPrompt,
  ComposeInput,
  ExecutorPromptInput,
  Explanation,
  Facts,
  PartDecision,
  Profile,
  PromptFacts,
  PromptLibrary,
  PromptSection,
  Resolution,
  VerifierPromptInput,
} from './prompts/index.ts';
export {
  compareExplanations,
  compose,
  executorPrompt,
  explain,
  loadPromptLibrary,
  parseProfile,
  promptFolders,
  resolve,
  verifierPrompt,
} from './prompts/index.ts';
// Not through the folder's index: its declarations lead to files that are bundled and not published.
export { renderReport } from './report/render.ts';
export { parseReport, validateReportData, validateReportText } from './report/validate.ts';
