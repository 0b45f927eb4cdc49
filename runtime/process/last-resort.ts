/** However this process ends, short of SIGKILL: what it started does not outlive it. */
import { type Family, members, signal, signalProcess } from './kill.ts';

const running = new Set<Family>();
let isListening = false;

/** @returns to be called once nothing of it is left */
export function endWithUs(family: Family): () => void {
  running.add(family);
  if (!isListening) process.on('exit', endAllNow);
  isListening = true;
  return () => void running.delete(family);
}

/** A machine under load may take so long to let go of killed processes. */
const LIMIT_MS = 2000;

/** SIGKILL to everything that came out of what still runs, until none is left. Nothing else happens meanwhile: it is for the very end. */
function endAllNow(): void {
  const end = performance.now() + LIMIT_MS;
  for (const family of running) signal(-family.pid, 'SIGKILL');
  for (let wait = 2; running.size > 0; wait = Math.min(wait * 2, 50)) {
    for (const family of running) {
      const left = members(family, true);
      for (const info of left) signalProcess(info, 'SIGKILL');
      if (left.length === 0) running.delete(family);
    }
    if (performance.now() > end) return;
    if (running.size > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
  }
}
