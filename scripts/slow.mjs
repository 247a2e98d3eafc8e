// What `npm run ci:slow` runs: the parts of the gate that take minutes. The last line is `N passed, N failed`.
import { node, runSteps, vitest } from './steps.mjs';

runSteps([
  vitest('same findings and fixes on every host', '--project', 'hosts'),
  node('instruction counts', 'scripts/bench.mjs'),
  node('edits of published code parse and are stable', 'tests/corpus/fix-loop.mjs', 'node_modules'),
  node('proofs on other Node versions', 'tests/proofs/matrix.mjs'),
]);
