import type { TestProject } from 'vitest/node';
import { build } from '../../scripts/build.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Why the program could not be built; empty when dist/ is up to date. */
    readonly buildFailure: string;
  }
}

/**
 * Journeys and bin tests run the built program, so it is brought up to date once before the workers start.
 * A build that fails must not hide the results of the tests that don't need it: `builtProgram` fails instead.
 */
export default async function setup(project: TestProject): Promise<void> {
  let failure = '';
  try {
    await build({ quiet: true });
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  }
  project.provide('buildFailure', failure);
}
