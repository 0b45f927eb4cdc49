/** The drivers, and what belongs to them. */
export { type FoundAgent, foundAgents, supportedVersions } from './catalog.ts';
export { type KeptEvents, keepEvents } from './kept-events.ts';
export { type AgentProbe, type ProbePorts, type ProbeProblem, probeAgent } from './probe.ts';
export { promptPrint } from './recorded-prompt.ts';
export {
  promptFileOf,
  type RecordedFile,
  type RecordedStep,
  recordingStep,
  type StepKey,
  stepFile,
} from './recording.ts';
export { driverFor, KNOWN_DRIVERS } from './registry.ts';
