/** A run whose journal cannot be read, as the read side names it. */
import { basename } from 'node:path';
import type { Failure, Place } from '../model/failure.ts';
import type { RunPlace } from '../store/runs.ts';

export interface DamagedRun {
  /** Name of its folder. */
  readonly name: string;
  readonly item: string;
  readonly dir: string;
  readonly code: string;
  readonly message: string;
  readonly place: Place;
  readonly fix: string | null;
}

export const damagedRun = ({ itemId, dir }: RunPlace, { code, message, place, fix }: Failure): DamagedRun => ({
  name: basename(dir),
  item: itemId,
  dir,
  code,
  message,
  place: place ?? { file: `${dir}/journal.jsonl` },
  fix: fix ?? null,
});

export const damageText = ({ message, place, fix }: DamagedRun): string =>
  [`${place.file}${place.line === undefined ? '' : `:${place.line}`}: ${message}`, ...(fix === null ? [] : [`fix: ${fix}`])].join(
    '\n',
  );
