/** One real call of an agent for `okstra doctor --online`, as words. */
import { callOnce, realPorts } from '../conductor/index.ts';
import type { AgentProbe } from '../drivers/index.ts';
import type { AgentConfig, Usage } from '../model/agents.ts';
import { OkstraError } from '../model/failure.ts';
import type { CliContext } from './context.ts';

export interface CallText {
  readonly text: string;
  readonly isFailure: boolean;
  readonly fix?: string;
}

/** undefined for agents whose answer would say nothing: a recording. */
export async function callText(
  agent: AgentConfig,
  probe: AgentProbe,
  { env, signal }: { readonly env: CliContext['env']; readonly signal: AbortSignal },
): Promise<CallText | undefined> {
  if (agent.driver === 'replay') return undefined;
  try {
    const { result, durationMs } = await callOnce({ agent, probe, ports: { ...realPorts(), env }, signal });
    const time = `${(durationMs / 1000).toFixed(1)} s`;
    if (result.status !== 'completed') {
      const { message, fix } = result.fault ?? { message: `ended as ${result.status}` };
      return { text: `asked, and failed after ${time}: ${message}`, isFailure: true, ...(fix === undefined ? {} : { fix }) };
    }
    const model = result.model === undefined ? '' : ` by ${result.model.name}`;
    return { text: `answered${model} in ${time}${usageText(result.usage)}`, isFailure: false };
  } catch (error) {
    if (!(error instanceof OkstraError)) throw error;
    const { message, fix } = error.failure;
    return { text: `could not be asked: ${message}`, isFailure: true, ...(fix === undefined ? {} : { fix }) };
  }
}

function usageText(usage: Usage | undefined): string {
  if (usage?.inputTokens === undefined) return '';
  return `, ${usage.inputTokens} tokens in and ${usage.outputTokens ?? 0} out`;
}
