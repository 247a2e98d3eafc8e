import { defineConfig } from 'vitest/config';

const NO_TESTS = ['tests/fixtures/**', 'tests/proofs/*/*/**', 'tests/reports/*/*/**', 'node_modules/**'];

export default defineConfig({
  test: {
    // Processes: the tests start workers and change the working folder, and two cores gain nothing from threads.
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/proofs/**', 'tests/hosts/**', 'tests/hooks/**', 'tests/site/browser/**', ...NO_TESTS],
          setupFiles: ['tests/support/setup.ts'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'proofs',
          include: ['tests/proofs/**/*.test.ts'],
          exclude: NO_TESTS,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // One at a time: a proof shows what happens when a thread is stopped, and a busy machine blurs that.
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          // With the network: tools come from the registry, into node_modules/.cache or a temporary folder.
          name: 'hooks',
          include: ['tests/hooks/**/*.test.ts'],
          exclude: NO_TESTS,
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        extends: true,
        test: {
          // With a Chromium, which is not everywhere.
          name: 'site',
          include: ['tests/site/browser/**/*.test.ts'],
          exclude: NO_TESTS,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'hosts',
          include: ['tests/hosts/**/*.test.ts'],
          exclude: NO_TESTS,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
