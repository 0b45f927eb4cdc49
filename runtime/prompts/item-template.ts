/** The item's own part of a prompt: the template of its source, rendered. */
import { bad, type Failure, ok, type Result } from '../model/failure.ts';
import type { ItemTemplate, WorkItem } from '../model/item.ts';
import type { Mode } from '../model/plan.ts';
import { fenced, fenceLength, withoutAnchors } from './data-block.ts';
import { placeholderProblems, renderPlaceholders } from './placeholders.ts';
import type { PromptBlock } from './types.ts';

export const ITEM_PRIORITY = 100;

const COMMON = ['SPEC_ID', 'SPEC_NAME', 'SPEC_BODY', 'ACCEPTANCE_COMMANDS', 'MODE'] as const;

/** Placeholders of the template for each role. */
export const ITEM_PLACEHOLDERS = {
  executor: [...COMMON, 'PREVIOUS_REMAINING_TASKS'],
  verifier: [...COMMON, 'ACCEPTANCE_CHECKLIST', 'IMPLEMENTATION_REPORT'],
} as const;

/** What rendering would refuse, so that a run can be refused before it starts; empty when the template is fine. */
export function itemTemplateProblems(role: 'executor' | 'verifier', template: ItemTemplate): readonly Failure[] {
  return placeholderProblems({ file: template.path, text: template.text }, ITEM_PLACEHOLDERS[role]);
}

/** @param remainingTasks shown as a pretty-printed JSON array of their texts; empty gives `[]` */
export function renderExecutorTemplate(
  template: ItemTemplate,
  item: WorkItem,
  values: { readonly mode: Mode; readonly remainingTasks: readonly string[] },
): Result<PromptBlock> {
  return render(template, {
    ...commonValues(item, values.mode),
    PREVIOUS_REMAINING_TASKS: JSON.stringify(values.remainingTasks, undefined, 2),
  });
}

/**
 * @param report the executor's text, already cut to what a prompt may hold. An agent wrote it, so it stands in a fence wherever the
 *   template puts it: in one of its own, or, where the template has a fence around the placeholder, in that fence made long enough.
 */
export function renderVerifierTemplate(
  template: ItemTemplate,
  item: WorkItem,
  values: { readonly mode: Mode; readonly report: string },
): Result<PromptBlock> {
  const problems = itemTemplateProblems('verifier', template);
  if (problems.length > 0) return bad(problems);
  return render(
    { path: template.path, text: confineReport(template.text, values.report) },
    {
      ...commonValues(item, values.mode),
      ACCEPTANCE_CHECKLIST: orNone(withLf(item.checklist)),
      IMPLEMENTATION_REPORT: withoutAnchors(values.report),
      REPORT_IN_FENCE: fenced(values.report),
    },
  );
}

function commonValues(item: WorkItem, mode: Mode) {
  return {
    SPEC_ID: item.id,
    SPEC_NAME: item.name,
    SPEC_BODY: withLf(item.body),
    ACCEPTANCE_COMMANDS: orNone(item.acceptanceCommands.map((command) => `- ${command.replaceAll(/\r?\n/g, '\n  ')}`).join('\n')),
    MODE: mode,
  };
}

const withLf = (text: string): string => text.replaceAll('\r\n', '\n');
const orNone = (text: string): string => (text.trim() === '' ? 'None.' : text);

function render(template: ItemTemplate, values: Readonly<Record<string, string>>): Result<PromptBlock> {
  const rendered = renderPlaceholders({ file: template.path, text: withLf(template.text) }, values);
  return rendered.ok ? ok({ id: 'item-template', priority: ITEM_PRIORITY, text: rendered.value }) : rendered;
}

const REPORT = '{{IMPLEMENTATION_REPORT}}';

/** Outside the template's own fences the placeholder becomes that of the fenced report; fences around it are lengthened. */
function confineReport(template: string, report: string): string {
  const lines = withLf(template).split('\n');
  let open: { readonly line: number; readonly character: '`' | '~'; readonly length: number; holdsReport: boolean } | undefined;
  for (const [index, line] of lines.entries()) {
    const [, run = '', rest = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (open === undefined && run !== '') {
      open = { line: index, character: run.startsWith('~') ? '~' : '`', length: run.length, holdsReport: false };
    } else if (open !== undefined && run.startsWith(open.character.repeat(open.length)) && rest.trim() === '') {
      if (open.holdsReport) widen(lines, [open.line, index], Math.max(open.length, fenceLength(report, open.character)));
      open = undefined;
    } else if (line.includes(REPORT)) {
      if (open === undefined)
        lines[index] = line.replaceAll(REPORT, line.trim() === REPORT ? '{{REPORT_IN_FENCE}}' : '\n\n{{REPORT_IN_FENCE}}\n\n');
      else open.holdsReport = true;
    }
  }
  if (open?.holdsReport === true) widen(lines, [open.line], Math.max(open.length, fenceLength(report, open.character)));
  return lines.join('\n');
}

function widen(lines: string[], at: readonly number[], length: number): void {
  for (const index of at) {
    lines[index] = (lines[index] ?? '').replace(/`{3,}|~{3,}/, (run) => run.charAt(0).repeat(length));
  }
}
