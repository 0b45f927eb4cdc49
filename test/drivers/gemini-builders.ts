import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DispatchContext } from '../../runtime/model/agents.ts';
import { dispatchContext } from './builders.ts';

export const GEMINI_STREAMS = join(import.meta.dirname, '../fixtures/gemini/0.61.0');

/** A recorded stream of the pinned gemini. */
export const geminiStream = (name: string): string => readFileSync(join(GEMINI_STREAMS, `${name}.jsonl`), 'utf8');

/** A context of a gemini executor's first dispatch; `agent` is merged. */
export const geminiContext = ({ agent, ...change }: Parameters<typeof dispatchContext>[0] = {}): DispatchContext =>
  dispatchContext({
    env: { HOME: '/home/u' },
    ...change,
    agent: { name: 'gemini', driver: 'gemini-cli', vendor: 'google', ...agent },
  });
