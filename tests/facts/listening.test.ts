import { describe, expect, it } from 'vitest';
import { getHeardBy, getListening } from '../../src/facts/messages/listening.ts';
import type { Listening } from '../../src/facts/messages/types.ts';
import { listExportedFunctions } from '../../src/semantics/value-functions.ts';
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

  it('where it says so, and how it is known', () => {
    const [message] = listen(`${PORT}\nparentPort.on('message', (m) => {\n  if (m === 'stop') stop();\n});`).messages;
    expect(message).toEqual({ value: 'stop', field: null, line: 4, evidence: 'origin' });
    expect(listen("port.on('message', (m) => m === 'stop');").messages[0]?.evidence).toBe('name');
  });

  it('nothing from other comparisons and other listeners', () => {
    const text = `${PORT}if (process.argv[2] === 'stop') exit();\nserver.on('close', (m) => m === 'stop');\nparentPort.on('message', (m) => run(m.id));`;
    const found = listen(text);
    expect({ heard: hear(found), listens: found.listens, isOpen: found.isOpen }).toEqual({
      heard: [],
      listens: true,
      isOpen: false,
    });
  });

  it.each([
    [
      'a promise of it',
      `${PORT}const m = await new Promise((resolve) => parentPort.once('message', resolve));\nif (m === 'stop') stop();`,
      ['stop'],
    ],
    [
      'what its promise gives',
      `${PORT}import { once } from 'node:events';\nonce(parentPort, 'message').then(([m]) => m === 'stop' && stop());`,
      ['stop'],
    ],
    [
      'a message inside another',
      `${PORT}parentPort.on('message', ({ job }) => { if (job.type === 'stop') stop(); });`,
      ['job.type=stop'],
    ],
    ['a part of a list', `${PORT}parentPort.on('message', ([type]) => { if (type === 'stop') stop(); });`, ['0=stop']],
    ['a field by its name', `${PORT}parentPort.on('message', (m) => { if ('stop' in m) stop(); });`, ['stop=true']],
    [
      'an enum',
      `${PORT}enum Kind { Stop = 'stop' }\nparentPort.on('message', (m) => { if (m.type === Kind.Stop) stop(); });`,
      ['type=stop'],
    ],
    [
      'a constant in an object',
      `${PORT}const Kind = Object.freeze({ STOP: 'stop' });\nparentPort.on('message', (m) => { if (m.type === Kind.STOP) stop(); });`,
      ['type=stop'],
    ],
    [
      'a map',
      `${PORT}const handlers = new Map([['stop', stop]]);\nhandlers.set('run', run);\nparentPort.on('message', (m) => handlers.get(m.type)?.(m.id));`,
      ['type=stop', 'type=run'],
    ],
    [
      'a set',
      `${PORT}const ENDS = new Set(['stop', 'exit']);\nparentPort.on('message', (m) => { if (ENDS.has(m)) stop(); });`,
      ['stop', 'exit'],
    ],
    [
      'what a helper takes out of it',
      `${PORT}const kindOf = (m) => m.type;\nparentPort.on('message', (m) => { if (kindOf(m) === 'stop') stop(); });`,
      ['type=stop'],
    ],
    [
      'a variable that is given it',
      `${PORT}parentPort.on('message', (m) => { let kind; kind = m.type; if (kind === 'stop') stop(); });`,
      ['type=stop'],
    ],
    [
      'a method of an object of the file',
      `${PORT}class Server { handle(m) { if (m === 'stop') stop(); } }\nconst server = new Server();\nparentPort.on('message', (m) => server.handle(m));`,
      ['stop'],
    ],
    [
      'a port that a function is given',
      `${PORT}function serve(line) { line.on('message', (m) => m === 'stop' && stop()); }\nserve(parentPort);`,
      ['stop'],
    ],
  ])('%s', (_, text, heard) => {
    const found = listen(text);
    expect({ heard: hear(found), isOpen: found.isOpen }).toEqual({ heard, isOpen: false });
  });

  it('constants and functions of other files by their names', () => {
    const { constants, handedOn, isOpen } = listen(
      `${PORT}import { Kind } from './kinds.js';\nimport * as jobs from './jobs.js';\nparentPort.on('message', (m) => { if (m.type === Kind.Stop) stop(); else jobs.dispatch(1, m.type); });`,
    );
    expect({ constants, handedOn, isOpen }).toEqual({
      constants: [
        {
          specifier: './kinds.js',
          name: 'Kind.Stop',
          field: 'type',
          line: 4,
          end: { ends: 'unknown', by: null, line: 4 },
        },
      ],
      handedOn: [{ specifier: './jobs.js', name: 'dispatch', argument: 1, field: 'type' }],
      isOpen: false,
    });
  });

  it('nothing that another channel or class hears', () => {
    const others = [
      "const { port1: port } = new MessageChannel(); port.on('message', (m) => m === 'stop');",
      "class A { constructor() { this.port = new MessageChannel().port1; this.port.onmessage = (e) => e.data === 'stop'; } }",
      "import { Worker } from 'node:worker_threads'; const context = new Worker('./w.js'); context.on('message', (m) => m === 'stop');",
      "const channel = new BroadcastChannel('x'); channel.onmessage = ({ data }) => data === 'stop';",
      `${PORT}class Menu { handle(m) { if (m === 'exit') end(); } }\nclass Server { constructor() { parentPort.on('message', this.handle.bind(this)); } handle(m) { if (m === 'go') go(); } }`,
      `${PORT}function dispatch(m) { if (m === 'stop') stop(); }\nparentPort.on('message', (dispatch) => { dispatch.run(); });`,
    ];
    expect(others.flatMap((text) => hear(listen(text)))).toEqual(['go']);
  });

  it('in a function that gets a part of it', () => {
    const file = parseFile("export function dispatch(id, m) { if (m.type === 'stop') stop(); }");
    const [fn] = listExportedFunctions(file, 'dispatch');
    expect(fn && hear(getHeardBy(file, fn, 1, null))).toEqual(['type=stop']);
    expect(fn && hear(getHeardBy(file, fn, 1, 'job'))).toEqual(['job.type=stop']);
  });
});

describe('a file that may hear more', () => {
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
    ['has a listener on it does not know what', "const bus = connect();\nbus.on('message', (m) => m === 'stop');"],
    ['sends it on to something else', `${PORT}parentPort.on('message', (m) => child.postMessage(m));`],
    ['has a handler inside of something', `${PORT}parentPort.on('message', wrap((m) => m === 'stop'));`],
    ['calls by its name', `${PORT}const jobs = load();\nparentPort.on('message', (m) => jobs[\`on_\${m.type}\`]());`],
  ])('%s', (_, text) => {
    expect(listen(text).isOpen).toBe(true);
  });

  it.each([
    [
      'answers',
      `${PORT}parentPort.on('message', (m) => { parentPort.postMessage({ type: m.type, id: m.id }); console.log(m); });`,
    ],
    [
      'works on its data',
      `${PORT}import { work } from 'some-work';\nparentPort.on('message', ({ type, data, id }) => { if (type === 'run') work(id); });`,
    ],
    ['has no listener at all', "import fs from 'node:fs';\nfs.readFileSync('x');"],
    [
      'complains about what it does not know',
      `${PORT}parentPort.on('message', (m) => { throw new Error('Unknown: ' + m.type); });`,
    ],
  ])('is not one that %s', (_, text) => {
    expect(listen(text).isOpen).toBe(false);
  });
});
