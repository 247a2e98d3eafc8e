import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { afterEach, describe, expect, it } from 'vitest';
import { noUnheardStop } from '../../src/rules/no-unheard-stop.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const OWNER = `import { Worker } from 'node:worker_threads';
const worker = new Worker(new URL('./job.ts', import.meta.url));
export function stop() {
  worker.postMessage('stop');
}
`;

describe('a stop message and the file that should hear it', () => {
  it('the worker has a branch for it', () => {
    expect(lint(OWNER, listen(`if (message === 'stop') parentPort?.close();`))).toEqual([]);
  });

  it('the worker knows another word: it is posted by the fix', () => {
    const [report] = lint(
      OWNER,
      listen(`switch (message) { case 'shutdown': parentPort?.close(); break; default: work(); }`),
    );
    expect(report).toMatchObject({ line: 4, messageId: 'noBranch', message: expect.stringContaining('job.ts') });
    expect(apply(OWNER, report?.fix)).toContain(`worker.postMessage('shutdown');`);
  });

  it('the worker knows the word in another shape', () => {
    const [report] = lint(OWNER, listen(`if (message.type === 'stop') parentPort?.close();`));
    expect(apply(OWNER, report?.fix)).toContain(`worker.postMessage({ type: 'stop' });`);
  });

  it('the worker knows two words: one suggestion each', () => {
    const [report] = lint(OWNER, listen(`if (message === 'close' || message === 'exit') parentPort?.close();`));
    expect(report?.fix).toBeUndefined();
    expect(report?.suggestions?.map(({ desc }) => desc)).toEqual([
      "Post 'close', which the worker hears.",
      "Post 'exit', which the worker hears.",
    ]);
  });

  it('the worker hears no stop at all: the request is dead code', () => {
    const [report] = lint(OWNER, listen(`if (message === 'ping') parentPort?.postMessage('pong');`));
    expect(report?.messageId).toBe('noBranch');
    expect(report?.suggestions?.map(({ messageId }) => messageId)).toEqual(['removeRequest']);
  });

  it.each([
    ['a statement of its own', "  worker.postMessage('stop');\n", '  \n'],
    ['a statement without braces', "  if (idle) worker.postMessage('stop');\n", '  if (idle) {}\n'],
    [
      'the value of an arrow function',
      "  signal.onabort = () => worker.postMessage('stop');\n",
      '  signal.onabort = () => {};\n',
    ],
    ['behind a condition', "  idle && worker.postMessage('stop');\n", '  idle && undefined;\n'],
    ['an optional call', "  worker?.postMessage('stop');\n", '  \n'],
    ['an argument', "  list.push(worker?.postMessage('stop'));\n", '  list.push(undefined);\n'],
    ['in a case', "  switch (x) { case 1: worker.postMessage('stop'); }\n", '  switch (x) { case 1:  }\n'],
  ])('a request that is %s can be taken out', (_, before, after) => {
    const owner = OWNER.replace("  worker.postMessage('stop');\n", before);
    const [report] = lint(owner, listen(`if (message === 'ping') parentPort?.postMessage('pong');`));
    expect(apply(owner, report?.suggestions?.[0]?.fix)).toBe(OWNER.replace("  worker.postMessage('stop');\n", after));
  });

  it('a request at the top of the file too', () => {
    const owner = OWNER.replace(/export function stop[^]*$/, "worker.postMessage('stop');\n");
    const [report] = lint(owner, listen(`if (message === 'ping') parentPort?.postMessage('pong');`));
    expect(apply(owner, report?.suggestions?.[0]?.fix)).toBe(owner.replace("worker.postMessage('stop');", ''));
  });

  it('a worker that hands the message on may hear everything', () => {
    expect(lint(OWNER, listen('dispatch(message);'))).toEqual([]);
  });

  it('a worker whose file is not there', () => {
    expect(lint(OWNER, null)).toEqual([]);
  });

  it('a message that asks for no stop', () => {
    expect(lint(OWNER.replace(`'stop'`, `'resize'`), listen(`if (message === 'ping') answer();`))).toEqual([]);
  });
});

function listen(body: string): string {
  return `import { parentPort } from 'node:worker_threads';\nparentPort?.on('message', (message) => {\n  ${body}\n});\n`;
}

function lint(owner: string, worker: string | null): Linter.LintMessage[] {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'graceful-unheard-')));
  folders.push(folder);
  writeFileSync(path.join(folder, 'pool.ts'), owner);
  if (worker !== null) writeFileSync(path.join(folder, 'job.ts'), worker);
  const linter = new Linter({ cwd: folder });
  const plugin = { rules: { 'no-unheard-stop': noUnheardStop as never } };
  const config = {
    files: ['**/*.ts'],
    languageOptions: { parser },
    plugins: { graceful: plugin },
    rules: { 'graceful/no-unheard-stop': 'error' as const },
  };
  const messages = linter.verify(owner, [config], { filename: path.join(folder, 'pool.ts') });
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  return messages;
}

function apply(text: string, fix: Linter.LintMessage['fix']): string {
  return fix ? text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]) : text;
}
