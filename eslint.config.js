// We lint ourselves with ourselves: `npm run build` first.
import eslintPlugin from 'eslint-plugin-eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import graceful from './dist/index.js';

export default defineConfig([
  globalIgnores(['dist', 'coverage', 'tests/fixtures', 'tests/reports/*/', 'site/dist', 'site/examples']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    extends: [graceful.configs.strict],
    // Wrong on purpose. Not ignored altogether: a hook that names them would get a warning for each.
    ignores: ['examples/bad/**', 'tests/proofs/*/*/**', 'tests/ordinary/programs/**'],
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Node types are compared as strings, because @typescript-eslint/utils is not there at run time.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
    },
  },
  {
    files: ['tests/**'],
    // What a child process prints is parsed here, and `expect.any()` is `any`.
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    files: ['src/rules/*.ts'],
    ignores: ['src/rules/index.ts'],
    extends: [eslintPlugin.configs.recommended],
    rules: {
      // createRule adds the address; tests/project/parity.test.ts looks at it.
      'eslint-plugin/require-meta-docs-url': 'off',
    },
  },
]);
