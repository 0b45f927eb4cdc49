/** Building blocks of all sections. A section is a list of Markdown blocks, which a blank line parts. */
import type { ReportAgent, ReportCommand, ReportData } from '../../generated/types.ts';
import { cellCode, code, fence, inline, table } from '../markdown.ts';
import type { Say } from '../messages.ts';

export type Blocks = readonly string[];
export type Section = (data: ReportData, say: Say) => Blocks;

/** Longest text that still reads well as a list item. */
const ITEM_CHARS = 400;

/** A short text as a list item, a long one or one of several lines in a block of its own. Nothing for an empty text. */
export function words(label: string, text: string): Blocks {
  if (text.trim() === '') return [];
  const short = !text.trim().includes('\n') && text.length <= ITEM_CHARS;
  return short ? [`- ${label}: ${inline(text)}`] : [`${label}:`, fence(text, 'text')];
}

export const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

/** Blocks that stand next to each other and are all list items make one list. */
export function joinLists(blocks: Blocks): Blocks {
  const joined: string[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (last !== undefined && isList(last) && isList(block)) joined.splice(-1, 1, `${last}\n${block}`);
    else joined.push(block);
  }
  return joined;
}

const isList = (block: string): boolean => block.startsWith('- ');

export const yesNo = (value: boolean | null, say: Say): string => say(value === null ? 'cannotTell' : value ? 'yes' : 'no');

/** `—` stands for what there is not. */
export const orDash = (value: string | number | null | undefined): string =>
  value === null || value === undefined || value === '' ? '—' : inline(String(value));

export const short = (hash: string | null): string => (hash === null ? '—' : cellCode(hash.slice(0, 12)));

/** `450 ms`, `12.3 s`, `4 min 5 s`, `2 h 3 min`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  const seconds = Math.floor(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

/** The model with the word for how it is known: a requested name must never read like a served one. */
export const modelText = ({ model }: Pick<ReportAgent, 'model'>, say: Say): string =>
  model === null ? say('agent.modelUnknown') : `${code(model.name)} (${model.attestation})`;

export function agentLines(agent: ReportAgent, say: Say): Blocks {
  const { kind, detail } = agent.confinement;
  const confinement = kind === 'not-confined' ? `**${say('agent.notConfined')}**` : code(kind);
  const lines = [
    `${say('agent.agent')}: ${inline(agent.agent)} (${inline(agent.driver)}, ${inline(agent.vendor)})`,
    `${say('agent.model')}: ${modelText(agent, say)}`,
    ...(agent.programVersion === null ? [] : [`${say('agent.program')}: ${inline(agent.programVersion)}`]),
    `${say('agent.sandbox')}: ${code(agent.sandbox)}, ${confinement}${detail.trim() === '' ? '' : `: ${inline(detail)}`}`,
    ...(agent.asked === undefined ? [] : [askedText(agent.asked, say)]),
    `${say('agent.status')}: ${code(agent.status)}`,
  ];
  const fault = agent.fault && `${say('agent.fault')}: ${code(agent.fault.kind)} ${inline(agent.fault.message)}`;
  return [list(fault ? [...lines, fault] : lines)];
}

function askedText({ place, keyVariable }: NonNullable<ReportAgent['asked']>, say: Say): string {
  const key = keyVariable === null ? say('agent.withoutKey') : `${say('agent.keyIn')} ${code(keyVariable)}`;
  return `${say('agent.askedAt')}: ${inline(place)}, ${key}`;
}

export function commandTable(commands: readonly ReportCommand[], say: Say): string {
  const rows = commands.map(({ cmd, exitCode, from }) => [
    cellCode(cmd),
    exitCode === null ? say('notSaid') : String(exitCode),
    say(from === 'stream' ? 'agent.fromStream' : 'agent.fromAnswer'),
  ]);
  return table([say('checks.command'), say('checks.exit'), say('agent.from')], rows);
}
