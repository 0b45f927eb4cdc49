/** The drivers of this version by name. */
import type { Driver, DriverName } from '../model/agents.ts';
import { fail } from '../model/failure.ts';
import { anthropicApi, geminiApi, openaiApi } from './api-driver.ts';
import { claudeCli } from './claude-cli.ts';
import { codexCli } from './codex-cli.ts';
import { commandDriver } from './command.ts';
import { geminiCli } from './gemini-cli.ts';
import { replay } from './replay.ts';

const DRIVERS: Readonly<Record<DriverName, Driver>> = {
  'claude-cli': claudeCli,
  'codex-cli': codexCli,
  'gemini-cli': geminiCli,
  'anthropic-api': anthropicApi,
  'openai-api': openaiApi,
  'gemini-api': geminiApi,
  command: commandDriver,
  replay,
};

/** Names of the drivers that this version has. */
export const KNOWN_DRIVERS = Object.keys(DRIVERS) as readonly DriverName[];

/** @throws OkstraError `driver-unavailable` for a name that this version has no driver for */
export function driverFor(name: string): Driver {
  const driver = Object.hasOwn(DRIVERS, name) ? DRIVERS[name as DriverName] : undefined;
  if (driver !== undefined) return driver;
  throw fail(
    'usage',
    'driver-unavailable',
    `Expected one of the drivers ${KNOWN_DRIVERS.join(', ')}, found "${name}": this version of okstra has none of that name.`,
    {
      fix: 'Choose an agent with one of these drivers, or put the program behind the driver command.',
      details: { driver: name, known: KNOWN_DRIVERS },
    },
  );
}
