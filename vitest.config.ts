import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const agents = process.env['OKSTRA_AGENTS'] === '1';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/fixtures/**', ...(agents ? [] : ['test/agents/**'])],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/setup.ts'],
    pool: 'forks',
    fileParallelism: true,
    // Tests with processes wait for them: one more than there are cores keeps those busy.
    maxWorkers: availableParallelism() + 1,
    // Real agents mostly wait.
    maxConcurrency: agents ? 8 : 5,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
