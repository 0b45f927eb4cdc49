/** How much memory node takes for what is thrown away soon. */
import { setFlagsFromString } from 'node:v8';

/**
 * Reading streams makes much garbage and keeps little. Left alone, V8 lets the space for new objects grow to 3 × 16 MB, and the space for old
 * ones to several times what is alive in it. Held small, it collects more often; `bench/memory.bench.ts` shows what comes of it. To be called
 * before the spaces have grown, since they do not shrink at once.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=20');
}
