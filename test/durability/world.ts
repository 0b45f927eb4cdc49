/**
 * A run with everything that can be lost: two attempts, an executor that commits, three verifiers of three vendors, refutation rounds, a
 * follow-up that becomes an item. Agents count their own dispatches, in a file that okstra does not know.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunEvent } from '../../runtime/model/events.ts';
import { findProgram } from '../../runtime/process/lookup.ts';
import { readLines } from '../../runtime/store/journal-lines.ts';
import { Rig } from '../journeys/rig.ts';
import { builtProgram } from '../support/program.ts';

export const ITEM = 'spec-01-hello';
const JUDGES = ['judge-a', 'judge-b', 'judge-c'];

const CONFIG = 'run: { mode: parallel, maxAttempts: 3 }\nfollowups: { autoSpawn: major }\n';

// Times of commits would be all that differs between two runs that do the same.
process.env['GIT_AUTHOR_DATE'] = '2031-04-02T09:10:11Z';
process.env['GIT_COMMITTER_DATE'] = '2031-04-02T09:10:11Z';

/** Programs that checks and agents need. Nothing that could end agents together with okstra is among them: they live on when it is killed. */
const PROGRAMS = ['git', 'sh', 'grep', 'cat'];

const FINDING = `{ category: 'correctness', severity: 'major', claim: 'An empty name is greeted', evidence: 'hello.txt',
  location: { file: 'hello.txt', startLine: 1, endLine: 1 }, quote: { file: 'hello.txt', side: 'new', line: 1, text: 'hello' } }`;
const BLOCKER = `{ category: 'correctness', severity: 'blocker', claim: 'The greeting is missing', evidence: 'hello.txt',
  location: { file: 'hello.txt', startLine: 1, endLine: 1 }, quote: { file: 'hello.txt', side: 'new', line: 1, text: 'bye' } }`;

/** What an agent does, as JavaScript; `n` is the attempt, `round` 0 outside refutation rounds. */
const SCRIPTS: Readonly<Record<string, string>> = {
  writer: `
fs.appendFileSync('log.txt', 'attempt ' + n + '\\n');
fs.writeFileSync('hello.txt', n === 1 ? 'bye\\n' : 'hello\\n');
if (n === 1) { git('add', '-A'); git('commit', '-qm', 'of my own'); }
sleep(DELAY);
fs.writeFileSync('notes-' + n + '.txt', 'more\\n');
end('SUMMARY\\n- attempt ' + n);`,
  'judge-a': judge(`[n === 1 ? ${BLOCKER} : ${FINDING}]`),
  'judge-b': judge(`n === 1 ? [${BLOCKER}] : []`),
  'judge-c': judge('[]'),
};

function judge(findings: string): string {
  return `
sleep(DELAY);
const ids = [...new Set(prompt.match(/F-\\d{3}/g) ?? [])];
if (round > 0) end(JSON.stringify({ tree, findings: [], positions: ids.map((finding) => ({ finding, position: 'AGREE', evidence: 'so it is' })) }));
const findings = ${findings};
const verdict = findings.length === 0 ? 'pass' : n === 1 ? 'fail' : 'concerns';
end(JSON.stringify({ tree, findings, verdict, criteria: [{ id: 'SPEC', status: 'met', evidence: 'seen' }] }));`;
}

export interface Dispatched {
  readonly agent: string;
  /** `<agent> <attempt> <round>` */
  readonly ask: string;
  readonly dispatch: string;
  readonly ended: boolean;
}

export class World extends Rig {
  readonly name: string;

  /** @param delayMs how long each agent thinks */
  constructor(delayMs = 15) {
    super();
    this.name = this.root;
    for (const program of PROGRAMS) symlinkSync(findProgram(program, process.env) ?? '', join(this.root, 'bin', program));
    Object.assign(this.env, {
      PATH: join(this.root, 'bin'),
      DURABILITY_WORLD: this.name,
      TMPDIR: join(this.root, 'tmp'),
    });
    mkdirSync(join(this.root, 'tmp'));
    writeFileSync(join(this.root, 'dispatches'), '');
    this.spec(ITEM, { metadata: { acceptanceCommands: ['grep -q . hello.txt'] } });
    const agents = ['writer', ...JUDGES].map(
      (agent) => `  ${agent}: { driver: command, vendor: ${agent}-corp, command: [${agent}], sandbox: full }\n`,
    );
    this.write(
      'okstra.yaml',
      `project: sample\nagents:\n${agents.join('')}roles: { executor: writer, verifiers: [${JUDGES.join(', ')}] }\n${CONFIG}`,
    );
    this.commit('configuration');
    for (const [agent, script] of Object.entries(SCRIPTS)) this.#script(agent, script.replaceAll('DELAY', String(delayMs)));
  }

