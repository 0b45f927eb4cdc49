/** A process of its own that removes what may go, and prints what it did. Arguments: the checkout, okstra's home. */
import { collectGarbage, realPorts } from '../../runtime/conductor/index.ts';

const [top = '', home = ''] = process.argv.slice(2);
const request = { cwd: top, items: [], force: false, apply: true, retention: { keepLast: 1 } };
const { garbage } = await collectGarbage(request, { ...realPorts(), env: { ...process.env, OKSTRA_HOME: home } });
process.stdout.write(
  `${JSON.stringify(garbage.map(({ kind, name, problem }) => ({ kind, name, problem: problem?.code ?? null })))}\n`,
);
