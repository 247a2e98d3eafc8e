import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WorkerFile } from '../../src/source/project-view.ts';
import { indexProject } from '../support/temporary-project.ts';

const OWNER = "import { Worker } from 'node:worker_threads';\nnew Worker(new URL('./w.mjs', import.meta.url));\n";

/** A worker file that `main.mjs` starts. */
function findWorker(text: string, others: Readonly<Record<string, string>> = {}, owner = OWNER): WorkerFile {
  const index = indexProject({ 'main.mjs': owner, 'w.mjs': text, ...others });
  const worker = index.findWorker(path.join(index.root, 'w.mjs'));
  if (!worker) throw new Error('The worker was not found.');
  return worker;
}

/** `type=stop` or `stop`, each once. */
function hear(worker: WorkerFile): string[] {
  return [...new Set(worker.hears.map(({ value, field }) => (field === null ? value : `${field}=${value}`)))];
}

const PORT = "import { parentPort } from 'node:worker_threads';\n";

describe('what a worker hears', () => {
  it.each([
    ['a comparison', `${PORT}parentPort.on('message', (m) => { if (m === 'stop') stop(); });`, ['stop']],
    ['the other way round', `${PORT}parentPort.on('message', (m) => { if ('stop' === m) stop(); });`, ['stop']],
    ['a field', `${PORT}parentPort.once('message', function (m) { if (m.type == 'stop') stop(); });`, ['type=stop']],
    [
      'an optional field',
      `${PORT}parentPort?.on('message', (m) => { if (m?.kind !== 'stop') return; });`,
      ['kind=stop'],
    ],
    ['a key', `${PORT}parentPort!.on('message', (m) => { if (m['type'] === 'stop') stop(); });`, ['type=stop']],
    [
      'a switch',
      `${PORT}parentPort.on('message', (m) => { switch (m.cmd) { case 'run': { run(); break; } case 'stop': stop(); } });`,
      ['cmd=run', 'cmd=stop'],
    ],
    [
      'a parameter in parts',
      `${PORT}parentPort.on('message', ({ type, id }) => { if (type === 'stop') stop(id); });`,
      ['type=stop'],
    ],
    [
      'a renamed part',
      `${PORT}parentPort.on('message', ({ type: what }) => { if (what === 'stop') stop(); });`,
      ['type=stop'],
    ],
    [
      'a constant of it',
      `${PORT}parentPort.on('message', (m) => { const { type } = m; const t = m.sub; if (type === 'stop' || t === 'end') stop(); });`,
      ['type=stop', 'sub=end'],
    ],
    [
      'a known constant',
      `${PORT}const STOP = 'stop';\nparentPort.on('message', (m) => { if (m === STOP) stop(); });`,
      ['stop'],
    ],
    [
      'a handler map',
      `${PORT}const handlers = { run() {}, stop: () => {} };\nparentPort.on('message', (m) => handlers[m.type](m.id));`,
      ['type=run', 'type=stop'],
    ],
    ['a flag', `${PORT}parentPort.on('message', (m) => { if (m.stop) stop(); });`, ['stop=true']],
    [
      'a list',
      `${PORT}parentPort.on('message', (m) => { if (['stop', 'exit'].includes(m)) stop(); });`,
      ['stop', 'exit'],
    ],
    [
      'a named handler',
      `${PORT}parentPort.on('message', handle);\nfunction handle(m) { if (m === 'stop') stop(); }`,
      ['stop'],
    ],
    [
      'a bound method',
      `${PORT}class W { constructor() { parentPort.on('message', this.handle.bind(this)); }\n handle(m) { if (m === 'stop') stop(); } }`,
      ['stop'],
    ],
    [
      'a function that gets it',
      `${PORT}parentPort.on('message', (m) => { dispatch(1, m.type); });\nconst dispatch = (n, t) => { if (t === 'stop') stop(); };`,
      ['type=stop'],
    ],
    [
      'an iteration',
      `${PORT}import { on } from 'node:events';\nfor await (const [m] of on(parentPort, 'message')) { if (m.type === 'stop') break; }`,
      ['type=stop'],
    ],
    [
      'one message',
      `${PORT}import { once } from 'node:events';\nconst [m] = await once(parentPort, 'message');\nif (m === 'stop') stop();`,
      ['stop'],
    ],
    [
      'a look at the port',
      "import { receiveMessageOnPort, workerData } from 'node:worker_threads';\nconst got = receiveMessageOnPort(workerData.port)?.message;\nif (got === 'stop') stop();",
      ['stop'],
    ],
    ['onmessage', "self.onmessage = (e) => { if (e.data === 'stop') close(); };", ['stop']],
    [
      'a bare onmessage',
      "onmessage = async function ({ data }) { if (data.type === 'stop') close(); };",
      ['type=stop'],
    ],
    [
      'onmessage as a function',
      "function onmessage({ data: { type } }) { if (type === 'stop') close(); }",
      ['type=stop'],
    ],
    [
      'addEventListener',
      "addEventListener('message', (event) => { const message = event.data; if (message.type === 'stop') close(); });",
      ['type=stop'],
    ],
    [
      'a cast',
      "self.addEventListener('message', (e: MessageEvent) => { if ((e.data as Message).type === 'stop') close(); });",
      ['type=stop'],
    ],
  ])('%s', (_, text, heard) => {
    const worker = findWorker(text);
    expect({ heard: hear(worker), listens: worker.listens }).toEqual({ heard, listens: true });
  });

  it('where it says so', () => {
    const [message] = findWorker(`${PORT}\nparentPort.on('message', (m) => {\n  if (m === 'stop') stop();\n});`).hears;
    expect(message).toEqual({ value: 'stop', field: null, place: { file: 'w.mjs', line: 4 } });
  });

  it('nothing from other comparisons and other listeners', () => {
    const worker = findWorker(
      `${PORT}if (process.argv[2] === 'stop') exit();\nserver.on('close', (m) => m === 'stop');\nparentPort.on('message', (m) => run(m.id));`,
    );
    expect({ heard: hear(worker), listens: worker.listens, isOpen: worker.isOpen }).toEqual({
      heard: [],
      listens: true,
      isOpen: false,
    });
  });

  it('through an imported function', () => {
    const helper = "const x = 1;\nexport function dispatch(m) { if (m.type === 'stop') stop(); }";
    const worker = findWorker(
      `${PORT}import { dispatch } from './d.js';\nparentPort.on('message', (m) => dispatch(m));`,
      { 'd.ts': helper },
    );
    expect(hear(worker)).toEqual(['type=stop']);
    expect(worker.isOpen).toBe(false);
    expect(worker.hears[0]?.place).toEqual({ file: 'd.ts', line: 2 });
  });

  it('in a file that it imports', () => {
    const worker = findWorker("import './listen.mjs';", {
      'listen.mjs': `${PORT}parentPort.on('message', (m) => m === 'stop');`,
    });
    expect(hear(worker)).toEqual(['stop']);
  });
});

