import { describe, expect, it } from 'vitest';
import { findWorkerReason, hasWorkerCode, mayHoldWorkerCode } from '../../src/facts/jobs/worker-context.ts';
import { findMarked, parseFile, type ParseOptions } from '../support/parse.ts';

/** Why the code at the mark counts as worker or job code; null when it does not. */
function ask(text: string, options?: ParseOptions): string | null {
  const file = parseFile(text, options);
  const found = findWorkerReason(file, findMarked(file, 'A'));
  // Nothing is worker code that the look at the text has ruled out.
  if (found) expect(mayHoldWorkerCode(file)).toBe(true);
  return found && `${found.kind}: ${found.reason}`;
}

describe("a file's own marks", () => {
  it.each([
    ["import { parentPort } from 'node:worker_threads'; parentPort.once('message', a); /*A*/a();", 'uses parentPort'],
    ["import { parentPort as port } from 'worker_threads'; port.ref(); /*A*/a();", 'uses parentPort'],
    ["import * as t from 'worker_threads'; t.parentPort.ref(); /*A*/a();", 'uses parentPort'],
    ["const { parentPort } = require('worker_threads'); parentPort.ref(); /*A*/a();", 'uses parentPort'],
    ["import { workerData } from 'node:worker_threads'; a(workerData); /*A*/a();", 'uses workerData'],
    ['self.onmessage = a; /*A*/a();', 'sets onmessage'],
    ['onmessage = a; /*A*/a();', 'sets onmessage'],
    ['globalThis.onmessage = a; /*A*/a();', 'sets onmessage'],
    ['self.postMessage(1); /*A*/a();', 'calls postMessage()'],
    ['postMessage(1); /*A*/a();', 'calls postMessage()'],
    ['postMessage(1, [buffer]); /*A*/a();', 'calls postMessage()'],
    ["self.addEventListener('message', a); /*A*/a();", "listens to 'message' on self"],
    ["import { expose } from 'comlink'; expose(api); /*A*/a();", 'calls expose()'],
    ["import * as Comlink from 'comlink'; Comlink.expose(api); /*A*/a();", 'calls Comlink.expose()'],
    ["import { expose } from 'threads/worker'; expose(api); /*A*/a();", 'calls expose()'],
    ["import workerpool from 'workerpool'; workerpool.worker({}); /*A*/a();", 'calls workerpool.worker()'],
    ['declare const self: DedicatedWorkerGlobalScope; /*A*/a();', 'declares DedicatedWorkerGlobalScope'],
    ['declare const self: SharedWorkerGlobalScope; /*A*/a();', 'declares SharedWorkerGlobalScope'],
    ['/// <reference lib="webworker" />\n/*A*/a();', 'references lib.webworker'],
  ])('%s', (text, reason) => {
    expect(ask(text)).toBe(`worker: ${reason}`);
  });

  it.each([
    [
      'the option key of an owner',
      "import { Worker } from 'worker_threads'; new Worker('a.js', { workerData: 1 }); /*A*/a();",
    ],
    [
      'a shorthand option key of an owner',
      "import { Worker } from 'worker_threads'; const workerData = 1; new Worker('a.js', { workerData }); /*A*/a();",
    ],
    ['a name of its own', 'const parentPort = 1; a(parentPort); /*A*/a();'],
    ['a name of another module', "import { parentPort } from './ports.js'; parentPort.ref(); /*A*/a();"],
    ['a bare name that nothing declares', 'a(workerData); /*A*/a();'],
    ['an import that nothing uses', "import { parentPort } from 'worker_threads'; /*A*/a();"],
    ['a type', "import type { parentPort } from 'worker_threads'; type P = typeof parentPort; /*A*/a();"],
    ['a message to a window', "window.postMessage(1, '*'); /*A*/a();"],
    ['a message with a target origin', "postMessage(1, 'https://a.example'); /*A*/a();"],
    ['a message with the origin of this page', 'postMessage(1, location.origin); /*A*/a();'],
    ['a message to a worker', 'worker.postMessage(1); worker.onmessage = a; /*A*/a();'],
    ["a window's listener", "window.addEventListener('message', a); /*A*/a();"],
    ['a bare listener', "addEventListener('message', a); /*A*/a();"],
    ['a listener to another event', "self.addEventListener('error', a); /*A*/a();"],
    ['an onmessage of its own', 'let onmessage; onmessage = a; /*A*/a();'],
    ['a postMessage of its own', 'function postMessage() {} postMessage(1); /*A*/a();'],
    ['an expose of another package', "import { expose } from './api.js'; expose(api); /*A*/a();"],
    ['a service worker by its type', 'declare const self: ServiceWorkerGlobalScope; self.onmessage = a; /*A*/a();'],
    [
      'a service worker by its events',
      "self.addEventListener('fetch', b); self.addEventListener('message', a); /*A*/a();",
    ],
    ['a comment', '// parentPort.on("message")\n/*A*/a();'],
    ['a base name with "worker" in it', '/*A*/a();', { filename: 'src/worker.ts' }],
  ])('%s is none', (_, text, options?: ParseOptions) => {
    expect(ask(text, options)).toBeNull();
  });
});

