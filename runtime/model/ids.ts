/** Identifiers that travel as strings, each with the one function that makes it. */

export type RunId = string & { readonly __brand: 'RunId' };
/** `<project>:<group>:<id>`, stable over phases and models. */
export type TaskKey = string & { readonly __brand: 'TaskKey' };

/** Run ids look like `run-20310402-091011-k3f9`: sortable by time, four random base-36 digits at the end. */
const RUN_ID = /^run-\d{8}-\d{6}-[0-9a-z]{4}$/;

export const parseRunId = (raw: string): RunId | undefined => (RUN_ID.test(raw) ? (raw as RunId) : undefined);

/** @param random a function that gives a number in [0, 1), so that tests can fix it. */
export function makeRunId(now: Date, random: () => number): RunId {
  const stamp = now.toISOString().replaceAll(/[-:]/g, '').slice(0, 15).replace('T', '-');
  const tail = Math.floor(random() * 36 ** 4)
    .toString(36)
    .padStart(4, '0');
  return `run-${stamp}-${tail}` as RunId;
}

/** Letters, digits, `.`, `_`, `-`; starts with a letter or digit; no `..`, no trailing `.lock`: safe as a path part and as part of a git ref. */
const ID = /^[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?!\.))*$/;

export const isSafeId = (raw: string): boolean =>
  ID.test(raw) && raw.length <= 100 && !raw.endsWith('.lock') && !raw.endsWith('.');

/** A project name becomes a key part: everything that is not safe turns into `-`. */
export function slug(raw: string): string {
  const text = raw
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replaceAll(/\.{2,}/g, '.')
    .replaceAll(/^[-._]+|[-._]+$/g, '');
  return text === '' ? 'project' : text;
}

export const makeTaskKey = (project: string, group: string, id: string): TaskKey => `${slug(project)}:${group}:${id}` as TaskKey;
