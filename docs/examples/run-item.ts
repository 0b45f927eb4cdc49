/** Runs one item and says what came of it. */
import type { Progress, RunAnswer } from '../../runtime/index.ts';
import { EXIT_CODES, OkstraError, planItem, realPorts, runItem } from '../../runtime/index.ts';

export async function runAndTell(cwd: string, ref: string, say: (line: string) => void): Promise<number> {
  const ports = realPorts();
  const request = { cwd, ref, flags: { maxAttempts: 2 } };
  const stop = new AbortController();

  try {
    const plan = await planItem(request, ports); // writes nothing
    say(
      `${plan.item.name}: ${plan.executor.agent.name} implements, ${plan.verifiers.length} verifier(s), ${plan.checks.length} check(s)`,
    );

    const answer = await runItem(request, { onProgress: (progress) => tell(progress, say), signal: stop.signal }, ports);
    say(endOf(answer));
    return answer.exitCode;
  } catch (error) {
    if (!(error instanceof OkstraError)) throw error; // a defect of okstra
    const { message, fix, category } = error.failure;
    say(fix === undefined ? message : `${message} fix: ${fix}`);
    return EXIT_CODES[category];
  }
}

function tell(progress: Progress, say: (line: string) => void): void {
  if (progress.type !== 'event') return;
  const { event } = progress;
  if (event.type === 'check-finished') say(`${event.receipt.cmd} on the ${event.receipt.on}: ${event.receipt.status}`);
  if (event.type === 'verdict-given') say(`attempt ${event.attempt}: ${event.verdict ?? 'no verdict'}`);
}

function endOf({ outcome, report, remainingTasks }: RunAnswer): string {
  const left = remainingTasks.map((task) => `\n- ${task}`).join('');
  return `${outcome ?? 'not finished'}${report === null ? '' : `, report: ${report.markdown}`}${left}`;
}
