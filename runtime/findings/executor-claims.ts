/** What an executor's text claims. Nothing in here fails: what does not parse is a notice. */
import { excerpt, fencedBlocks, isObject, kindOf, parseJson, plainText } from './text.ts';
import type { ExecutorClaims } from './types.ts';

const NO_CLAIMS: ExecutorClaims = { commands: [], outOfPlan: [], exemptions: [], commits: [] };

export interface ParsedClaims {
  readonly claims: ExecutorClaims;
  readonly notices: readonly string[];
}

/** The claims of the last fenced `json` block that has one of the known fields; entries that do not fit are left out with a notice. */
export function parseExecutorClaims(text: string): ParsedClaims {
  const notices: string[] = [];
  const blocks = fencedBlocks(plainText(text)).filter(({ language }) => language === 'json');
  for (const { text: content, line } of blocks.toReversed()) {
    const json = parseJson(content);
    if (!json.ok) {
      notices.push(`the executor's json block in line ${line} does not parse: ${json.problem}`);
    } else if (isObject(json.value) && Object.keys(NO_CLAIMS).some((field) => field in (json.value as object))) {
      const claims = readClaims(json.value, notices);
      return { claims, notices };
    }
  }
  return { claims: NO_CLAIMS, notices };
}

type Entry = Readonly<Record<string, unknown>>;

function readClaims(block: Entry, notices: string[]): ExecutorClaims {
  const list = <T>(field: string, read: (entry: unknown) => T | undefined): T[] => {
    const value = block[field] ?? [];
    if (!Array.isArray(value)) {
      notices.push(`the executor's json block: expected ${field} to be a list, found ${kindOf(value)}`);
      return [];
    }
    return value.flatMap((entry: unknown) => {
      const taken = read(entry);
      if (taken === undefined)
        notices.push(`the executor's json block: an entry of ${field} does not fit: ${excerpt(JSON.stringify(entry))}`);
      return taken === undefined ? [] : [taken];
    });
  };
  return {
    commands: list('commands', readCommand),
    outOfPlan: list('outOfPlan', readOutOfPlan),
    exemptions: list('exemptions', readExemption),
    commits: list('commits', readCommit),
  };
}

function readCommand(entry: unknown): ExecutorClaims['commands'][number] | undefined {
  if (!isObject(entry) || typeof entry['cmd'] !== 'string') return undefined;
  const { cmd, exitCode = null } = entry;
  if (exitCode !== null && !Number.isInteger(exitCode)) return undefined;
  return { cmd, exitCode: exitCode as number | null };
}

function readOutOfPlan(entry: unknown): ExecutorClaims['outOfPlan'][number] | undefined {
  if (!isObject(entry)) return undefined;
  const { file, why = '' } = entry;
  return typeof file === 'string' && typeof why === 'string' ? { file, why } : undefined;
}

/** A text, or any object: it is shown as it was written. */
function readExemption(entry: unknown): string | undefined {
  if (typeof entry === 'string') return entry;
  return isObject(entry) ? JSON.stringify(entry) : undefined;
}

function readCommit(entry: unknown): ExecutorClaims['commits'][number] | undefined {
  if (!isObject(entry)) return undefined;
  const { message, files = [] } = entry;
  if (typeof message !== 'string' || !Array.isArray(files)) return undefined;
  return files.every((file) => typeof file === 'string') ? { message, files } : undefined;
}

/** The last line that is not blank, trimmed; empty when there is none. */
export function lastLine(text: string): string {
  const plain = plainText(text).trimEnd();
  return plain.slice(plain.lastIndexOf('\n') + 1).trim();
}

/** The sections of an executor's final text, in the order they are asked for. */
export const SECTIONS = ['SUMMARY', 'CHANGELOG', 'TRACEABILITY', 'RUNBOOK', 'MANUAL SMOKE TEST', 'OPEN ISSUES & RISKS'] as const;
export type Section = (typeof SECTIONS)[number];

export interface FoundSections {
  readonly present: readonly Section[];
  readonly missing: readonly Section[];
  /** One line when a section is missing. */
  readonly notices: readonly string[];
}

/** Which of the six sections the text has: a line that is the name alone, whatever marks it as a heading. */
export function findSections(text: string): FoundSections {
  const headings = new Set(plainText(text).split('\n').map(headingOf));
  const present = SECTIONS.filter((section) => headings.has(section));
  const missing = SECTIONS.filter((section) => !headings.has(section));
  const notices = missing.length > 0 ? [`the executor's text lacks the sections ${missing.join(', ')}`] : [];
  return { present, missing, notices };
}

/**
 * The lines below a section's heading, up to the next section; what stands in fences is left out. Empty when there is no such section; of
 * several the last counts.
 */
export function sectionLines(text: string, section: Section): readonly string[] {
  const lines = plainText(text).split('\n');
  const start = lines.findLastIndex((line) => headingOf(line) === section);
  if (start === -1) return [];
  const found: string[] = [];
  let isFenced = false;
  for (const line of lines.slice(start + 1)) {
    const isFence = /^\s*(?:```|~~~)/.test(line);
    if (isFence) isFenced = !isFenced;
    else if (!isFenced && SECTIONS.some((each) => each === headingOf(line))) break;
    if (!isFence && !isFenced) found.push(line);
  }
  return found;
}

/** `## 1. Summary:`, `**SUMMARY**` and `SUMMARY` name the same section. Long lines are no headings. */
function headingOf(line: string): string {
  if (line.length > 80) return '';
  return line
    .trim()
    .replace(/^(?:[#*_\s]|\d+[.)])+/, '')
    .replace(/[*_:#\s]+$/, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ and /gi, ' & ')
    .toUpperCase();
}
