import type { DispatchContext } from '../model/agents.ts';
import { strength } from '../process/environment.ts';

/** Names of the variables that commands of the model must not see, sorted: those that are named like secrets. */
export function secretNames({ env, agent }: Pick<DispatchContext, 'env' | 'agent'>): readonly string[] {
  const names = [...Object.keys(env), ...Object.keys(agent.env ?? {})].filter((name) => /^[A-Za-z_]\w*$/.test(name));
  return [...new Set(names)].filter((name) => strength(name) !== 'none').toSorted();
}

/**
 * What every agent finds in its environment, laid over okstra's own: the agent's configured variables, the facts of the dispatch and a
 * private TMPDIR. undefined removes a variable, so that nothing of a dispatch further up shines through.
 */
export function dispatchEnv(context: DispatchContext): Record<string, string | undefined> {
  return {
    ...context.agent.env,
    TMPDIR: context.privateTmp,
    OKSTRA_ROLE: context.role,
    OKSTRA_AGENT: context.agent.name,
    OKSTRA_ATTEMPT: String(context.attempt),
    OKSTRA_ROUND: String(context.round),
    OKSTRA_RUN_ID: context.runId,
    OKSTRA_TREE: context.tree,
    OKSTRA_ANSWER_SCHEMA: context.answerSchemaFile,
  };
}
