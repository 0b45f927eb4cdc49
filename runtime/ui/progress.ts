/** What a person or a program sees while a run goes on: rows on a terminal, lines elsewhere, JSON lines on request. One event stream feeds all. */
import type { Progress } from '../conductor/index.ts';
import { makePlain } from './plain.ts';
import { makeRows } from './rows.ts';

export interface ProgressView {
  readonly show: (progress: Progress) => void;
  /** Leaves the terminal as text that stays. */
  readonly end: () => void;
}

export type ViewKind = 'rows' | 'plain' | 'verbose' | 'json-stream' | 'none';

export interface ViewOptions {
  readonly kind: ViewKind;
  readonly out: { write(text: string): unknown };
  readonly err: { write(text: string): unknown; columns?: number };
  readonly now: () => number;
}

export function makeView({ kind, out, err, now }: ViewOptions): ProgressView {
  switch (kind) {
    case 'rows':
      return makeRows(err, now);
    case 'plain':
    case 'verbose':
      return makePlain({ err, now }, kind === 'verbose');
    case 'json-stream':
      return {
        show: (progress) => {
          if (progress.type !== 'output') out.write(`${JSON.stringify(progress)}\n`);
        },
        end: () => undefined,
      };
    case 'none':
      return { show: () => undefined, end: () => undefined };
  }
}
