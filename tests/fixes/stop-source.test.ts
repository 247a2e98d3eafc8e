import { describe, expect, it } from 'vitest';
import {
  findFlagSource,
  findHelperSource,
  findPortSource,
  findProcessSource,
  type SignalSource,
} from '../../src/fixes/stop-source.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { findMarked, parseFile, type ParseOptions } from '../support/parse.ts';

function make(
  text: string,
  find: (file: ReturnType<typeof parseFile>) => SignalSource | null,
  options: ParseOptions = {},
): [string, string] | null {
  const file = parseFile(text, options);
  const source = find(file);
  return source && [source.text, applyEdits(file.code, source.edits)];
}

describe("a controller that the owner's message aborts", () => {
  const port = (text: string, options?: ParseOptions): string | undefined => make(text, findPortSource, options)?.[1];
  const LISTEN =
    "const stopping = new AbortController();\nparentPort?.on('message', function onStop(message) {\n  if (message !== 'stop') return;\n  parentPort?.off('message', onStop);\n  stopping.abort();\n});";

  it('keeps no thread alive that nothing else keeps alive', () => {
    const text = "import { parentPort } from 'node:worker_threads';\nparentPort.postMessage(1);\n";
    expect(port(text)).toBe(text.replace(';\n', `;\n${LISTEN}\nparentPort?.unref();\n`));
  });

  it.each([
    "parentPort.on('message', work);",
    "parentPort?.once('message', work);",
    "on(parentPort, 'message');",
    'parentPort.onmessage = work;',
    'parentPort.ref();',
  ])('leaves a port alone that is listened to: %s', (line) => {
    expect(port(`import { parentPort } from 'node:worker_threads';\n${line}\n`)).toBe(
      `import { parentPort } from 'node:worker_threads';\n${LISTEN}\n${line}\n`,
    );
  });

  it.each([
    "const port = parentPort;\nport.on('message', (message) => answer(port, message));",
    "connect(parentPort).addEventListener('message', hear);",
    'const port = open(); port.onmessage = hear;',
  ])('is none beside a listener that may have words of its own: %s', (line) => {
    expect(port(`import { parentPort } from 'node:worker_threads';\n${line}\n`)).toBe(undefined);
  });

  it('comes behind the statement that requires the port', () => {
    const text =
      "const sleep = require('x').sleep;\nconst { parentPort } = require('worker_threads');\nparentPort.on('message', work);\n";
    expect(port(text)).toBe(text.replace("threads');\n", `threads');\n${LISTEN}\n`));
  });

  it('imports the port', () => {
    expect(port("import 'node:fs';\nwork();\n")).toContain(
      "import 'node:fs';\nimport { parentPort } from 'node:worker_threads';\nconst stopping",
    );
  });

  it('types its message in TypeScript', () => {
    expect(port("import 'node:fs';\n", { filename: 'worker.mts' })).toContain('onStop(message: unknown)');
  });

  it('in a web worker is told by an event', () => {
    expect(make('onmessage = work;\n', findPortSource)).toEqual([
      'stopping.signal',
      "const stopping = new AbortController();\nself.addEventListener('message', ({ data }) => {\n  if (data === 'stop') stopping.abort();\n});\nonmessage = work;\n",
    ]);
  });

  it('takes another name, or none is given', () => {
    expect(make("import 'node:fs';\nlet stopping;", findPortSource)?.[0]).toBe('stopController.signal');
    expect(make("import 'node:fs';\nuse(stopping, stopController);", findPortSource)?.[0]).toBe('stopRequest.signal');
    expect(make("import 'node:fs';\nlet stopping, stopController, stopRequest;", findPortSource)).toBeNull();
    expect(make("import { AbortController } from 'node:fs';", findPortSource)).toBeNull();
  });
});

it('a controller that SIGTERM aborts', () => {
  const more = "process.on('SIGTERM', a);\n";
  expect(make(`import a from 'a';\n${more}`, findProcessSource)?.[1]).toBe(
    `import a from 'a';\nconst stopping = new AbortController();\nprocess.once('SIGTERM', () => stopping.abort());\n${more}`,
  );
  // By itself the signal ends the process; with a first listener it would not.
  expect(make("import a from 'a';\na();\n", findProcessSource)).toBeNull();
  expect(make("import process from 'process';", findProcessSource)).toBeNull();
});

describe('a controller that is aborted with a flag', () => {
  const flag = (text: string): string | undefined => {
    const file = parseFile(text);
    const assignment = findMarked(file, 'A', 'AssignmentExpression');
    const source = findFlagSource(file, [assignment]);
    return source
      ? applyEdits(file.code, source.edits).replace('/*A*/', '').split('AbortController();\n')[1]
      : undefined;
  };

  it.each([
    ['on(() => { /*A*/off = true; });', 'on(() => { off = true; stopping.abort(); });'],
    ['on(() => { /*A*/off = true });', 'on(() => { off = true; stopping.abort(); });'],
    ['on(() => (/*A*/off = true));', 'on(() => (off = true, stopping.abort()));'],
    ['on(() => /*A*/off = true);', 'on(() => (off = true, stopping.abort()));'],
  ])('%s', (text, expected) => {
    expect(flag(text)).toBe(expected);
  });

  it('is not given where one statement only may stand', () => {
    expect(flag('on(() => { if (now) /*A*/off = true; });')).toBeUndefined();
    expect(flag('use(/*A*/off = true);')).toBeUndefined();
  });
});

it("the stop helper's signal", () => {
  const settings = { graceful: { helper: '@acme/stop' } };
  expect(make('work();\n', findHelperSource, { settings })).toEqual([
    'stopSignal()',
    "import { stopSignal } from '@acme/stop';\nwork();\n",
  ]);
  expect(make('let stopSignal;', findHelperSource, { settings })).toBeNull();
  expect(make('work();', findHelperSource)).toBeNull();
});
