/** `okstra frd next`: which bundle a run would take. Nothing is written. */
import { join } from 'node:path';
import { bundleBranch } from '../conductor/frd/branch.ts';
import { bundleOfRun, interruptedBundle } from '../conductor/frd/interrupted.ts';
import { realPorts } from '../conductor/ports.ts';
import type { Session } from '../conductor/session.ts';
import { openSession } from '../conductor/session.ts';
import { filesOfHead, readRefs } from '../git/index.ts';
import { fail } from '../model/failure.ts';
import type { ClaimsView } from '../sources/frd/claims/index.ts';
import { mergedThere, readClaims } from '../sources/frd/claims/index.ts';
import type { Bundle, FrdSet, Selection } from '../sources/frd/index.ts';
import { bundleLanguages, filesOfBundle, nothingText, passReasonText, selectBundle } from '../sources/frd/index.ts';
import { bundleOf, groupOf } from '../sources/frd/item.ts';
import type { RunSummary } from '../store/runs.ts';
import type { CommandHandler } from './context.ts';
import { frdRedactor, lookingContext, noteProblems, openFrdConfig, readFrds } from './frd-shared.ts';
import { oneLine, renderTable } from './table.ts';

export const next: CommandHandler = async (context, [id], options) => {
  const ports = { ...realPorts(), env: context.env };
  const session = await openSession(context.cwd, ports);
  const offline = options['offline'] === true;
  const config = await openFrdConfig(context);
  const repo = { top: config.checkout.top };
  // Git and the remote answer while the documents are read.
  const asked = Promise.all([filesOfHead(repo), readRefs(repo, 'refs/heads')]);
  asked.catch(() => undefined);
  const claimed = lookingContext(config, { offline }).then(async (looking) => ({ looking, seen: await readClaims(looking) }));
  claimed.catch(() => undefined);
  // What is asked first has to be on its way before the reading begins, which lets nothing else have its turn.
  await new Promise((resolve) => setImmediate(resolve));
  const opened = await readFrds(config);
  const { checkout, set } = opened;
  noteProblems(context, set);
  const only = id === undefined ? undefined : knownId(id, set);
  const [{ looking, seen }, [tree, heads]] = await Promise.all([claimed, asked]);
  const redactor = await frdRedactor(context, opened);
  const view = { ...seen, remote: redactor.value(seen.remote) };
  const merged = view.remote.kind === 'reached' ? await mergedThere(looking, set.rootPath) : undefined;
  const selection = selectBundle(set.documents, {
    holdings: view.holdings,
    unusable: set.unusable,
    ...(merged === undefined ? {} : { merged }),
    ...(only === undefined ? {} : { only }),
  });
  const { run, notices: passed } = await interruptedBundle(session, { set, only, offline }, ports);
  const begun = run === undefined ? undefined : bundleOfRun(run);
  const bundle = begun === undefined ? selection.bundle : bundleOf(set, begun.taskIds[0] ?? '', begun.taskIds);
  for (const { message } of passed) context.note(`note: ${message}`);
  const branch = bundle === undefined ? '' : (run?.branch ?? (await branchOf(bundle, session, offline)));
  const details = bundle === undefined ? undefined : detailsOf(bundle, { tree, branch, heads, run });
  return {
    exitCode: 0,
    text: [
      ...(details === undefined ? [nothingText(selection, set.unusable)] : bundleLines(details)),
      `  claims         ${claimsText(view)}`,
      ...passedLines(selection, set),
    ].join('\n'),
    document: {
      ok: true,
      bundle: details === undefined ? null : { ...details, path: join(checkout.top, details.path) },
      complete: selection.isComplete && set.unusable.length === 0,
      passedOver: selection.passedOver.map(({ taskId, frdId, reason }) => ({
        taskId,
        frdId,
        reason: reason.kind,
        text: passReasonText(reason),
      })),
      unusable: set.unusable,
      claims: { remote: view.remote, count: view.holdings.size },
      issues: set.issues.map(({ level, code, problem: { code: rule, ...problem } }) => ({ level, code, rule, ...problem })),
      notices: [...set.notices, ...passed],
    },
  };
};