describe('a worker that may hear more', () => {
  it.each([
    ['hands the message on', `${PORT}parentPort.on('message', (m) => bus.emit('job', m));`],
    ['hands the kind on', `${PORT}parentPort.on('message', (m) => handlers.get(m.type)(m));`],
    ['keeps it', `${PORT}let last;\nparentPort.on('message', (m) => { last = m; });`],
    ['hands the port on', `${PORT}import { serve } from './serve.mjs';\nserve(parentPort);`],
    [
      'hands the port on by another name',
      "import { parentPort as port } from 'node:worker_threads';\nnew Server(port);",
    ],
    ['exposes an object', "import { expose } from 'comlink';\nexpose({});"],
    ['compares with an enum', `${PORT}parentPort.on('message', (m) => { if (m.type === MessageType.Stop) stop(); });`],
    [
      'gives the message to a package',
      `${PORT}import { handle } from 'some-rpc';\nparentPort.on('message', (m) => handle(m));`,
    ],
    ['has a handler from a package', `${PORT}import { handle } from 'some-rpc';\nparentPort.on('message', handle);`],
    [
      'loads what nobody knows',
      `${PORT}parentPort.on('message', (m) => m === 'stop');\nawait import(process.argv[2]);`,
    ],
    ['loads a package and does not listen', "import 'some-rpc';"],
    [
      'has a listener on it does not know what',
      "const source = getSource();\nsource.addEventListener('message', (e) => e.data);",
    ],
  ])('%s', (_, text) => {
    expect(findWorker(text, { 'serve.mjs': 'export const serve = (port) => {};' }).isOpen).toBe(true);
  });

  it('is run by a pool', () => {
    expect(
      findWorker('export default () => 1;', {}, "import Piscina from 'piscina';\nnew Piscina({ filename: './w.mjs' });")
        .isOpen,
    ).toBe(true);
  });

  it.each([
    ['answers', `${PORT}parentPort.on('message', (m) => { parentPort.postMessage({ id: m.id }); console.log(m); });`],
    [
      'works on its data',
      `${PORT}import { work } from 'some-work';\nparentPort.on('message', ({ type, data, id }) => { if (type === 'run') work(id); });`,
    ],
    ['has no listener at all', "import fs from 'node:fs';\nfs.readFileSync('x');"],
  ])('is not one that %s', (_, text) => {
    expect(findWorker(text).isOpen).toBe(false);
  });
});

describe('what an owner posts', () => {
  it('texts, fields and flags, of the file that starts', () => {
    const owner = `${OWNER}const STOP = 'end';\nw.postMessage('stop');\nw.postMessage({ type: 'stop', id: 1 });\nw.postMessage({ stop: true });\nw.postMessage(STOP);\nw.postMessage(any);\n`;
    const [start] = findWorker('', {}, owner).starts;
    expect(start?.posts.map(({ value, field, place }) => `${place.line} ${field ?? ''}=${value}`)).toEqual([
      '4 =stop',
      '5 type=stop',
      '6 stop=true',
      '7 =end',
    ]);
  });
});
