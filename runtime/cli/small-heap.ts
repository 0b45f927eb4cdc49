/** How much memory node takes for what is thrown away soon. */

/**
 * Reading streams makes much garbage and keeps little. Left alone, V8 lets the space for new objects grow to 3 × 16 MB, and the space for old
 * ones to several times what is alive in it. Held small, it collects more often; `bench/memory.bench.ts` shows what comes of it. To be called
 * before the spaces have grown, since they do not shrink at once, and before machine code is taken or given: V8 refuses code that was kept
 * under other flags.
 */
export function keepHeapSmall(): void {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=20');
}
