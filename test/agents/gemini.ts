/** The pinned real gemini behind its driver, and a home for it. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { geminiCli } from '../../runtime/drivers/gemini-cli.ts';
import { pinnedAgents } from '../../scripts/agents-install.mjs';
import { type Dispatch, type Dispatched, dispatchAgent, hasAgent, realAgent } from './dispatch.ts';

export const pinnedGemini = pinnedAgents()['gemini'];
export const hasGemini = hasAgent('gemini');
export const realGemini = (): string => realAgent('gemini');
export const geminiAgent = { name: 'gemini', driver: 'gemini-cli', vendor: 'google', model: 'gemini-2.5-pro' } as const;

export function dispatchGemini(dispatch: Dispatch): Promise<Dispatched> {
  // Every dispatch has a TMPDIR of its own.
  rmSync(join(dispatch.scratch, 'tmp'), { recursive: true, force: true });
  const change = { env: { ...process.env, ...dispatch.env }, ...dispatch.change };
  return dispatchAgent(geminiCli, geminiAgent, { ...dispatch, change });
}

export interface GeminiHomeOptions {
  /** Laid over the settings of the tests, one level deep. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Default: true. */
  readonly hasKey?: boolean;
  /** Further files of the user's `.gemini`, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

export const MOCK_KEY = 'mock-key-of-the-tests';

/**
 * Writes the user's settings for gemini, with a key as its login and the local server as its endpoint.
 *
 * @param folder becomes GEMINI_CLI_HOME
 * @returns variables to set for gemini
 */
export function geminiHome(folder: string, port: number, options: GeminiHomeOptions = {}): Record<string, string> {
  const settings = { security: { auth: { selectedType: 'gemini-api-key' } }, ...options.settings };
  for (const [path, content] of Object.entries({ 'settings.json': JSON.stringify(settings), ...options.files })) {
    const file = join(folder, '.gemini', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return {
    GEMINI_CLI_HOME: folder,
    ...(options.hasKey === false ? {} : { GEMINI_API_KEY: MOCK_KEY }),
    GOOGLE_GEMINI_BASE_URL: `http://127.0.0.1:${port}`,
    // gemini trusts every folder when it finds itself in a test of this kind.
    VITEST: '',
  };
}
