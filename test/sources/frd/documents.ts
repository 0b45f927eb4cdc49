/** Feature documents for tests, as short as they can be written. */
// oxlint-disable-next-line typescript/no-explicit-any -- documents that tests bend out of shape
export type Json = any;

export interface TaskShape {
  readonly status?: string;
  /** Default true. */
  readonly pr?: boolean;
  readonly needs?: readonly string[];
  /** Members laid over the task. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** `FRD-001` with a task of each shape: `FRD-001-T1` and so on. */
export function frd(number: number, tasks: readonly TaskShape[] = [{}], metadata: Readonly<Record<string, unknown>> = {}): Json {
  const frdId = `FRD-${String(number).padStart(3, '0')}`;
  return {
    metadata: {
      frdId,
      title: `Feature ${number}`,
      description: `What feature ${number} does.`,
      status: 'not_started',
      priority: 1,
      estimatedEffort: 'small',
      dependencies: [],
      specReferences: ['docs/spec.md'],
      createdAt: '2031-04-01',
      updatedAt: '2031-04-01',
      ...metadata,
    },
    majorTasks: tasks.map((shape, index) => task(`${frdId}-T${index + 1}`, shape)),
  };
}

export function task(taskId: string, { status = 'not_started', pr = true, needs = [], more = {} }: TaskShape = {}): Json {
  return {
    taskId,
    title: `Task ${taskId}`,
    description: `What ${taskId} does.`,
    status,
    prLevel: pr,
    dependencies: needs,
    subtasks: [
      {
        subtaskId: `${taskId}-S1`,
        title: 'The only one',
        description: 'Writes a file.',
        status,
        filesToCreate: [`src/${taskId.toLowerCase()}.txt`],
        filesToModify: [],
      },
    ],
    verification: [{ verificationId: `${taskId}-V1`, type: 'test', description: 'The tests pass.', command: 'node --test' }],
    testOmissionReason: 'Nothing to test.',
    ...more,
  };
}

export const fileOf = (document: Json): string => `specs/frds/${String(document.metadata.frdId).toLowerCase()}-feature.json`;

export const indexOf = (documents: readonly Json[], more: Readonly<Record<string, unknown>> = {}): Json => ({
  generatedAt: '2031-04-01',
  scope: 'tests',
  frds: documents.map((document) => ({
    frdId: document.metadata.frdId,
    title: document.metadata.title,
    status: document.metadata.status,
    priority: document.metadata.priority,
    path: fileOf(document),
    dependencies: document.metadata.dependencies,
  })),
  ...more,
});

/** The files of a set with the index first. */
export const filesOfSet = (documents: readonly Json[], index: Json = indexOf(documents)): Record<string, string> => ({
  'specs/frds/index.json': text(index),
  ...Object.fromEntries(documents.map((document) => [fileOf(document), text(document)])),
});

export const text = (value: Json): string => `${JSON.stringify(value, null, 2)}\n`;
