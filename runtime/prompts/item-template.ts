/** The item's own part of a prompt: the template of its source, rendered. */
import { type Failure, ok, type Result } from '../model/failure.ts';
import type { ItemTemplate, WorkItem } from '../model/item.ts';
import type { Mode } from '../model/plan.ts';
import { oneLine, withoutAnchors } from './data-block.ts';
import { type Insertion, insertValues } from './insert.ts';
import { scanMarkdown } from './markdown/headings.ts';
import { placeholderProblems } from './placeholders.ts';
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
    PREVIOUS_REMAINING_TASKS: raw(JSON.stringify(values.remainingTasks, undefined, 2)),
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
  return render(template, {
    ...commonValues(item, values.mode),
    ACCEPTANCE_CHECKLIST: raw(orNone(withLf(item.checklist))),
    IMPLEMENTATION_REPORT: { text: values.report, form: 'fence' },
  });
}

function commonValues(item: WorkItem, mode: Mode) {
  const commands = item.acceptanceCommands.map((command) => `- ${command.replaceAll(/\r?\n/g, '\n  ')}`);
  return {
    SPEC_ID: raw(oneLine(item.id)),
    SPEC_NAME: raw(oneLine(item.name)),
    SPEC_BODY: raw(withLf(item.body)),
    ACCEPTANCE_COMMANDS: raw(orNone(commands.join('\n'))),
    MODE: raw(mode),
  };
}

/** The text of an item is what its agents are to do: it stands where and as the template wants it. */
const raw = (text: string): Insertion => ({ text, form: 'raw' });
const withLf = (text: string): string => text.replaceAll('\r\n', '\n');
const orNone = (text: string): string => (text.trim() === '' ? 'None.' : text);

/** Whatever template and item hold, they begin no line that looks like okstra's own, and what they leave open ends with them. */
function render(template: ItemTemplate, values: Readonly<Record<string, Insertion>>): Result<PromptBlock> {
  const rendered = insertValues({ file: template.path, text: withLf(template.text) }, values);
  if (!rendered.ok) return rendered;
  const text = withoutAnchors(rendered.value);
  const { open } = scanMarkdown(text);
  const closed = open === undefined ? text : `${text.trimEnd()}\n${open.closing}`;
  return ok({ id: 'item-template', priority: ITEM_PRIORITY, text: closed });
}
