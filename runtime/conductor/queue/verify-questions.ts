/** What is asked beyond the criteria of single tasks: every spec as a whole, specs that build on each other, and each spec against its document. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Queue, QueuePlace } from '../../sources/task-queue/queue.ts';
import { readManifest, readQueue, readSpecs } from '../../sources/task-queue/queue.ts';
import { OF_TASKS, type ResultGroup } from '../../sources/task-queue/results-section.ts';
import type { SpecText } from '../../sources/task-queue/sections.ts';
import { parseReference, referenceHash, sectionsOf } from '../../sources/task-queue/sections.ts';
import type { Task } from '../../sources/task-queue/tasks-file.ts';
import { isVerified } from '../../sources/task-queue/words.ts';

export interface Question {
  readonly group: Exclude<ResultGroup, 'criteria'>;
  /** As its line of the results is called. */
  readonly name: string;
  /** What has to hold, as one criterion. */
  readonly criterion: string;
  readonly body: string;
  /** Tasks whose code it is about. */
  readonly tasks: readonly string[];
}

/** What is known without asking anybody. */
export interface Known {
  readonly group: Question['group'];
  readonly name: string;
  /** Null: nobody looked at it. */
  readonly holds: boolean | null;
  readonly why: string;
}

export interface Questions {
  readonly ask: readonly Question[];
  readonly known: readonly Known[];
}

interface Context {
  readonly place: QueuePlace;
  readonly queue: Queue;
  readonly specs: readonly SpecText[];
  /** Tasks whose criteria do not hold, or could not be verified. */
  readonly issues: ReadonlySet<string>;
}

/** @param issues tasks of which this verification says so */
export function questionsOf(place: QueuePlace, issues: ReadonlySet<string>): Questions {
  const context: Context = { place, queue: readQueue(place), specs: readSpecs(place), issues };
  const found = [...contracts(context), ...pairs(context), ...documents(context)];
  return {
    ask: found.filter((each): each is Question => 'body' in each),
    known: found.filter((each): each is Known => !('body' in each)),
  };
}

/** How many questions there are once every task holds. */
export function possibleQuestions(place: QueuePlace): number {
  const { ask, known } = questionsOf(place, new Set());
  return ask.length + known.filter(({ holds, why }) => holds === null && why.startsWith(OPEN)).length;
}

const OPEN = 'open: ';

const refersTo = (task: Task): readonly string[] => parseReference(task.specReference).map(({ path }) => path);

const tasksOf = ({ queue }: Context, path: string): readonly Task[] =>
  queue.tasks.tasks.filter((task) => refersTo(task).includes(path) && task.status !== 'superseded');

/** Why specs need no look, or are not to be looked at yet; undefined: they are. */
function knownOf(context: Context, own: readonly Task[]): Pick<Known, 'holds' | 'why'> | undefined {
  const sections = context.specs.flatMap(sectionsOf);
  const ids = (filter: (task: Task) => boolean): string =>
    own
      .filter(filter)
      .map(({ id }) => id)
      .join(', ');
  const wrong = ids(({ id }) => context.issues.has(id));
  const stale = ids((task) => task.specHash !== '' && referenceHash(sections, task.specReference) !== task.specHash);
  const open = ids(({ status }) => !isVerified(status) && !/^(?:skipped|satisfied-externally|externally-managed)$/.test(status));
  const reasons = [
    ...(wrong === '' ? [] : [`criteria do not hold: ${wrong}`]),
    ...(stale === '' ? [] : [`made for an earlier text: ${stale}`]),
  ];
  if (reasons.length > 0) return { holds: false, why: `${OF_TASKS}${reasons.join('; ')}` };
  return open === '' ? undefined : { holds: null, why: `${OPEN}${open}` };
}

function contracts(context: Context): readonly (Question | Known)[] {
  return context.specs.map((spec) => {
    const own = tasksOf(context, spec.path);
    const shared = { group: 'contract', name: spec.path } as const;
    if (own.length === 0) return { ...shared, holds: false, why: 'no task refers to it' };
    const known = knownOf(context, own);
    if (known !== undefined) return { ...shared, ...known };
    return {
      ...shared,
      criterion: `The code does what ${spec.path} says, as a whole: every requirement of it, criteria of tasks or not`,
      body: [
        `# Contract of ${spec.path}\n\n${STANDS} The question is not about one task but about the whole specification: what it requires and no criterion of a task says, formats and names that two places understand differently, cases of failure. ${REPORT}`,
        filesText(context, own),
        specText(spec),
      ].join('\n\n'),
      tasks: own.map(({ id }) => id),
    };
  });
}

