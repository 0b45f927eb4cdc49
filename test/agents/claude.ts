/** The pinned real claude behind its driver. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claudeCli } from '../../runtime/drivers/claude-cli.ts';
import { pinnedAgents } from '../../scripts/agents-install.mjs';
import { type Dispatch, type Dispatched, dispatchAgent, hasAgent, realAgent } from './dispatch.ts';

export const pinnedClaude = pinnedAgents()['claude'];
export const hasClaude = hasAgent('claude');
export const realClaude = (): string => realAgent('claude');
export const claudeAgent = { name: 'claude', driver: 'claude-cli', vendor: 'anthropic' } as const;

/** Key that claude sends to the local server. */
const CLAUDE_KEY = 'key-of-the-tests';

export interface ClaudeHomeOptions {
  /** The user's settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Further files of the folder, by their path in it. */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * Makes a configuration folder, with a key as its login and the local server as its endpoint.
 *
 * @param folder becomes CLAUDE_CONFIG_DIR
 * @returns variables to set for claude
 */
export function claudeHome(folder: string, port: number, options: ClaudeHomeOptions = {}): Record<string, string> {
  const files = {
    ...options.files,
    ...(options.settings === undefined ? {} : { 'settings.json': JSON.stringify(options.settings) }),
  };
  mkdirSync(folder, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return {
    CLAUDE_CONFIG_DIR: folder,
    ANTHROPIC_API_KEY: CLAUDE_KEY,
    ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
  };
}

export const dispatchClaude = (dispatch: Dispatch): Promise<Dispatched> => dispatchAgent(claudeCli, claudeAgent, dispatch);
