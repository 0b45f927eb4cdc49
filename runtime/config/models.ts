/** Which models may be named, by vendor: the names in models.json and those that the configuration adds. */
import type { AgentConfig } from '../model/agents.ts';
import type { Failure } from '../model/failure.ts';
import shipped from './models.json' with { type: 'json' };
import { nearest } from './nearest.ts';

/** Vendor → names; a `*` stands for any characters, so that a new version of a family needs no new okstra. */
export type AllowedModels = Readonly<Record<string, readonly string[]>>;

/** @param added `models` of the configuration */
export function allowedModels(added: AllowedModels): AllowedModels {
  const vendors = new Set([...Object.keys(shipped), ...Object.keys(added)]);
  const known: AllowedModels = shipped;
  return Object.fromEntries([...vendors].map((vendor) => [vendor, [...(known[vendor] ?? []), ...(added[vendor] ?? [])]]));
}

/** A model of a vendor with a list must be in it; programs behind `command` and recordings have names of their own. */
export function modelFailure(
  agent: Pick<AgentConfig, 'name' | 'driver' | 'vendor' | 'model'>,
  added: AllowedModels,
): Failure | undefined {
  const { driver, vendor, model } = agent;
  const allowed = Object.hasOwn(allowedModels(added), vendor) ? allowedModels(added)[vendor] : undefined;
  if (model === undefined || allowed === undefined || driver === 'command' || driver === 'replay') return undefined;
  if (allowed.some((pattern) => matches(pattern, model))) return undefined;
  const meant = meantBy(model, allowed);
  const listed = JSON.stringify([...(added[vendor] ?? []), model]);
  const allow = `okstra config set models.${vendor} '${listed}'`;
  return {
    category: 'usage',
    code: 'model-unknown',
    message: `Expected a model of ${vendor} for the agent ${agent.name} (${allowed.join(', ')}), found "${model}".`,
    fix: meant === undefined ? `If there is such a model: ${allow}` : `Write ${meant}; or, if there is such a model: ${allow}`,
    details: { allowed },
  };
}

function meantBy(model: string, allowed: readonly string[]): string | undefined {
  const exact = nearest(
    model,
    allowed.filter((name) => !name.includes('*')),
  );
  if (exact !== undefined) return exact;
  const families = allowed.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));
  const family = families.find((start) => nearest(model.slice(0, start.length), [start]) !== undefined);
  return family === undefined ? undefined : `a name that begins with ${family}`;
}

const matches = (pattern: string, model: string): boolean =>
  new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`).test(model);

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
