/** How long the machine was suspended: by how much the clock on the wall went on further than one that stands meanwhile. */
import type { Ports } from './ports.ts';

/** Less than this is how clocks differ that are set a little now and then. */
const LEAST_MS = 1000;

export interface Suspension {
  /** Counts anew from here. */
  readonly mark: () => void;
  /** Milliseconds since the last mark; a clock that was set forward looks the same. */
  readonly sinceMark: () => number;
}

export function watchSuspension({ now, steady = () => performance.now() }: Pick<Ports, 'now' | 'steady'>): Suspension {
  const look = () => now().getTime() - steady();
  let ahead = look();
  return {
    mark: () => void (ahead = look()),
    sinceMark: () => {
      const ms = Math.round(look() - ahead);
      return ms < LEAST_MS ? 0 : ms;
    },
  };
}
