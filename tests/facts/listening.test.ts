import { describe, expect, it } from 'vitest';
import { getListening } from '../../src/facts/messages/listening.ts';
import type { Listening } from '../../src/facts/messages/types.ts';
import { parseFile } from '../support/parse.ts';

const PORT = "import { parentPort } from 'node:worker_threads';\n";

function listen(text: string): Listening {
  return getListening(parseFile(text, { filename: 'w.ts' }));
}

/** `type=stop` or `stop`, each once. */
function hear({ messages }: Pick<Listening, 'messages'>): string[] {
  return [...new Set(messages.map(({ value, field }) => (field === null ? value : `${field}=${value}`)))];
}

describe('what a file hears', () => {
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
    const found = listen(text);
    expect({ heard: hear(found), listens: found.listens }).toEqual({ heard, listens: true });
  });
});