/** @throws OkstraError `frd-unknown` */
function knownId(raw: string, { documents, unusable }: FrdSet): string {
  const id = raw.replace(/^frd:/, '').toUpperCase();
  const ids = documents.flatMap(({ frdId, tasks }) => [frdId, ...tasks.map(({ taskId }) => taskId)]);
  if (ids.includes(id)) return id;
  const broken = unusable.find(({ frdId }) => id === frdId || id.startsWith(`${frdId}-`));
  throw fail(
    'usage',
    'frd-unknown',
    `Expected the id of a document or task, found "${raw}"${broken === undefined ? '' : `, of a document that cannot be used: ${broken.reason}`}.`,
    { fix: 'okstra frd next lists all of them.' },
  );
}

const branchOf = ({ frdId, tasks }: Bundle, session: Session, offline: boolean): Promise<string> =>
  bundleBranch(
    session,
    { group: groupOf(frdId), id: tasks[0]?.taskId ?? '' },
    tasks.map(({ taskId }) => taskId),
    { offline },
  );

interface Looked {
  readonly tree: readonly string[];
  readonly branch: string;
  /** Local branches, by ref. */
  readonly heads: ReadonlyMap<string, string>;
  /** That was interrupted and goes on. */
  readonly run: RunSummary | undefined;
}

function detailsOf(bundle: Bundle, { tree, branch, heads, run }: Looked) {
  const { frdId, path, tasks, nextBoundaryTaskId } = bundle;
  const taskIds = tasks.map(({ taskId }) => taskId);
  return {
    frdId,
    path,
    taskIds,
    tasks: tasks.map(({ taskId, title, prLevel }) => ({ taskId, title, prLevel })),
    branch,
    /** Work of an earlier run is on it. */
    continued: heads.has(`refs/heads/${branch}`),
    /** Id of the interrupted run that goes on. */
    resumes: run?.runId ?? null,
    nextBoundaryTaskId,
    languages: bundleLanguages(tasks, tree).map(({ name }) => name),
    files: filesOfBundle(tasks),
  };
}

function bundleLines(details: ReturnType<typeof detailsOf>): readonly string[] {
  const { path, tasks, branch, continued, resumes, languages, nextBoundaryTaskId } = details;
  return [
    `Next: ${tasks.map(({ taskId }) => taskId).join(', ')}`,
    ...tasks.map(({ taskId, title }) => `  ${taskId.padEnd(13)}  ${oneLine(title)}`),
    `  document       ${path}`,
    ...(resumes === null ? [] : [`  goes on with   ${resumes}, which was interrupted`]),
    `  branch         ${branch}${continued ? ', with the work that is there' : ''}`,
    `  languages      ${languages.join(', ') || 'not known'}`,
    `  next boundary  ${nextBoundaryTaskId ?? 'none in this document'}`,
  ];
}

function claimsText({ remote, holdings }: ClaimsView): string {
  const count = `${holdings.size} ${holdings.size === 1 ? 'task' : 'tasks'} claimed`;
  switch (remote.kind) {
    case 'reached':
      return `${count}, as ${remote.name} and this checkout say`;
    case 'unreachable':
      return `${count} in this checkout; ${remote.name} cannot be reached: ${remote.why}`;
    case 'absent':
      return `${count} in this checkout; ${remote.why}`;
  }
}

/** Neighbours of one document with the same reason share a line. */
function passedLines({ passedOver }: Selection, { unusable }: FrdSet): readonly string[] {
  const groups: { readonly first: string; last: string; readonly frdId: string; readonly why: string }[] = [];
  for (const { taskId, frdId, reason } of passedOver) {
    const why = passReasonText(reason);
    const group = groups.at(-1);
    if (group?.frdId === frdId && group.why === why) group.last = taskId;
    else groups.push({ first: taskId, last: taskId, frdId, why });
  }
  const rows = [
    ...groups.map(({ first, last, why }) => [first === last ? first : `${first} … ${last.slice(last.lastIndexOf('T'))}`, why]),
    ...unusable.map(({ frdId, reason }) => [frdId || '(no id)', reason]),
  ];
  return rows.length === 0 ? [] : ['', 'Passed over', renderTable(['Task', 'Why'], rows)];
}
