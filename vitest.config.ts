import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'forks',
    setupFiles: ['tests/support/setup.ts'],
    testTimeout: 20_000,
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/fixtures/**', 'tests/proofs/*/*/**'],
  },
});
