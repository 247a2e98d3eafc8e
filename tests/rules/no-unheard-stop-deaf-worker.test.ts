import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { afterEach, describe, expect, it } from 'vitest';
import { noUnheardStop } from '../../src/rules/no-unheard-stop.ts';
import { noUnstoppableLoop } from '../../src/rules/no-unstoppable-loop.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const OWNER = `import { Worker } from 'node:worker_threads';
const worker = new Worker(new URL('./job.ts', import.meta.url));
export const add = (task: object) => worker.postMessage(task);
export async function close() {
  await worker.terminate();
}
`;
const HEAD = `import { appendFile } from 'node:fs/promises';\nimport { parentPort } from 'node:worker_threads';\n`;

describe('a worker that hears nothing but work, and is killed at it', () => {
  it.each([
    [
      'a message that is taken apart gets a name',
      `parentPort!.on('message', async ({ file, text }) => {\n  await appendFile(file, text);\n});\n`,
      `parentPort!.on('message', async (message) => {\n  if (message === 'stop') return parentPort!.unref();\n  const { file, text } = message;\n  await appendFile(file, text);\n});\n`,
    ],
    [
      'a type learns the word',
      `parentPort?.on('message', (task: Task) => {\n  void appendFile(task.file, 'x');\n});\n`,
      `parentPort?.on('message', (task: Task | 'stop') => {\n  if (task === 'stop') return parentPort?.unref();\n  void appendFile(task.file, 'x');\n});\n`,
    ],
    [
      'the word has the shape of the others; an interval ends too',
      `const timer = setInterval(beat, 100);\nparentPort!.on('message', handle);\nfunction handle(task) {\n  if (task.kind === 'save') void appendFile(task.file, 'x');\n}\n`,
      `const timer = setInterval(beat, 100);\nparentPort!.on('message', handle);\nfunction handle(task) {\n  if (task.kind === 'stop') {\n    clearInterval(timer);\n    parentPort!.unref();\n    return;\n  }\n  if (task.kind === 'save') void appendFile(task.file, 'x');\n}\n`,
    ],
    [
      'a queue that is worked off: any value may be a task, so the word is an object; what is queued is done',
      `const queue = [];\nparentPort!.on('message', (task) => { queue.push(task); void drain(); });\nasync function drain() {\n  while (queue.length > 0) await appendFile('log', queue.shift());\n}\n`,
      `const queue = [];\nparentPort!.on('message', (task) => { if (task?.type === 'stop') return parentPort!.unref(); queue.push(task); void drain(); });\nasync function drain() {\n  while (queue.length > 0) await appendFile('log', queue.shift());\n}\n`,
    ],
    [
      'an arrow becomes a block',
      `parentPort!.on('message', (task) => appendFile(task.file, 'x'));\n`,
      `parentPort!.on('message', (task) => {\n  if (task === 'stop') return parentPort!.unref();\n  return appendFile(task.file, 'x');\n});\n`,
    ],
  ])('%s', (_, before, after) => {
    const worker = HEAD + before;
    const [report, ...more] = lint(OWNER, worker);
    expect(more).toEqual([]);
    expect(report).toMatchObject({ messageId: 'deaf', message: expect.stringContaining('pool.ts:5') });
    const edited = apply(worker, report?.fix);
    expect(edited).toBe(HEAD + after);
    // Also while the others are told by the text on the disk.
    expect(lint(OWNER, worker, edited)).toEqual([]);
    expect(lint(OWNER, edited)).toEqual([]);
  });

  const LISTENER = `parentPort!.on('message', async ({ file }) => {\n  await appendFile(file, 'x');\n});\n`;

  it.each([
    [
      'the owner asks and waits',
      OWNER.replace('await worker', "await once(worker, 'exit');\n  await worker"),
      LISTENER,
    ],
    [
      'the owner makes another one',
      OWNER.replace('const w', 'let w').replace('();\n}', '();\n  worker = new Worker(other);\n}'),
      LISTENER,
    ],
    ['the owner posts a stop word today', `${OWNER}export const stop = () => worker.postMessage('stop');\n`, LISTENER],
    ['nothing is lost', OWNER, `parentPort!.on('message', ({ n }) => parentPort!.postMessage(n * 2));\n`],
    ['it hears a word', OWNER, LISTENER.replace('{\n', "{\n  if (file === 'stop') return done();\n")],
    ['another listener stays', OWNER, `${LISTENER}parentPort!.on('message', log);\n`],
    ['a server holds the thread', OWNER, `${LISTENER}createServer().listen(0);\n`],
    ['a package may hold the thread', OWNER, `import pg from 'pg';\n${LISTENER}const pool = new pg.Pool();\n`],
    ['an interval has no name', OWNER, `${LISTENER}setInterval(beat, 100);\n`],
    ['a library takes the messages', OWNER, `import { expose } from 'comlink';\n${LISTENER}expose(api);\n`],
    [
      'a later message settles a promise',
      OWNER,
      `const open = new Map();\nconst ask = (id) => new Promise((resolve) => open.set(id, resolve));\nparentPort!.on('message', async ({ id, file }) => {\n  open.get(id)?.();\n  await ask(id);\n  await appendFile(file, 'x');\n});\n`,
    ],
    ['a typed text may be any word', OWNER, LISTENER.replace('{ file }', 'file: string')],
    ['the main thread loads it too', `import './job.ts';\n${OWNER}`, LISTENER],
    ['it is started by a test only', null, LISTENER],
  ])('silent: %s', (_, owner, body) => {
    expect(lint(owner, HEAD + body)).toEqual([]);
  });
});

describe('a loop of a worker to which nobody speaks yet', () => {
  const LOOP = `import { parentPort } from 'node:worker_threads';\nwhile (true) {\n  await work();\n}\n`;

  it('hears a stop by --fix, which changes nothing until somebody asks', () => {
    const [report] = lint(OWNER, LOOP);
    expect(report?.messageId).toBe('loop');
    expect(apply(LOOP, report?.fix)).toContain('while (!stopping.signal.aborted)');
  });

  it('has a listener: the branch stands there', () => {
    const worker = LOOP.replace('while', `parentPort!.on('message', ({ n }) => {\n  count += n;\n});\nwhile`);
    const [report] = lint(OWNER, worker);
    const edited = apply(worker, report?.fix);
    expect(edited).toContain(
      `(message) => {\n  if (message === 'stop') {\n    stopping.abort();\n    parentPort!.unref();\n    return;\n  }\n  const { n } = message;`,
    );
    expect(edited).toContain('while (!stopping.signal.aborted)');
  });

  it.each([
    ['something else holds the thread', LOOP.replace('while', 'setInterval(beat, 100);\nwhile')],
    ['a message is polled for', LOOP.replace('await', 'receiveMessageOnPort(parentPort);\n  await')],
    ['a package may listen', `import 'strange';\n${LOOP}`],
  ])('is a suggestion where %s', (_, worker) => {
    const [report] = lint(OWNER, worker);
    expect(report?.fix).toBeUndefined();
  });
});

/** Reports on the worker's file, whose text on the disk may be older. */
function lint(owner: string | null, worker: string, now = worker): Linter.LintMessage[] {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'graceful-deaf-')));
  folders.push(folder);
  writeFileSync(path.join(folder, owner === null ? 'pool.test.ts' : 'pool.ts'), owner ?? OWNER);
  writeFileSync(path.join(folder, 'job.ts'), worker);
  const linter = new Linter({ cwd: folder });
  const rules = { 'no-unheard-stop': noUnheardStop as never, 'no-unstoppable-loop': noUnstoppableLoop as never };
  const config: Linter.Config = {
    files: ['**/*.ts'],
    languageOptions: { parser },
    plugins: { graceful: { rules } },
    rules: { 'graceful/no-unheard-stop': 'error', 'graceful/no-unstoppable-loop': 'error' },
  };
  const messages = linter.verify(now, [config], { filename: path.join(folder, 'job.ts') });
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  return messages;
}

function apply(text: string, fix: Linter.LintMessage['fix']): string {
  return fix ? text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]) : text;
}
