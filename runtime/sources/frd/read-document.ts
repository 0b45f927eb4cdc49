/** A feature document's JSON value as a typed one. */
import { bad, ok, type Result } from '../../model/failure.ts';
import type {
  FrdDocument,
  FrdGotcha,
  FrdScenario,
  FrdStatus,
  FrdSubtask,
  FrdTask,
  FrdTestRequirement,
  FrdVerification,
  VerificationType,
} from './types.ts';

/** A member that a run cannot do without. `pointer`: JSON pointer. */
export interface Lacking {
  readonly pointer: string;
  readonly expected: string;
}

const STATUSES: ReadonlySet<unknown> = new Set(['not_started', 'in_progress', 'completed', 'blocked', 'skipped']);
const VERIFICATION_TYPES: ReadonlySet<unknown> = new Set(['build', 'test', 'manual', 'integration', 'api']);

/**
 * What a run needs is looked for whatever schema the document was checked against: that of the repository may ask for less than okstra's.
 *
 * @param path of the file, relative to the top of the repository
 */
export function readDocument(value: unknown, path: string): Result<FrdDocument, readonly Lacking[]> {
  // Places are worked out only when something is lacking: most documents are whole.
  const quick = new Reader(false);
  const document = quick.document(value, path);
  if (quick.lacking.length === 0) return ok(document);
  const reader = new Reader(true);
  reader.document(value, path);
  return bad(reader.lacking);
}

const FRD_ID = /^FRD-\d{3}$/;
const TASK_ID = /^FRD-\d{3}-T\d+$/;

type Members = Readonly<Record<string, unknown>>;

class Reader {
  readonly lacking: Lacking[] = [];
  readonly #places: boolean;

  constructor(places: boolean) {
    this.#places = places;
  }

  /** A pointer below another; empty when no places are kept. */
  #at(pointer: string, name: string, index?: number): string {
    if (!this.#places) return '';
    return index === undefined ? `${pointer}/${name}` : `${pointer}/${name}/${index}`;
  }

  document(value: unknown, path: string): FrdDocument {
    const root = membersOf(value);
    const metadata = membersOf(root['metadata']);
    const frdId = this.#matching(metadata['frdId'], FRD_ID, '/metadata/frdId');
    const tasks = listOf(root['majorTasks']).map((task, index) => this.#task(task, this.#at('', 'majorTasks', index), frdId));
    if (tasks.length === 0) this.#lack('/majorTasks', 'a list of at least one task');
    return {
      frdId,
      title: textOf(metadata['title']) || frdId,
      description: textOf(metadata['description']),
      status: this.#status(metadata['status'], '/metadata/status'),
      dependencies: textsOf(metadata['dependencies']),
      specReferences: listOf(metadata['specReferences']).map((entry) =>
        typeof entry === 'string' ? entry : JSON.stringify(entry),
      ),
      tasks,
      path,
    };
  }

  #task(value: unknown, pointer: string, frdId: string): FrdTask {
    const task = membersOf(value);
    const taskId = this.#matching(task['taskId'], TASK_ID, this.#at(pointer, 'taskId'), frdId);
    if (typeof task['prLevel'] !== 'boolean') this.#lack(this.#at(pointer, 'prLevel'), 'true or false');
    const reason = textOf(task['testOmissionReason']);
    return {
      taskId,
      frdId,
      title: textOf(task['title']) || taskId,
      description: textOf(task['description']),
      status: this.#status(task['status'], this.#at(pointer, 'status')),
      prLevel: task['prLevel'] === true,
      dependencies: textsOf(task['dependencies']),
      subtasks: listOf(task['subtasks']).map((entry, index) => this.#subtask(entry, this.#at(pointer, 'subtasks', index))),
      verification: listOf(task['verification']).map((entry, index) =>
        this.#entry(entry, this.#at(pointer, 'verification', index)),
      ),
      testRequirements: listOf(task['testRequirements']).map(testRequirement),
      ...(reason === '' ? {} : { testOmissionReason: reason }),
      gotchas: listOf(task['gotchas']).map(gotcha),
      notes: textsOf(task['notes']),
    };
  }

  #subtask(value: unknown, pointer: string): FrdSubtask {
    const subtask = membersOf(value);
    const description = textOf(subtask['description']);
    return {
      subtaskId: this.#text(subtask['subtaskId'], this.#at(pointer, 'subtaskId')),
      title: textOf(subtask['title']) || description,
      description,
      status: subtask['status'] === undefined ? 'not_started' : this.#status(subtask['status'], this.#at(pointer, 'status')),
      filesToCreate: textsOf(subtask['filesToCreate']),
      filesToModify: textsOf(subtask['filesToModify']),
      notes: textsOf(subtask['notes']),
    };
  }

  #entry(value: unknown, pointer: string): FrdVerification {
    const entry = membersOf(value);
    const type = entry['type'];
    if (!VERIFICATION_TYPES.has(type)) this.#lack(this.#at(pointer, 'type'), 'one of build, test, manual, integration, api');
    return {
      verificationId: this.#text(entry['verificationId'], this.#at(pointer, 'verificationId')),
      type: type as VerificationType,
      description: textOf(entry['description']),
      commands: [...textsOf(entry['command']), ...textsOf(entry['commands'])],
    };
  }

  #status(value: unknown, pointer: string): FrdStatus {
    if (!STATUSES.has(value)) this.#lack(pointer, `one of ${[...STATUSES].join(', ')}`);
    return value as FrdStatus;
  }

  #text(value: unknown, pointer: string): string {
    const text = textOf(value);
    if (text === '') this.#lack(pointer, 'text');
    return text;
  }

  #matching(value: unknown, pattern: RegExp, pointer: string, frdId?: string): string {
    if (typeof value === 'string' && pattern.test(value)) return value;
    this.#lack(pointer, `an id such as ${frdId === undefined ? 'FRD-001' : `${frdId || 'FRD-001'}-T1`}`);
    return '';
  }

  #lack(pointer: string, expected: string): void {
    this.lacking.push({ pointer, expected });
  }
}

function testRequirement(value: unknown): FrdTestRequirement {
  const members = membersOf(value);
  return {
    testRequirementId: textOf(members['testRequirementId']),
    type: textOf(members['type']),
    description: textOf(members['description']),
    scenarios: listOf(members['scenarios']).map(scenario),
  };
}

function scenario(value: unknown): FrdScenario {
  const members = membersOf(value);
  return {
    scenarioId: textOf(members['scenarioId']),
    type: textOf(members['type']),
    description: textOf(members['description']),
    expectedOutcome: textOf(members['expectedOutcome']),
  };
}

function gotcha(value: unknown): FrdGotcha {
  const members = membersOf(value);
  return {
    gotchaId: textOf(members['gotchaId']),
    severity: textOf(members['severity']),
    description: textOf(members['description']),
  };
}

const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
/** One text or a list of them. */
const textsOf = (value: unknown): readonly string[] =>
  value === undefined
    ? NOTHING
    : (Array.isArray(value) ? value : [value]).filter(
        (entry): entry is string => typeof entry === 'string' && entry.trim() !== '',
      );
const NOTHING: readonly string[] = [];
