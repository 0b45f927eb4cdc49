/** The deny-list for what verifiers run, and for what okstra runs for them. */
import { filesAt } from '../git/index.ts';
import type { Candidate } from '../model/evidence.ts';
import type { RunContext } from './context.ts';

/** Why a command line is refused, as half a sentence; undefined: it is not. Package scripts are those of the candidate. */
export async function verifierDenyList(
  { repo }: Pick<RunContext, 'repo'>,
  { tree }: Candidate,
): Promise<(cmd: string) => string | undefined> {
  const { judgeCommand, scriptsOf } = await import('../audits/commands/index.ts');
  const manifest = (await filesAt(repo, tree, ['package.json'])).get('package.json');
  const scripts = scriptsOf(manifest && new TextDecoder().decode(manifest));
  return (cmd) => {
    const ruling = judgeCommand(cmd, { scripts, audience: 'verifier' });
    return ruling.denied ? ruling.why : undefined;
  };
}
