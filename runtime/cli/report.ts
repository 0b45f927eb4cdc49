/** `okstra report render`: the report once more, for people or for programs, from data.json alone. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ReportData } from '../generated/types.ts';
import { fail } from '../model/failure.ts';
import type { ReportFormat } from '../report/index.ts';
import { parseReport, REPORT_FILES, renderReport } from '../report/index.ts';
import { writeFileAtomic } from '../store/files.ts';
import type { CommandHandler } from './context.ts';
import { invalidFile } from './invalid-file.ts';

export const render: CommandHandler = async (context, [given = ''], options) => {
  const file = resolve(context.cwd, given);
  const parsed = parseReport(given, read(file, given));
  if (!parsed.ok) throw invalidFile(given, parsed.failure);
  const format = options['format'] as ReportFormat;
  const language = options['language'] as ReportData['run']['language'] | undefined;
  const data = language === undefined ? parsed.value : { ...parsed.value, run: { ...parsed.value.run, language } };
  const text = renderReport(data, format);
  const wanted = options['out'] as string | undefined;
  const out = wanted === undefined ? join(dirname(file), REPORT_FILES[format]) : resolve(context.cwd, wanted);
  writeRendered(out, text);
  return {
    exitCode: 0,
    text: out,
    document: { ok: true, data: file, out, format, language: data.run.language, bytes: Buffer.byteLength(text) },
  };
};

function read(file: string, given: string): string {
  if (!existsSync(file)) {
    throw fail('usage', 'file-missing', `Expected a data.json, found nothing at ${given}.`, {
      fix: 'okstra inspect report --path shows where the newest report lies.',
      place: { file: given },
    });
  }
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw fail('usage', 'unreadable', `Expected a file that can be read, found: ${(error as Error).message}.`, {
      fix: `chmod u+r ${given}`,
      place: { file: given },
      cause: error,
    });
  }
}

export function writeRendered(out: string, text: string): void {
  try {
    writeFileAtomic(out, text);
  } catch (error) {
    throw fail('system', 'not-writable', `Expected a file that can be written, found: ${(error as Error).message}.`, {
      fix: '--out <file> in a folder you can write to.',
      place: { file: out },
      cause: error,
    });
  }
}
