/** Making a file one's own: whoever has it open writes into what was there, and nothing of that comes into the file any more. */
import { readFileSync } from 'node:fs';
import { writeFileAtomic } from './files.ts';

export const takeFile = (file: string): void => writeFileAtomic(file, readFileSync(file));
