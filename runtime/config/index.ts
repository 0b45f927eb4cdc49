/** Configuration: everything others use of it. The parser itself is loaded when there is something to parse. */
export { type AgentRequest, agentForRole } from './agents.ts';
export { CONFIG_FILE, loadConfig, readLegacy } from './load.ts';
export { allowedModels, modelFailure } from './models.ts';
export { nearest } from './nearest.ts';
export type * from './types.ts';
