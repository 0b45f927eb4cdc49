import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { callingOnly } from './test/support/alone.ts';

const agents = process.env['OKSTRA_AGENTS'] === '1';
const shared = callingOnly(import.meta.dirname);

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/setup.ts'],
    pool: 'forks',
    fileParallelism: true,
    // Tests with processes wait for them: more than there are cores keeps those busy.
    maxWorkers: availableParallelism() + 2,
    // Real agents mostly wait.
    maxConcurrency: agents ? 8 : 5,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      { extends: true, test: { name: 'functions', include: [...shared], isolate: false } },
      {
        extends: true,
        test: {
          name: 'processes',
          include: ['test/**/*.test.ts'],
          exclude: ['test/fixtures/**', ...(agents ? [] : ['test/agents/**']), ...shared],
        },
      },
    ],
  },
});
