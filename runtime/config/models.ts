/** Which models may be named, by vendor: the names in models.json and those that the configuration adds. */
import type { AgentConfig } from '../model/agents.ts';
import type { Failure } from '../model/failure.ts';
import shipped from './models.json' with { type: 'json' };
import { editDistance, nearest } from './nearest.ts';

/** Vendor → names. Those of the configuration may hold a `*` for any characters; okstra's own are names and nothing else. */
export type AllowedModels = Readonly<Record<string, readonly string[]>>;

const known: AllowedModels = shipped;

/** @param added `models` of the configuration */
export function allowedModels(added: AllowedModels): AllowedModels {
  const vendors = new Set([...Object.keys(shipped), ...Object.keys(added)]);
  return Object.fromEntries([...vendors].map((vendor) => [vendor, [...(known[vendor] ?? []), ...(added[vendor] ?? [])]]));
}

/** A model of a vendor with a list must be in it; programs behind `command` and recordings have names of their own. */
export function modelFailure(
  agent: Pick<AgentConfig, 'name' | 'driver' | 'vendor' | 'model'>,
  added: AllowedModels,
): Failure | undefined {
  const { driver, vendor, model } = agent;
  const isApi = driver.endsWith('-api');
  const all = Object.hasOwn(allowedModels(added), vendor) ? allowedModels(added)[vendor] : undefined;
  // An API has no short names: those are the programs' own.
  const allowed = isApi ? all?.filter((name) => /\d|\*/.test(name)) : all;
  if (model === undefined || allowed === undefined || driver === 'command' || driver === 'replay') return undefined;
  const isListed = (name: string): boolean => (known[vendor] ?? []).includes(name) && (!isApi || /\d/.test(name));
  if (isListed(model) || isListed(withoutSuffix(vendor, model))) return undefined;
  if ((added[vendor] ?? []).some((pattern) => matches(pattern, model))) return undefined;
  const meant = isApi ? meantAtApi(model, allowed) : meantBy(model, allowed);
  const listed = JSON.stringify([...(added[vendor] ?? []), model]);
  const allow = `okstra config set models.${vendor} '${listed}'`;
  return {
    category: 'usage',
    code: 'model-unknown',
    message: `Expected a model of ${vendor} that okstra knows or the configuration allows for the agent ${agent.name} (okstra config models), found "${model}".`,
    fix:
      meant.length === 0
        ? `If there is such a model: ${allow}`
        : `Write ${meant.join(' or ')}; or, if there is such a model: ${allow}`,
    details: { allowed },
  };
}

/** The names nearest to one that is not known: a slip of one, or its family. */
function meantBy(model: string, allowed: readonly string[]): readonly string[] {
  const names = allowed.filter((name) => !name.includes('*'));
  const first = nearest(model, names);
  if (first === undefined) return [];
  const distance = (name: string): number => editDistance(model.toLowerCase(), name);
  const most = distance(first) + 1;
  const near = names.filter((name) => name !== first && distance(name) <= most && nearest(model, [name]) !== undefined);
  return [first, ...near.toSorted((one, other) => distance(one) - distance(other))].slice(0, MOST_NAMED);
}

/** A short name of the programs' stands for a family, whose newest come first in the list. */
function meantAtApi(model: string, allowed: readonly string[]): readonly string[] {
  const family = allowed.filter((name) => !name.includes('*') && name.includes(`-${model}-`));
  return family.length > 0 ? family.slice(0, MOST_NAMED) : meantBy(model, allowed);
}

const MOST_NAMED = 3;

/** A listed model of a certain day, and claude's mark for the longer context. */
function withoutSuffix(vendor: string, model: string): string {
  const plain = vendor === 'anthropic' ? model.replace(/\[1m\]$/, '') : model;
  return DATED.exec(plain)?.[1] ?? plain;
}

const DAY = '(?:0[1-9]|[12]\\d|3[01])';
const MONTH = '(?:0[1-9]|1[0-2])';
/** `claude-opus-4-5-20251101`, `claude-opus-4-5@20251101`, `gpt-4o-2024-08-06`, `gemini-2.5-flash-preview-09-2025`. An alias has no days. */
const DATED = new RegExp(`^(.*\\d.*)(?:[-@]20\\d\\d${MONTH}${DAY}|-20\\d\\d-${MONTH}-${DAY}|-preview-${MONTH}-20\\d\\d)$`);

const matches = (pattern: string, model: string): boolean =>
  new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`).test(model);

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