describe('files that are both', () => {
  const BOTH = "import { isMainThread, parentPort, Worker } from 'node:worker_threads';\n";

  it.each([
    [true, `${BOTH}if (isMainThread) a(); else /*A*/a();`],
    [true, `${BOTH}if (!isMainThread) { /*A*/a(); }`],
    [true, `${BOTH}if (!isMainThread && b) { /*A*/a(); }`],
    [true, `${BOTH}isMainThread ? a() : /*A*/a();`],
    [true, `${BOTH}!isMainThread && /*A*/a();`],
    [true, `${BOTH}if (parentPort) { /*A*/a(); }`],
    [true, "const { isMainThread } = require('worker_threads');\nif (isMainThread) { a(); return; }\n/*A*/a();"],
    [true, `${BOTH}if (isMainThread) throw new Error('no worker');\n/*A*/a();`],
    [true, `${BOTH}function b() { /*A*/a(); } if (isMainThread) a(); else b();`],
    [false, `${BOTH}if (isMainThread) /*A*/a(); else a();`],
    [false, `${BOTH}if (isMainThread) a();\n/*A*/a();`],
    [false, `${BOTH}if (!isMainThread) a(); else /*A*/a();`],
    [false, `${BOTH}if (isMainThread) { /*A*/a(); throw b; }\na();`],
    [false, `${BOTH}function b() { /*A*/a(); } if (isMainThread) b(); else b();`],
    [false, `${BOTH}if (parentPort) { a(); } else { /*A*/a(); }`],
  ])('worker code is %s: %s', (expected, text) => {
    expect(ask(text, { sourceType: text.includes('require') ? 'commonjs' : 'module' } as ParseOptions) !== null).toBe(
      expected,
    );
  });

  it('in an owner, only the function that is made a worker of', () => {
    const owner = (part: string): string =>
      `const w = new Worker(URL.createObjectURL(new Blob(['(' + body + ')()'])));\nfunction body() { self.onmessage = a; ${part}`;
    expect(ask(owner('/*A*/a(); }'))).toBe('worker: sets onmessage');
    expect(ask(owner('} /*A*/a();'))).toBeNull();
  });

  it('a helper that only worker code calls is worker code', () => {
    const owner = "new Worker('a.js'); function body() { self.onmessage = a; help(); }\n";
    expect(ask(`${owner}function help() { /*A*/a(); }`)).toBe('worker: sets onmessage');
    expect(ask(`${owner}function help() { /*A*/a(); } help();`)).toBeNull();
    expect(ask(`${owner}function help() { help(); /*A*/a(); }`)).toBe('worker: sets onmessage');
  });
});

describe('settings', () => {
  const settings = { graceful: { workers: ['src/pool/**'], jobs: ['**/*.job.ts'] } };

  it.each([
    ['src/pool/deep/task.ts', 'worker: matches settings.graceful.workers'],
    ['src/mail.job.ts', 'job: matches settings.graceful.jobs'],
    ['src/poolside.ts', null],
    ['pool/task.ts', null],
  ])('%s', (filename, expected) => {
    expect(ask('/*A*/a();', { filename, settings })).toBe(expected);
  });

  it('leave the part of the main thread out', () => {
    const text = "import { isMainThread } from 'worker_threads'; if (isMainThread) { /*A*/a(); }";
    expect(ask(text, { filename: 'src/pool/task.ts', settings })).toBeNull();
  });
});

describe('job processors', () => {
  it.each([
    "import { Worker } from 'bullmq'; new Worker('q', async () => { /*A*/a(); });",
    "import { Worker } from 'bullmq'; async function run() { /*A*/a(); } new Worker('q', run);",
    "import { Worker } from 'bullmq'; new Worker('q', (job) => help(job)); function help() { /*A*/a(); }",
    "import { Kafka } from 'kafkajs'; new Kafka({}).consumer({}).run({ eachMessage: async () => { /*A*/a(); } });",
  ])('%s', (text) => {
    expect(ask(text)).toMatch(/^job: /);
  });

  it.each([
    "import { Worker } from 'bullmq'; new Worker('q', async () => {}); /*A*/a();",
    "import { Queue } from 'bullmq'; new Queue('q').on('error', () => { /*A*/a(); });",
    "import { Worker } from './worker.js'; new Worker('q', async () => { /*A*/a(); });",
  ])('not %s', (text) => {
    expect(ask(text)).toBeNull();
  });
});

it('a file without any is asked once', () => {
  const file = parseFile('a();');
  expect(mayHoldWorkerCode(file)).toBe(false);
  expect(hasWorkerCode(file)).toBe(false);
});
