// What `npm run ci:slow` runs: the parts of the gate that take minutes. The last line is `N passed, N failed`.
import { existsSync } from 'node:fs';
import { node, runSteps, vitest } from './steps.mjs';

const matrix = 'scripts/proofs-matrix.mjs';

runSteps([
  vitest('same findings and fixes on every host', '--project', 'hosts'),
  node('instruction counts', 'scripts/bench.mjs'),
  ...(existsSync(new URL(`../${matrix}`, import.meta.url)) ? [node('proofs on other Node versions', matrix)] : []),
]);
