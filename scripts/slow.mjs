// What `npm run ci:slow` runs: the parts of the gate that take minutes. The last line is `N passed, N failed`.
import { node, runSteps, vitest } from './steps.mjs';

runSteps([
  vitest('every host: same findings and fixes, each kind of config', '--project', 'hosts'),
  vitest('hooks by real commits, installs by each package manager', '--project', 'hooks'),
  vitest('the playground in a browser', '--project', 'site'),
  node('instruction counts', 'scripts/bench.mjs'),
  node('edits of published code parse and are stable', 'tests/corpus/fix-loop.mjs', 'node_modules'),
  node('ordinary programs behave as before after our edits', 'tests/ordinary/run.mjs'),
  node('a thousand workers under the run-time checker', 'tests/bench/many-workers.mjs'),
  node('proofs on other Node versions', 'tests/proofs/matrix.mjs'),
]);
