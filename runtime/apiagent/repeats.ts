/** Whether a model goes round in circles. Pure. */

/** Calls whose circle is seen: one that is repeated, or two or three that follow each other. */
const LONGEST_CIRCLE = 3;
/** So often in a row the model is told. */
export const TOLD_AT = 3;
/** So often in a row it is stopped. */
export const STOPPED_AT = 6;

export interface Repeats {
  /** @returns how often in a row the circle that ends with this call was made; 1 for a call that is new */
  see(call: string, result: string): number;
}

/** Calls count as the same when name, input and result are the same: one that waits for something gets another result some day. */
export function watchRepeats(): Repeats {
  const seen: string[] = [];
  return {
    see(call, result) {
      seen.push(`${call}\0${result}`);
      if (seen.length > LONGEST_CIRCLE * STOPPED_AT) seen.shift();
      return Math.max(...Array.from({ length: LONGEST_CIRCLE }, (_, index) => timesInARow(seen, index + 1)));
    },
  };
}

function timesInARow(seen: readonly string[], period: number): number {
  const last = seen.slice(-period);
  if (last.length < period) return 1;
  let times = 1;
  for (let end = seen.length - period; end >= period; end -= period) {
    const before = seen.slice(end - period, end);
    if (!before.every((each, index) => each === last[index])) break;
    times += 1;
  }
  return times;
}
