import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeProject, install, useCli } from '../support/cli.ts';
import { cachePackages, linkPackages } from '../support/packages.ts';
import { root } from '../support/sources.ts';

/** What is tested kills its worker at work, in line 7; or has it ended. */
const JOB = `import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export async function runJob() {
  const worker = new Worker(new URL('./worker.js', import.meta.url));
  const [answer] = await once(worker, 'message');
  await worker.terminate();
  return answer;
}
`;
const BUSY = `import { parentPort } from 'node:worker_threads';\nparentPort.postMessage('first');\nfor (;;);\n`;
const getTest = (start: string): string =>
  `${start}\nimport { runJob } from './run-job.js';\nit('gives its first answer', async () => {\n  if ((await runJob()) !== 'first') throw new Error('another');\n});\n`;

interface Runner {
  readonly test: string;
  readonly words: readonly string[];
  readonly modules: () => string;
  readonly env?: Record<string, string>;
}

const VITEST = { test: getTest(`import { it } from 'vitest';`), modules: () => path.join(root, 'node_modules') };
const CHILDREN = { NODE_OPTIONS: '--require eslint-plugin-graceful/runtime' };

/** As rules-docs/run-time.md says. */
const RUNNERS: Record<string, Runner> = {
  'Vitest, threads': { ...VITEST, words: ['node_modules/vitest/vitest.mjs', 'run', '--pool', 'threads'] },
  'Vitest, processes': { ...VITEST, words: ['node_modules/vitest/vitest.mjs', 'run'], env: CHILDREN },
  'node:test': {
    test: getTest(`import { it } from 'node:test';`),
    modules: () => '',
    words: ['--', '--test'],
    env: CHILDREN,
  },
  Mocha: {
    test: getTest(''),
    modules: () => cachePackages('mocha@11'),
    words: ['node_modules/mocha/bin/mocha.js', 'job.test.js'],
  },
};

describe('a test suite under graceful run', () => {
  useCli();

  it.each(Object.entries(RUNNERS))('%s', (_, { test, words, modules, env = {} }) => {
    const cwd = makeProject({
      'package.json': '{ "type": "module" }',
      'run-job.js': JOB,
      'worker.js': BUSY,
      'job.test.js': test,
    });
    const main = install(cwd);
    if (modules() !== '') linkPackages(cwd, modules());
    const run = () =>
      spawnSync(process.execPath, [main, 'run', ...words], {
        cwd,
        encoding: 'utf8',
        env: { ...process.env, NODE_OPTIONS: '', ...env },
      });
    const { status, stdout, stderr } = run();
    expect(stderr, stdout).toMatch(/run-job\.js\n +7:16 +error +Worker worker\.js was killed .*no-abrupt-terminate/);
    expect(status).toBe(1);
    writeFileSync(path.join(cwd, 'worker.js'), BUSY.replace('for (;;);', ''));
    const fixed = run();
    expect(fixed.stderr).toMatch(/; no findings\n$/);
    expect(fixed.status, fixed.stdout).toBe(0);
  });
});
