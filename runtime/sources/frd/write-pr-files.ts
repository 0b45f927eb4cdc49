/** The files of a pull request on disk: all three written anew each time. */
import { join } from 'node:path';
import { validateRunSummary } from '../../generated/validators/run-summary.js';
import { writeFileAtomic } from '../../store/files.ts';
import type { PrData } from './pr-data.ts';
import { PR_FOLDER, renderPrFiles } from './pr-files.ts';

/**
 * @param top absolute top of the checkout
 * @returns absolute paths, by name
 */
export function writePrFiles(top: string, data: PrData): Readonly<Record<string, string>> {
  const files = renderPrFiles(data);
  if (!validateRunSummary(JSON.parse(files['RUN_SUMMARY.json']))) {
    // What is written is ours: that it does not fit is a defect.
    throw new Error(`RUN_SUMMARY.json does not fit its schema: ${JSON.stringify(validateRunSummary.errors)}`);
  }
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => {
      const path = join(top, PR_FOLDER, name);
      writeFileAtomic(path, text);
      return [name, path];
    }),
  );
}