  #script(agent: string, script: string): void {
    const file = join(this.root, 'bin', agent);
    writeFileSync(
      file,
      `#!${process.execPath}
const fs = require('node:fs');
const { execFileSync } = require('node:child_process');
const env = process.env, n = Number(env.OKSTRA_ATTEMPT), round = Number(env.OKSTRA_ROUND), tree = env.OKSTRA_TREE;
const count = (what) => fs.appendFileSync(${JSON.stringify(join(this.root, 'dispatches'))}, JSON.stringify([what, ${JSON.stringify(agent)}, n, round, env.OKSTRA_DISPATCH]) + '\\n');
count('start');
const prompt = fs.readFileSync(0, 'utf8');
const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
const git = (...args) => execFileSync('git', args, { stdio: 'ignore' });
const end = (text) => { console.log(text); count('end'); process.exit(0); };
${script}
`,
    );
    chmodSync(file, 0o755);
  }

  /** okstra, killed where `at` says (see killer.ts). */
  killed(args: readonly string[], at: string, options: { readonly world?: boolean; readonly log?: string } = {}) {
    return this.#okstra(args, {
      KILL_AT: at,
      ...(options.world === true ? { KILL_WORLD: 'all' } : {}),
      ...(options.log === undefined ? {} : { KILL_LOG: options.log }),
    });
  }

  /** okstra, with its changes written to `log`. */
  counted(args: readonly string[], log: string) {
    return this.#okstra(args, { KILL_LOG: log });
  }

  #okstra(args: readonly string[], env: Readonly<Record<string, string>>) {
    return this.cli(args, { env, program: killable(this.root) });
  }

  get runs(): string {
    return join(this.repo, '.okstra/tasks/specs', ITEM, 'runs');
  }

  /** Folder of the run; there is one. */
  get runDir(): string {
    return join(this.runs, 'implementation-001');
  }

  events(): readonly RunEvent[] {
    const file = join(this.runDir, 'journal.jsonl');
    const read = readLines(existsSync(file) ? readFileSync(file) : Buffer.alloc(0));
    return 'format' in read ? [] : read.events;
  }

  /** What agents wrote down of themselves, a line for each dispatch. */
  dispatches(): readonly Dispatched[] {
    const lines = readFileSync(join(this.root, 'dispatches'), 'utf8').split('\n').slice(0, -1);
    const entries = lines.map((line) => JSON.parse(line) as [string, string, number, number, string]);
    const ended = new Set(entries.filter(([what]) => what === 'end').map((entry) => entry[4]));
    return entries
      .filter(([what]) => what === 'start')
      .map(([, agent, n, round, dispatch]) => ({ agent, ask: `${agent} ${n} ${round}`, dispatch, ended: ended.has(dispatch) }));
  }

  /** Processes that came out of anything started here. */
  processes(): readonly number[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => {
        try {
          return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`DURABILITY_WORLD=${this.name}\0`);
        } catch {
          return false;
        }
      })
      .map(Number);
  }

  async noProcesses(limitMs = 3000): Promise<readonly string[]> {
    const end = performance.now() + limitMs;
    for (;;) {
      const left = this.processes();
      if (left.length === 0 || performance.now() > end)
        return left.map((pid) => `${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`);
      await sleep(5);
    }
  }

  override dispose(): void {
    for (const pid of this.processes()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // gone
      }
    }
    super.dispose();
  }
}

/** okstra's program with what counts and kills before it. @param dir where it is written */
export function killable(dir: string): string {
  const program = join(dir, 'killed.mjs');
  const [killer, main] = [join(import.meta.dirname, 'killer.ts'), join(builtProgram(), '../../dist/cli/main.js')];
  writeFileSync(
    program,
    `import ${JSON.stringify(killer)};\nconst { main } = await import(${JSON.stringify(main)});\nprocess.exitCode = await main(process.argv.slice(2));\n`,
  );
  return program;
}

