/** The pinned real codex behind its driver. */
import { codexCli } from '../../runtime/drivers/codex-cli.ts';
import { pinnedAgents } from '../../scripts/agents-install.mjs';
import { type Dispatch, type Dispatched, dispatchAgent, hasAgent, realAgent } from './dispatch.ts';

export const pinnedCodex = pinnedAgents()['codex'];
export const hasCodex = hasAgent('codex');
export const realCodex = (): string => realAgent('codex');

export const dispatchCodex = (dispatch: Dispatch): Promise<Dispatched> =>
  dispatchAgent(
    codexCli,
    { name: 'codex', driver: 'codex-cli', vendor: 'openai' },
    { ...dispatch, change: { env: { ...process.env, ...dispatch.env }, ...dispatch.change } },
  );
