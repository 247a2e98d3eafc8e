import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Linter } from 'eslint';
import { afterEach, describe, expect, it } from 'vitest';
import { noDeafStopFlag } from '../../src/rules/no-deaf-stop-flag.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const FLAG = 'export let quitting = false;\nexport const quit = () => {\n  quitting = true;\n};\n';
const OWNER = `import { Worker } from 'node:worker_threads';
import { quit } from './quit.mjs';
new Worker(new URL('./job.mjs', import.meta.url));
process.on('SIGTERM', quit);
`;
const JOB = `import { quitting } from './quit.mjs';
import { takeOne } from './take.mjs';
while (!quitting) {
  await takeOne();
}
`;
const OBJECT = 'export const state = { quitting: false };\n';
const OWNER_OF_OBJECT = OWNER.replace('{ quit }', '{ state }').replace('quit);', '() => { state.quitting = true; });');
const JOB_OF_OBJECT = JOB.replace('{ quitting }', '{ state }').replace('!quitting', '!state.quitting');

describe('a flag of another file', () => {
  it.each([
    ['a variable whose setter only the main thread calls', { 'quit.mjs': FLAG, 'owner.mjs': OWNER }, JOB],
    ['a property that only the main thread sets', { 'quit.mjs': OBJECT, 'owner.mjs': OWNER_OF_OBJECT }, JOB_OF_OBJECT],
    [
      'a process signal sets it, which no worker gets',
      {
        'quit.mjs': "export let quitting = false;\nprocess.on('SIGTERM', () => {\n  quitting = true;\n});\n",
        'owner.mjs': OWNER.replace('quit);', '() => {});').replace('{ quit }', '{ quitting }'),
      },
      JOB,
    ],
  ])('each thread has its own: %s', (_name, files, job) => {
    expect(lint(files, job)).toMatchObject([{ line: 3, messageId: 'copy' }]);
  });

  it.each([
    [
      'the worker calls the setter too',
      { 'quit.mjs': FLAG, 'owner.mjs': OWNER },
      `import { quit } from './quit.mjs';\nsetTimeout(quit, 50);\n${JOB}`,
    ],
    [
      'what the worker loads calls the setter',
      {
        'quit.mjs': FLAG,
        'owner.mjs': OWNER,
        'take.mjs': "import { quit } from './quit.mjs';\nexport const takeOne = async () => quit();\n",
      },
      JOB,
    ],
    [
      'its own file listens for the word',
      {
        'quit.mjs': `import { parentPort } from 'node:worker_threads';\nparentPort?.on('message', () => {\n  quitting = true;\n});\n${FLAG}`,
        'owner.mjs': OWNER,
      },
      JOB,
    ],
    [
      'nobody is seen to set it',
      { 'quit.mjs': FLAG, 'owner.mjs': OWNER.replace('{ quit }', '{ quitting }').replace('quit);', '() => {});') },
      JOB,
    ],
    [
      'the worker sets the property',
      { 'quit.mjs': OBJECT, 'owner.mjs': OWNER_OF_OBJECT },
      `${JOB_OF_OBJECT.replace('await takeOne', 'state.quitting = await takeOne')}`,
    ],
    [
      'the worker hands the object on',
      { 'quit.mjs': OBJECT, 'owner.mjs': OWNER_OF_OBJECT },
      JOB_OF_OBJECT.replace('takeOne()', 'takeOne(state)'),
    ],
    [
      'the file runs in no worker',
      {
        'quit.mjs': FLAG,
        'owner.mjs': "import './job.mjs';\nimport { quit } from './quit.mjs';\nprocess.on('SIGTERM', quit);\n",
      },
      JOB,
    ],
  ])('the loop may see it: %s', (_name, files, job) => {
    expect(lint(files, job)).toEqual([]);
  });
});

/** Lints `job.mjs` among the files. */
function lint(files: Readonly<Record<string, string>>, job: string): Linter.LintMessage[] {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'graceful-')));
  folders.push(folder);
  const all = { 'package.json': '{"private":true}', 'take.mjs': 'export const takeOne = async () => 1;\n', ...files };
  for (const [name, text] of Object.entries({ ...all, 'job.mjs': job })) writeFileSync(path.join(folder, name), text);
  const linter = new Linter({ cwd: folder, configType: 'flat' });
  return linter.verify(
    job,
    [
      {
        files: ['**/*.mjs'],
        plugins: { graceful: { rules: { deaf: noDeafStopFlag } } },
        rules: { 'graceful/deaf': 'error' },
      },
    ] as unknown as Linter.Config[],
    { filename: path.join(folder, 'job.mjs') },
  );
}
