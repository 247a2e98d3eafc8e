// What `npm test` runs. The last line on stdout is `N passed, N failed`.
import { node, runSteps, vitest } from './steps.mjs';

const tsc = 'node_modules/typescript/bin/tsc';

runSteps([
  node('rule index is up to date', 'scripts/generate.mjs', 'index', '--check'),
  node('clean', 'scripts/clean.mjs'),
  node('build', 'scripts/build.mjs'),
  node('types', tsc, '-p', '.'),
  node('docs are up to date', 'scripts/generate.mjs', 'docs', '--check'),
  node('layout', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  node('lint with our own strict preset', 'node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.'),
  vitest('tests', '--project', 'unit', '--project', 'proofs'),
]);
