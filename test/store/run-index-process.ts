/** A process of its own that asks for all runs and prints what it was told, as a hash. Argument: the checkout. */
import { createHash } from 'node:crypto';
import { withCatalog } from '../../runtime/store/run-index/catalog.ts';
import { newestFirst } from '../../runtime/store/run-index/heads.ts';

const [top = ''] = process.argv.slice(2);
const found = withCatalog(top, (catalog) => catalog.facts(newestFirst(catalog.heads)));
process.stdout.write(`${found.length} ${createHash('sha256').update(JSON.stringify(found)).digest('hex')}\n`);
