/** The most memory that a process held, as the kernel counts it. */
import { readFileSync } from 'node:fs';

/** Watches until it is told to stop. Linux only; elsewhere the peak is NaN. */
export function watchPeak(pid: number): { stop(): number } {
  let peak = Number.NaN;
  const look = (): void => {
    try {
      const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      if (kilobytes !== undefined) peak = Number(kilobytes) * 1024;
    } catch {
      // It has ended; the last look counts.
    }
  };
  const timer = setInterval(look, 20);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}
