/** Reports: data from the journal, its validation, its renderings. Values in, values out. */
export { assembleReport } from './assemble.ts';
export { displayWidth } from './display-width.ts';
export type { ConvergenceRecord, EnvironmentFacts, ReportInput } from './input.ts';
export type { Language, Messages } from './messages.ts';
export { messagesFor } from './messages.ts';
export { type StrayNumber, strayNumbers } from './prose-numbers.ts';
export { REPORT_FILES, type ReportFormat, renderReport } from './render.ts';
export { renderMarkdown } from './render-markdown.ts';
export { serialiseReport } from './serialise.ts';
export { type Segment, type SegmentStyle, type StatusFacts, type StatusLine, statusLines } from './status-lines.ts';
export { parseReport, validateReportData, validateReportText } from './validate.ts';
