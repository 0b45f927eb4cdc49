/** Whether a command line may be run, or may have been run: the deny-list applied to every command that a line starts. Pure. */
import { hidesResult, leavesOut } from './masks.ts';
import { type Audience, type Invocation, READERS, RULES, type RuleId } from './rules.ts';
import type { Scripts } from './scripts.ts';
import { readShell, type SimpleCommand } from './shell.ts';
import { startedBy } from './unwrap.ts';
import { programName } from './words.ts';

export interface JudgeOptions {
  /** `scripts` of the package.json beside the command; see `scriptsOf`. */
  readonly scripts: Scripts;
  /** Default `check`. */
  readonly audience?: Audience;
  /** Whether the command is expected to reach other machines. Default false. */
  readonly network?: boolean;
}

export type CommandRuling =
  | {
      readonly denied: true;
      readonly rule: RuleId;
      /** A sentence for the report. */
      readonly why: string;
      /** Words of the command that is refused. */
      readonly words: readonly string[];
      /** What it was found behind, outermost first: `npm run lint`, `sh -c`. */
      readonly via: readonly string[];
    }
  | {
      readonly denied: false;
      /** What could not be looked into, a sentence each. */
      readonly unseen: readonly string[];
    };

/** Scripts can start scripts. */
const DEEPEST = 12;
const MOST_COMMANDS = 1000;

/** The first command of the line that is refused decides. Never throws; what does not parse is judged as far as it can be read. */
export function judgeCommand(line: string, options: JudgeOptions): CommandRuling {
  const walk: Walk = { options, unseen: new Set(), seen: 0 };
  const denied = judgeLine(line, { via: [], env: {} }, walk);
  return denied ?? { denied: false, unseen: [...walk.unseen] };
}

type Denied = Extract<CommandRuling, { denied: true }>;

interface Walk {
  readonly options: JudgeOptions;
  readonly unseen: Set<string>;
  seen: number;
}

interface Around {
  readonly via: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

function judgeLine(line: string, around: Around, walk: Walk): Denied | undefined {
  if (around.via.length > DEEPEST) {
    walk.unseen.add(`more than ${DEEPEST} commands stand inside each other`);
    return undefined;
  }
  const shell = readShell(line);
  if (!shell.wellFormed) walk.unseen.add(`the line does not parse: ${line.slice(0, 80)}`);
  const env = { ...around.env, ...shell.assigned };
  for (const command of shell.commands) {
    const denied = judgeOne(command, { ...around, env: { ...env, ...command.env } }, walk);
    if (denied) return denied;
  }
  const mask = walk.options.audience === 'verifier' ? shell.masks.find(hidesResult) : undefined;
  if (mask === undefined) return undefined;
  const why = `${mask.hidden[0]} fails, and "${mask.text}" hides it`;
  return { denied: true, rule: 'masks-failures', why, words: mask.hidden, via: around.via };
}

function judgeOne(command: SimpleCommand, around: Around, walk: Walk): Denied | undefined {
  walk.seen += 1;
  if (walk.seen > MOST_COMMANDS) {
    walk.unseen.add(`more than ${MOST_COMMANDS} commands`);
    return undefined;
  }
  const started = startedBy(command, walk.options.scripts);
  if (started.unseen !== undefined) walk.unseen.add(started.unseen);
  const own = judgeWords(command, around, walk.options, started.isCover);
  if (own) return own;
  for (const { via, line } of started.lines) {
    // A script that starts itself says nothing new.
    if (via.includes(' run ') && around.via.includes(via)) continue;
    const denied = judgeLine(line, { via: [...around.via, via], env: around.env }, walk);
    if (denied) return denied;
  }
  for (const { via, words, env } of started.commands) {
    if (around.via.length > DEEPEST) break;
    const inner: SimpleCommand = { words, env: {}, writes: [], input: command.input, at: command.at };
    const denied = judgeOne(inner, { via: [...around.via, via], env: { ...around.env, ...env } }, walk);
    if (denied) return denied;
  }
  return undefined;
}

function judgeWords(command: SimpleCommand, around: Around, options: JudgeOptions, isCover: boolean): Denied | undefined {
  const [first = '', ...args] = command.words;
  const audience = options.audience ?? 'check';
  const invocation: Invocation = {
    program: programName(first),
    // The words of a cover belong to what it starts, and are judged there.
    args: isCover ? [] : args,
    env: around.env,
    writes: command.writes,
    ...(command.pipedFrom === undefined ? {} : { pipedFrom: command.pipedFrom }),
    audience,
    network: options.network ?? false,
  };
  const refuse = (rule: RuleId, why: string): Denied => ({ denied: true, rule, why, words: command.words, via: around.via });
  for (const { id, rule } of RULES) {
    if (isCover && !COVERS_TOO.has(id)) continue;
    if (READERS.has(invocation.program) && !READERS_TOO.has(id)) continue;
    const why = rule(invocation);
    if (why !== undefined) return refuse(id, why);
  }
  const left = audience === 'verifier' && !isCover ? leavesOut(invocation.program, args) : undefined;
  return left === undefined ? undefined : refuse('masks-failures', `${invocation.program} ${left} leaves tests out`);
}

/** What concerns the variables and redirections of a command, whatever it starts. */
const COVERS_TOO: ReadonlySet<RuleId> = new Set(['updates-snapshots', 'redirects-caches', 'writes-files', 'reaches-out']);
const READERS_TOO: ReadonlySet<RuleId> = new Set(['redirects-caches', 'writes-files']);
