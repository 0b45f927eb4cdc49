/** Processes: started, watched, confined, ended; what they may see; what of their output is kept. */

export type { Quiet } from './clocks.ts';
export { agentEnv, secretValues } from './environment.ts';
export { onInterrupt } from './interrupt.ts';
export { type KeptLog, openKeptLog, partPath } from './kept-log.ts';
export { splitLines } from './lines.ts';
export { findProgram } from './lookup.ts';
export { namespaceWrapper, sandboxAvailable } from './namespace.ts';
export { openProbeCache, type ProbeCache, probeFile, programKey } from './probeCache.ts';
export { processStart } from './proc.ts';
export { partsOf, readLog } from './read-log.ts';
export { removeFolder } from './remove-folder.ts';
export { bwrapProfile, type HiddenPath, type SandboxProfile } from './sandbox.ts';
export { supervise } from './supervise.ts';
export { canSweep, sweepMarked } from './sweep.ts';
