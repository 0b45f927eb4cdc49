/** `--detach`: the same command as a process of its own; the answer comes once its run is under way, or could not start. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { requireOpenHost, requireSurvival } from '../conductor/host-sandbox.ts';
import type { RunAnswer } from '../conductor/index.ts';
import { fail } from '../model/failure.ts';
import { runNamed } from '../store/runs.ts';
import { liveLeases, requireCheckout } from './checkout.ts';
import type { CliContext, CommandEnd } from './context.ts';
import { detachedFolder, noteDetached } from './detached.ts';
import { failureText } from './failure-text.ts';
import { typedCommand, wordsWithout } from './own-words.ts';
import { answerText } from './run-shared.ts';

interface Detached {
  readonly options: Readonly<Record<string, unknown>>;
  readonly refs: readonly string[];
  /** As in `okstra <command> <ref>`. */
  readonly command: string;
  /** The answer in words, of a command that is over before anybody looks. Default: those of a run. */
  readonly textOf?: (answer: unknown) => string;
}

const LOOK_MS = 50;
/** Making the plan asks each agent's program for its version; a host's shell gives two minutes. */
const START_LIMIT_MS = 90_000;
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** @throws OkstraError `host-sandbox`, `flags-together`, `one-item` before anything is written */
export async function detach(context: CliContext, { options, refs, command, textOf }: Detached): Promise<CommandEnd> {
  refuseTogether(options);
  if (refs.length > 1) {
    throw fail('usage', 'one-item', `Expected one item with --detach, found ${refs.length}.`, {
      fix: refs.map((ref) => `okstra ${command} --detach ${ref}`).join('; '),
    });
  }
  const { top, commonDir } = await requireCheckout(context.cwd);
  const place = { top, commonDir, cwd: context.cwd, command: typedCommand(context) };
  await requireOpenHost(place, { env: context.env });
  requireSurvival(place, context.env);
  const files = logFiles(top);
  const child = start(context, files);
  const seen = await firstNews(child, files);
  if (seen.kind === 'answer') return endOf(seen.answer, context, textOf);
  // A queue has many runs, one after another.
  const isQueue = refs.length === 0 && textOf !== undefined;
  const runId = isQueue ? undefined : seen.kind === 'started' ? (seen.runId ?? (await runOf(top, child.pid))) : undefined;
  const run = runId === undefined ? undefined : runNamed(top, (each) => each.runId === runId);
  const follow = ['okstra inspect status --wait 60 --json', ...(runId === undefined ? [] : [runId])].join(' ');
  return {
    exitCode: 0,
    text: `${runId ?? (isQueue ? 'The queue' : 'The run')} is under way as process ${child.pid}.\nFollow it: ${follow}\nStop it: ${isQueue ? `kill -INT ${child.pid}` : `okstra stop${runId === undefined ? '' : ` ${runId}`}`}`,
    document: {
      detached: true,
      pid: child.pid,
      run: run === undefined ? null : { id: run.runId, dir: run.dir, item: run.itemId },
      log: files.err,
      follow,
    },
  };
}

function endOf(answer: RunAnswer, { json }: CliContext, textOf?: Detached['textOf']): CommandEnd {
  const { error, run, exitCode } = answer;
  // Otherwise it stands in the text of the answer.
  if (error !== undefined && (json || run === null || textOf !== undefined)) process.stderr.write(`${failureText(error)}\n`);
  return {
    exitCode,
    text: error !== undefined && textOf !== undefined ? '' : (textOf ?? answerText)(answer),
    document: { ...answer },
  };
}

