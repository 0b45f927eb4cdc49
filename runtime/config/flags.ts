/** Flags of the command line as a layer of configuration. */
import { bad, ok, type Result } from '../model/failure.ts';
import { formatKey, type KeyPath, parseKey } from './keys.ts';
import { checkConfig, type Layer } from './parse.ts';
import type { FlagValue } from './types.ts';

export interface FlagLayer {
  readonly layer: Layer;
  /** The flag behind a key. */
  readonly flagOf: (path: KeyPath) => string;
}

/** Each flag sets one key; values are spelt as in okstra.yaml. */
export function flagLayer(flags: readonly FlagValue[]): Result<FlagLayer> {
  const config: Record<string, Record<string, unknown>> = {};
  for (const { key, value } of flags) {
    const [section = '', name = ''] = parseKey(key) ?? [];
    (config[section] ??= {})[name] = value;
  }
  const flagOf = (path: KeyPath): string => flags.find(({ key }) => formatKey(path).startsWith(key))?.flag ?? '';
  const place = (path: KeyPath) => ({ file: flagOf(path) });
  const checked = checkConfig(config, { placeOf: place, placeOfKey: place });
  return checked.ok ? ok({ layer: checked.value, flagOf }) : bad(checked.failure);
}
