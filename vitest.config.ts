import path from 'node:path';
import { defineConfig } from 'vitest/config';

// Programs that tests start, above all readers of files, begin at once with what is compiled already (see bin/kulcs).
process.env['NODE_COMPILE_CACHE'] ??= path.join(import.meta.dirname, 'node_modules/.cache/kulcs');

const withDatabase = ['src/**/commands.test.ts', 'src/**/http.test.ts', '**/*.db.test.ts'];
const elsewhere = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    // Tests with a database wait for it half of the time, so two fit on two processors.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,checks,demo,faults}/**/*.test.{ts,tsx}'],
          exclude: [...elsewhere, ...withDatabase],
        },
      },
      {
        test: {
          name: 'integration',
          include: withDatabase,
          exclude: elsewhere,
          globalSetup: ['src/testing/global-setup.ts'],
          // A database is copied in a fraction of a second, but a busy machine runs several files at once.
          hookTimeout: 60_000,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['e2e/**/*.story.ts'],
          exclude: elsewhere,
          globalSetup: ['e2e/global-setup.ts'],
          // All stories share one demo company and one machine.
          fileParallelism: false,
          hookTimeout: 120_000,
          testTimeout: 120_000,
        },
      },
    ],
  },
});
