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
    maxWorkers: 2,
    // Real agents mostly wait.
    maxConcurrency: agents ? 8 : 5,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
