/** Reports in the formats there are. */
import type { ReportData } from '../generated/types.ts';
import { fail } from '../model/failure.ts';
import { messagesFor } from './messages.ts';
import { renderJunit } from './render-junit.ts';
import { renderMarkdown } from './render-markdown.ts';
import { renderSarif } from './render-sarif.ts';

const RENDERERS = {
  md: (data: ReportData): string => renderMarkdown(data, messagesFor(data.run.language)),
  sarif: renderSarif,
  junit: renderJunit,
} as const;

export type ReportFormat = keyof typeof RENDERERS;
const REPORT_FORMATS = Object.keys(RENDERERS) as readonly ReportFormat[];

/**
 * The report as text, to be written in UTF-8. Same data and format, same bytes. `sarif` and `junit` are for programs and stay English.
 *
 * @param format checked here, because it comes from a command line
 * @throws OkstraError `unknown-report-format`
 */
export function renderReport(data: ReportData, format: string): string {
  const known = REPORT_FORMATS.find((each) => each === format);
  if (known) return RENDERERS[known](data);
  throw fail(
    'usage',
    'unknown-report-format',
    `Expected a report format (${REPORT_FORMATS.join(', ')}), found ${JSON.stringify(format)}.`,
    {
      fix: `--format ${REPORT_FORMATS[0]}`,
      details: { expected: REPORT_FORMATS, found: format },
    },
  );
}

/** Names of the files that a format is written to beside data.json. */
export const REPORT_FILES: Readonly<Record<ReportFormat, string>> = {
  md: 'implementation-report.md',
  sarif: 'implementation-report.sarif',
  junit: 'implementation-report.junit.xml',
};
