import type { DispatchContext } from '../model/agents.ts';
import { isLookalike, strength } from '../process/environment.ts';

const IDENTIFIER = /^[A-Za-z_]\w*$/;
const namesOf = ({ env, agent }: Pick<DispatchContext, 'env' | 'agent'>): readonly string[] =>
  [...new Set([...Object.keys(env), ...Object.keys(agent.env ?? {})])].toSorted();

/** Names that the programs' own lists would take for secrets', and that are none. */
export const lookalikes = (context: Pick<DispatchContext, 'env' | 'agent'>): readonly string[] =>
  namesOf(context).filter((name) => IDENTIFIER.test(name) && isLookalike(name));

/** Secrets under names that no shell can unset, and every shell hands on: the agent goes without them. */
export const unnameable = (context: Pick<DispatchContext, 'env' | 'agent'>): Readonly<Record<string, undefined>> =>
  Object.fromEntries(
    namesOf(context)
      .filter((name) => !IDENTIFIER.test(name) && strength(name) !== 'none')
      .map((name) => [name, undefined]),
  );

/** Names of the variables that commands of the model must not see, sorted: those that are named like secrets. */
export const secretNames = (context: Pick<DispatchContext, 'env' | 'agent'>): readonly string[] =>
  namesOf(context).filter((name) => IDENTIFIER.test(name) && strength(name) !== 'none');

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
    // An okstra that an agent starts sees it, and starts no agents.
    OKSTRA_DEPTH: '1',
  };
}
