/** Random choices that are the same for the same seed. */
export interface Random {
  /** A whole number from `low` to `high`, both included. */
  readonly whole: (low: number, high: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
  /** A word that is a good name in every language. */
  readonly name: () => string;
}

const WORDS = 'cart order price stock user account invoice ticket parcel route token ledger quota badge draft event'.split(' ');

/** @param seed any whole number */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  // mulberry32: small, and good enough to choose examples with.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(from: readonly T[]): T => {
    const found = from[whole(0, from.length - 1)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };
  return { whole, pick, name: () => `${pick(WORDS)}${pick(['', '', String(whole(2, 9))])}` };
}
