/** Configuration: everything others use of it. The parser itself is loaded when there is something to parse. */
export { type AgentRequest, agentForRole } from './agents.ts';
export { DRIVER_FACTS } from './defaults.ts';
export {
  CONFIG_FILE,
  configError,
  type Initialization,
  type LoadOptions,
  loadConfig,
  needsInitialization,
  readLegacy,
  SPECS_ROOTS,
} from './load.ts';
export { nearest } from './nearest.ts';
export type * from './types.ts';
export { durationText, parseDuration } from './units.ts';
