/** Processes: started, watched, confined, ended; what they may see; what of their output may be kept. */

export type { Quiet } from './clocks.ts';
export { agentEnv, secretValues } from './environment.ts';
export { onInterrupt } from './interrupt.ts';
export { findProgram } from './lookup.ts';
export { namespaceWrapper, sandboxAvailable } from './namespace.ts';
export { openProbeCache, type ProbeCache, probeFile, programKey } from './probeCache.ts';
export { makeRedactor, type Redactor } from './redact.ts';
export { bwrapProfile, type HiddenPath, type SandboxProfile } from './sandbox.ts';
export { supervise } from './supervise.ts';
export { canSweep, sweepMarked } from './sweep.ts';
