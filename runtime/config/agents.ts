/** An agent as a role sees it: whose model and effort win. */
import type { AgentConfig } from '../model/agents.ts';
import { bad, type Failure, ok, type Result } from '../model/failure.ts';
import { nearest } from './nearest.ts';
import type { EffectiveConfig, OriginKind } from './types.ts';

const RANK: readonly OriginKind[] = ['flag', 'env', 'project', 'legacy', 'user', 'default'];

export interface AgentRequest {
  /** `name` or `name:model`. */
  readonly ref: string;
  readonly role: 'executor' | 'verifier' | 'analyst' | 'report-writer';
  /** Where the reference was written. */
  readonly refFrom: OriginKind;
  /** `--executor-model`, `--verifier-model`. */
  readonly model?: string;
}

/**
 * The nearest word on the model wins: a flag, then `CODEX_MODEL_*` (only for `codex-cli`), then the reference and the agent's own
 * entry, each where it was written; in the same place the reference is the more specific.
 */
export function agentForRole(config: EffectiveConfig, request: AgentRequest): Result<AgentConfig, Failure> {
  const { agents, roleModels } = config.settings;
  const [name = '', ...rest] = request.ref.split(':');
  const agent = Object.hasOwn(agents, name) ? agents[name] : undefined;
  if (agent === undefined) {
    const known = Object.keys(agents);
    const meant = nearest(name, known);
    return bad({
      category: 'usage',
      code: 'config-unknown-agent',
      message: `Expected one of the agents ${known.join(', ')}, found "${name}".`,
      fix: meant === undefined ? `Add agents.${name} to okstra.yaml.` : `Write ${meant}.`,
    });
  }
  const forRole =
    agent.driver === 'codex-cli' && (request.role === 'executor' || request.role === 'verifier') ? request.role : undefined;
  const refModel = rest.length === 0 ? undefined : rest.join(':');
  const candidates = (key: 'model' | 'effort') => [
    { value: key === 'model' ? request.model : undefined, from: 'flag' as const },
    { value: key === 'model' ? refModel : undefined, from: request.refFrom },
    ...(forRole === undefined
      ? []
      : [{ value: roleModels[forRole][key], from: originOf(config, `roleModels.${forRole}.${key}`) }]),
    { value: agent[key], from: originOf(config, `agents.${name}.${key}`) },
  ];
  const model = nearestWord(candidates('model'));
  const effort = nearestWord(candidates('effort'));
  const { model: _model, effort: _effort, ...others } = agent;
  return ok({ ...others, ...(model === undefined ? {} : { model }), ...(effort === undefined ? {} : { effort }) });
}

const originOf = (config: EffectiveConfig, key: string): OriginKind =>
  config.values.find((value) => value.key === key)?.origin.kind ?? 'default';

function nearestWord(
  candidates: readonly { readonly value: string | undefined; readonly from: OriginKind }[],
): string | undefined {
  const present = candidates.filter(({ value }) => value !== undefined);
  return present.toSorted((a, b) => RANK.indexOf(a.from) - RANK.indexOf(b.from))[0]?.value;
}