function refuseTogether(options: Detached['options']): void {
  const other = ['dryRun', 'jsonStream', 'verbose', 'out', 'format'].find(
    (name) => options[name] !== undefined && options[name] !== false,
  );
  if (other === undefined) return;
  const flag = `--${other.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw fail('usage', 'flags-together', `Expected only one of --detach and ${flag}, found both.`, {
    fix: `Leave ${flag} out; okstra inspect logs --follow and okstra report render show the same afterwards.`,
  });
}

interface LogFiles {
  /** Events, and the answer at the end. */
  readonly out: string;
  readonly err: string;
  /** Who it is, for those who wait before a run is there. */
  readonly pid: string;
}

/** Those of detached commands that ended long ago go. */
function logFiles(top: string): LogFiles {
  const folder = detachedFolder(top);
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (Date.now() - statSync(file).mtimeMs > KEPT_MS) rmSync(file, { force: true });
  }
  const name = `${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}-${process.pid}`;
  return { out: join(folder, `${name}.jsonl`), err: join(folder, `${name}.log`), pid: join(folder, `${name}.pid`) };
}

interface Child {
  readonly pid: number;
  hasEnded(): boolean;
}

/** A session of its own, and nothing of this process's streams: it lives on when the terminal or the host's shell is gone. */
function start(context: CliContext, { out, err, pid }: LogFiles): Child {
  const { before, after } = wordsWithout(['--detach', '--json', '--quiet'], context);
  const words = [...before, '--json-stream', '--cwd', context.cwd, ...after];
  const streams = [openSync(out, 'wx', 0o600), openSync(err, 'wx', 0o600)] as const;
  try {
    const child = spawn(process.execPath, [process.argv[1] ?? '', ...words], {
      detached: true,
      stdio: ['ignore', ...streams],
      // A system without /proc does not show that it leads a session.
      env: { ...process.env, OKSTRA_DETACHED: '1' },
    });
    let ended = false;
    child.once('exit', () => (ended = true));
    child.once('error', () => (ended = true));
    child.unref();
    if (child.pid !== undefined) noteDetached(pid, child.pid);
    return { pid: child.pid ?? 0, hasEnded: () => ended };
  } finally {
    for (const stream of streams) closeSync(stream);
  }
}

type News =
  | { readonly kind: 'started'; readonly runId?: string }
  | { readonly kind: 'answer'; readonly answer: RunAnswer }
  | { readonly kind: 'starting' };

async function firstNews(child: Child, files: LogFiles): Promise<News> {
  const until = performance.now() + START_LIMIT_MS;
  while (performance.now() < until) {
    const hasEnded = child.hasEnded();
    const news = newsIn(readFileSync(files.out, 'utf8'));
    if (news !== undefined) return news;
    if (hasEnded) throw notStarted(files);
    await sleep(LOOK_MS);
  }
  return { kind: 'starting' };
}

interface Line {
  readonly type?: string;
  readonly event?: { readonly type?: string; readonly runId?: string };
  readonly answer?: RunAnswer;
}

/** Whatever else is printed is for whoever reads the log. */
function parsed(line: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** An answer counts first: a run may be over before anybody looks. */
function newsIn(text: string): News | undefined {
  const lines = text
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => parsed(line) ?? []);
  const answer = lines.findLast(({ type }) => type === 'answer')?.answer;
  if (answer !== undefined) return { kind: 'answer', answer };
  const events = lines.flatMap(({ event }) => event ?? []);
  const started = events.find(({ type }) => type === 'run-started')?.runId;
  if (started !== undefined) return { kind: 'started', runId: started };
  return events.length > 0 ? { kind: 'started' } : undefined;
}

/** One that goes on with an earlier run does not say which. */
async function runOf(top: string, pid: number): Promise<string | undefined> {
  const leases = await liveLeases(top, new Date());
  return leases.find((lease) => lease.pid === pid)?.runId;
}

function notStarted({ err }: LogFiles) {
  const said = readFileSync(err, 'utf8').trim().split('\n').slice(-3).join(' ');
  return fail(
    'system',
    'detached-ended',
    `Expected the run to start, found that its process ended: ${said === '' ? 'it said nothing' : said}.`,
    {
      fix: `Look at ${err}; the same command without --detach shows more.`,
      place: { file: err },
    },
  );
}
