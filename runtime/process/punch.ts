/**
 * Giving back the disk below what was read of a file that still grows. Cutting the file off is no way: what is written between the last read
 * and the cut would be lost. A hole leaves every byte behind it where it is.
 */
import { spawn } from 'node:child_process';

/** Node has no call for it. False once the program is missing or the file system refuses. */
let works = process.platform === 'linux';

/** Begins to make a hole and does not wait for it; where that does not work, nothing happens and the file keeps its size until it is closed. */
export function punchHole(fd: number, offset: number, length: number): void {
  if (!works) return;
  const args = ['--punch-hole', '--offset', String(offset), '--length', String(length), '/proc/self/fd/3'];
  const child = spawn('fallocate', args, { stdio: ['ignore', 'ignore', 'ignore', fd] });
  child.once('error', () => (works = false));
  child.once('exit', (code) => (works &&= code === 0));
  child.unref();
}
