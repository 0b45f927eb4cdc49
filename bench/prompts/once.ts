/** Reads the profiles of a folder, or composes a prompt of them, once: prints how many milliseconds that took without loading the code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compose, openPromptShelf } from '../../runtime/prompts/index.ts';

const [what, folder = ''] = process.argv.slice(2);
const begun = performance.now();
if (what === 'read') for (const name of readdirSync(folder)) readFileSync(join(folder, name), 'utf8');
else {
  const shelf = openPromptShelf({ shipped: folder });
  const composed = compose({ ...shelf.at('execute'), facts: { phase: 'implementation', role: 'executor' } });
  if (!composed.ok) throw new Error(composed.failure[0]?.message);
}
process.stdout.write(String(performance.now() - begun));