/** Asks that were under way by the journal: begun, and no end on record. */
export function inFlight(events: readonly RunEvent[]): readonly string[] {
  const open = new Map<string, string>();
  for (const event of events) {
    if (event.type === 'dispatch-started')
      open.set(
        event.dispatch,
        `${event.seat.replace('verifier:', '').replace('executor', 'writer')} ${event.attempt} ${event.round}`,
      );
    if (event.type === 'dispatch-finished') open.delete(event.dispatch);
  }
  return [...open.values()];
}

/** Everything that is to be the same however often a run was killed. */
export function endOf(world: World) {
  const branch = `okstra/${ITEM}`;
  const refs = world.git(
    'for-each-ref',
    '--format=%(refname) %(objectname)',
    'refs/heads',
    'refs/okstra/runs',
    'refs/okstra/leases',
  );
  const worktree =
    world.git('worktree', 'list', '--porcelain').split('\n\n').at(-1)?.split('\n')[0]?.replace('worktree ', '') ?? '';
  const finished = world.events().filter((event) => event.type === 'run-finished');
  return {
    ends: finished.map((event) => event.type === 'run-finished' && `${event.outcome} ${event.exitCode}`),
    // Names and times are fixed, so these are the same commits or they differ in something that counts.
    refs: normalised(world, refs).split('\n'),
    log: world.git('log', '--format=%H %T %s', branch).split('\n'),
    worktrees: normalised(world, world.git('worktree', 'list', '--porcelain')).split('\n'),
    worktree: world.git('-C', worktree, 'status', '--porcelain', '--untracked-files=all'),
    status: world.git('status', '--porcelain', '--untracked-files=all').split('\n'),
    index: world.git('ls-files', '--stage').split('\n'),
    followUps: normalised(world, readFileSync(join(world.runDir, 'state/follow-ups.json'), 'utf8')),
    decisions: lines(world, join(world.repo, '.okstra/followups.jsonl')),
    files: nativeFiles(world),
    runs: readdirSync(world.runs),
    scratch: existsSync(join(world.home, 'scratch')) ? readdirSync(join(world.home, 'scratch')) : [],
  };
}

const lines = (world: World, file: string): readonly string[] =>
  existsSync(file) ? normalised(world, readFileSync(file, 'utf8')).split('\n') : [];

function nativeFiles(world: World): Readonly<Record<string, readonly string[]>> {
  const root = join(world.repo, 'specs');
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((file) => [relative(root, file), lines(world, file).filter((line) => !tellsOfInterruptions(line))]),
  );
}

/** Lines of a report about interruptions and what they cut off. */
const tellsOfInterruptions = (line: string): boolean =>
  line.includes('abandoned') || line.startsWith('| interrupted |') || /^- `(?:journal-tail-cut|lease-taken-over)`/.test(line);

/** Without what must differ: where it ran, the run's id, times, the numbers of dispatches. */
export function normalised(world: World, text: string): string {
  return (
    text
      .replaceAll(world.root, '')
      .replaceAll(/run-\d{8}-\d{6}-[a-z0-9]+/g, 'run-X')
      .replaceAll(/\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z| UTC)?/g, '<time>')
      .replaceAll(/\bsample-[0-9a-f]{8}\b/g, 'sample-X')
      .replaceAll(/\b(executor|verifier)-\d+\b/g, '$1-N')
      .replaceAll(/The run was interrupted and continued \d+ time\(s\)\.\n\n/g, '')
      // Dispatches that were cut off are counted with the others.
      .replaceAll(/(?<=^\|(?: [^|]+ \|){2} )\d+(?= \| not said)|^\d+(?= dispatch\(es\))/gm, '#')
      // What a dispatch that was killed had used counts too: here it is estimated, nobody reports it.
      .replaceAll(/~\d[\d,]*(?= (?:tokens|of 5,000,000 tokens))/g, '~#')
      .replaceAll(/\b(?:\d+ min )?\d+(?:\.\d+)? m?s\b/g, '<duration>')
  );
}