/** Pairs of specs of which tasks depend on each other, or that a row of the manifest names together. */
function pairs(context: Context): readonly (Question | Known)[] {
  const { queue, place, specs } = context;
  const texts = new Map(specs.map((spec) => [spec.path, spec]));
  const byTasks = queue.tasks.tasks
    .filter(({ status }) => status !== 'superseded')
    .flatMap((task) =>
      task.dependsOn.flatMap((id) => {
        const other = queue.tasks.byId.get(id);
        return other === undefined ? [] : refersTo(task).flatMap((from) => refersTo(other).map((to) => [from, to]));
      }),
    );
  const related = (readManifest(place)?.related ?? []).flatMap((paths) =>
    paths.flatMap((from, index) => paths.slice(index + 1).map((to) => [from, to])),
  );
  const names = new Map([...byTasks, ...related].map((pair) => [pair.toSorted().join(' and '), pair.toSorted()]));
  return [...names].flatMap(([name, [from = '', to = '']]): readonly (Question | Known)[] => {
    const [one, two] = [texts.get(from), texts.get(to)];
    if (from === to || one === undefined || two === undefined) return [];
    const own = [...new Set([...tasksOf(context, from), ...tasksOf(context, to)])];
    const known = knownOf(context, own);
    if (known !== undefined) return [{ group: 'integration', name, ...known }];
    return [
      {
        group: 'integration',
        name,
        criterion: `What was built for ${from} and what was built for ${to} fit together`,
        body: [
          `# Integration of ${name}\n\n${STANDS} The question is about the places where both meet: calls, data that one writes and the other reads, names, types, formats, order, errors. ${REPORT}`,
          filesText(context, own),
          specText(one),
          specText(two),
        ].join('\n\n'),
        tasks: own.map(({ id }) => id),
      },
    ];
  });
}

function documents(context: Context): readonly (Question | Known)[] {
  const { place, specs } = context;
  const sources = new Map((readManifest(place)?.specs ?? []).map(({ path, source }) => [path, source]));
  return specs.map((spec) => {
    const shared = { group: 'documents', name: spec.path } as const;
    const source = sources.get(spec.path) ?? '';
    if (source === '') return { ...shared, holds: null, why: 'the manifest names no document as its source' };
    const file = documentAt(place, source);
    if (file === undefined) return { ...shared, holds: false, why: `the source document ${source} is not there` };
    const text = readFileSync(file, 'utf8');
    if (text.trim() === '') return { ...shared, holds: false, why: `the source document ${source} is empty` };
    return {
      ...shared,
      criterion: `${spec.path} says what ${source} says: nothing of it that matters is missing, changed, or added without being marked`,
      body: [
        `# ${spec.path} against ${source}\n\nNothing was changed. The question is not about code: the specification was made from the document, and both are held against each other. Say in which place of each they differ. What has to be decided is a gap of the specification; report it in the field for gaps.`,
        specText(spec),
        specText({ path: relative(place.repoTop, file), text }, 'Document'),
      ].join('\n\n'),
      tasks: tasksOf(context, spec.path).map(({ id }) => id),
    };
  });
}

function documentAt({ repoTop, rootPath }: QueuePlace, source: string): string | undefined {
  const places = [resolve(repoTop, source), resolve(repoTop, rootPath, source), resolve(repoTop, rootPath, '..', source)];
  return places.find((file) => existsSync(file) && statSync(file).isFile());
}

const STANDS = 'Nothing was changed: the code as it stands is looked at.';
const REPORT =
  'A fault in the code is reported in the field for fix tasks, with the id of the task whose code it is; what a specification leaves open in the field for gaps.';

function filesText({ queue }: Context, tasks: readonly Task[]): string {
  const lines = tasks.map((task) => {
    const files = queue.progress.tasks.get(task.id)?.files ?? [];
    const shown = files.length === 0 ? task.files : files;
    return `- ${task.id} ${task.title} (${task.status}): ${shown.length === 0 ? 'files are not on record' : shown.join(', ')}`;
  });
  return `## Tasks and their files\n\n${lines.join('\n')}`;
}

const MOST_TEXT = 60_000;

/** A very long text is read in the checkout instead of in the prompt. */
const specText = ({ path, text }: SpecText, word = 'Specification'): string =>
  `## ${word}: ${path}\n\n${text.length <= MOST_TEXT ? text.trim() : `${text.slice(0, MOST_TEXT)}\n\nIt goes on; the rest is in the file.`}`;
