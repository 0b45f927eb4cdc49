/** `okstra doctor --repair`: what crashes and damage left, and with `--yes` putting it right. */
import type { RepairedStep } from '../conductor/index.ts';
import { realPorts, repair } from '../conductor/index.ts';
import { EXIT_CODES } from '../model/failure.ts';
import type { CliContext, CommandEnd } from './context.ts';
import { colour } from './table.ts';

/** @param perform false: says what there is to do and changes nothing */
export async function repairCheckout(context: CliContext, perform: boolean): Promise<CommandEnd> {
  const steps = await repair(context.cwd, perform, { ...realPorts(), env: context.env });
  const open = steps.filter(({ does, done }) => does !== null && done === null);
  const failed = steps.filter(({ failure }) => failure !== undefined);
  const exitCode = failed.length > 0 ? EXIT_CODES.system : open.length > 0 ? EXIT_CODES.findings : 0;
  const result = resultOf(steps, perform);
  const text = [...steps.flatMap((step) => lines(step, perform)), ...(steps.length === 0 ? [] : ['']), result].join('\n');
  return { exitCode, text, document: { ok: exitCode === 0, exitCode, performed: perform, result, steps } };
}

function lines({ kind, path, found, does, done, failure }: RepairedStep, perform: boolean): readonly string[] {
  const what = [`${kind} ${path}`, `  found: ${found}`];
  if (does === null) return [...what, `  ${colour('yellow', 'left:')} for you to look at; nothing is done about it`];
  if (failure)
    return [
      ...what,
      `  ${colour('red', 'not done:')} ${failure.message}`,
      ...(failure.fix ? [`  ${colour('cyan', 'fix:')} ${failure.fix}`] : []),
    ];
  return [...what, perform ? `  ${colour('green', 'done:')} ${done}` : `  would: ${does}`];
}

function resultOf(steps: readonly RepairedStep[], perform: boolean): string {
  const doable = steps.filter(({ does }) => does !== null).length;
  const left = steps.length - doable;
  const forPerson = left === 0 ? '' : `; ${left} for you to look at`;
  if (doable === 0) return `nothing to repair${forPerson}`;
  if (!perform) return `${doable} to repair${forPerson}; nothing was changed. okstra doctor --repair --yes does it.`;
  return `${steps.filter(({ done }) => done !== null).length} of ${doable} repaired${forPerson}`;
}
