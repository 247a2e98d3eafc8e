import type { CancellableRow } from './types.ts';

const NODE = 'https://nodejs.org/api/';
const MDN = 'https://developer.mozilla.org/docs/Web/API/';

/**
 * Calls that an `AbortSignal` ends early. Pauses are not here: `sleeps` has them, and says which take a signal.
 */
export const cancellableCalls: readonly CancellableRow[] = [
  { key: 'events#once', optionsAt: 2, result: 'promise', effect: 'wait', fact: 'facts 5' },
  { key: 'events#on', optionsAt: 2, result: 'iterator', effect: 'wait', fact: 'facts 5' },
  {
    key: 'readline/promises#createInterface',
    method: 'question',
    optionsAt: 1,
    result: 'promise',
    effect: 'wait',
    fact: `${NODE}readline.html`,
  },
  {
    key: '#navigator.locks.request',
    optionsAt: 1,
    endsWithCallback: true,
    result: 'promise',
    effect: 'wait',
    fact: 'facts 2b: only a request that waits is ended',
  },
  {
    key: 'worker_threads#locks.request',
    optionsAt: 1,
    endsWithCallback: true,
    result: 'promise',
    effect: 'wait',
    fact: 'facts 2b',
  },
  { key: 'stream/promises#finished', optionsAt: 1, result: 'promise', effect: 'wait', fact: `${NODE}stream.html` },
  {
    key: 'stream/promises#pipeline',
    optionsAt: 'last',
    result: 'promise',
    effect: 'write',
    fact: 'facts 5c: the file is left torn',
  },
  {
    key: 'fs/promises#readFile',
    optionsAt: 1,
    encodingAsOptions: true,
    result: 'promise',
    effect: 'wait',
    isBrief: true,
    fact: `${NODE}fs.html`,
  },
  {
    key: 'fs/promises#watch',
    optionsAt: 1,
    encodingAsOptions: true,
    result: 'iterator',
    effect: 'wait',
    fact: `${NODE}fs.html`,
  },
  { key: 'fs/promises#writeFile', optionsAt: 2, result: 'promise', effect: 'write', fact: 'facts 5c' },
  { key: 'fs/promises#appendFile', optionsAt: 2, result: 'promise', effect: 'write', fact: 'facts 5c' },
  { key: 'fs#readFile', optionsAt: 1, result: 'callback', effect: 'wait', isBrief: true, fact: `${NODE}fs.html` },
  { key: 'fs#writeFile', optionsAt: 2, result: 'callback', effect: 'write', fact: 'facts 5c' },
  {
    key: 'child_process#spawn',
    optionsAt: 2,
    optionsMayComeEarlier: true,
    result: 'child',
    effect: 'process',
    fact: 'facts 10: an abort is an error event',
  },
  {
    key: 'child_process#fork',
    optionsAt: 2,
    optionsMayComeEarlier: true,
    result: 'child',
    effect: 'process',
    fact: 'facts 10',
  },
  {
    key: 'child_process#exec',
    optionsAt: 1,
    endsWithCallback: true,
    result: 'child',
    effect: 'process',
    fact: 'facts 10',
  },
  {
    key: 'child_process#execFile',
    optionsAt: 2,
    optionsMayComeEarlier: true,
    endsWithCallback: true,
    result: 'child',
    effect: 'process',
    fact: 'facts 10',
  },
  {
    key: 'child_process#exec.__promisify__',
    optionsAt: 1,
    result: 'promise',
    effect: 'process',
    fact: `${NODE}child_process.html`,
  },
  {
    key: 'child_process#execFile.__promisify__',
    optionsAt: 2,
    optionsMayComeEarlier: true,
    result: 'promise',
    effect: 'process',
    fact: `${NODE}child_process.html`,
  },
  ...['http', 'https'].flatMap((module): CancellableRow[] =>
    ['request', 'get'].map((name) => ({
      ...{
        key: `${module}#${name}`,
        optionsAt: 1,
        optionsMayComeEarlier: true,
        endsWithCallback: true,
        isNetwork: true,
      },
      ...{ result: 'request', effect: 'wait', fact: `${NODE}http.html: an abort is an error event` },
    })),
  ),

  { key: '#fetch', optionsAt: 1, result: 'promise', effect: 'wait', isNetwork: true, fact: `${MDN}Window/fetch` },
  { key: 'undici#fetch', optionsAt: 1, result: 'promise', effect: 'wait', isNetwork: true, fact: 'undici 7.30' },
  { key: 'undici#request', optionsAt: 1, result: 'promise', effect: 'wait', isNetwork: true, fact: 'undici 7.30' },
  {
    key: 'node-fetch#default',
    optionsAt: 1,
    result: 'promise',
    effect: 'wait',
    isNetwork: true,
    fact: 'node-fetch 2 and 3: their read-me files',
  },
  {
    key: 'cross-fetch#default',
    optionsAt: 1,
    result: 'promise',
    effect: 'wait',
    isNetwork: true,
    fact: 'It calls node-fetch or the platform.',
  },
  {
    key: '@whatwg-node/fetch#fetch',
    optionsAt: 1,
    result: 'promise',
    effect: 'wait',
    isNetwork: true,
    fact: 'It calls the platform or a copy of it.',
  },
  {
    key: 'axios#default',
    optionsAt: 1,
    optionsMayComeEarlier: true,
    result: 'promise',
    effect: 'wait',
    isNetwork: true,
    fact: 'axios 1.21',
  },
  { key: 'axios#request', optionsAt: 0, result: 'promise', effect: 'wait', isNetwork: true, fact: 'axios 1.21' },
  {
    key: 'axios#create',
    method: 'request',
    optionsAt: 0,
    result: 'promise',
    effect: 'wait',
    isNetwork: true,
    fact: 'axios 1.21',
  },
  ...listMethods(
    'axios',
    'create',
    { get: 1, delete: 1, head: 1, options: 1, post: 2, put: 2, patch: 2 },
    'axios 1.21',
  ),
  { key: 'ky#default', optionsAt: 1, result: 'promise', effect: 'wait', isNetwork: true, fact: 'ky 1.14' },
  ...listMethods('ky', 'create', { get: 1, post: 1, put: 1, patch: 1, head: 1, delete: 1 }, 'ky 1.14'),
  {
    key: 'got#default',
    optionsAt: 1,
    optionsMayComeEarlier: true,
    result: 'promise',
    effect: 'wait',
    isNetwork: true,
    fact: 'got 14.6',
  },
  ...listMethods('got', 'extend', { get: 1, post: 1, put: 1, patch: 1, head: 1, delete: 1 }, 'got 14.6'),

  { key: 'p-map#default', optionsAt: 2, result: 'promise', effect: 'wait', fact: 'p-map 7.1: tasks that run go on' },
  { key: 'p-retry#default', optionsAt: 1, result: 'promise', effect: 'wait', fact: 'p-retry 7.1' },
  { key: 'p-timeout#default', optionsAt: 1, result: 'promise', effect: 'wait', fact: 'p-timeout 7.0' },
  { key: 'p-event#pEvent', optionsAt: 2, result: 'promise', effect: 'wait', fact: 'p-event 7.1' },
  { key: 'p-wait-for#default', optionsAt: 1, result: 'promise', effect: 'wait', fact: 'p-wait-for 6.0' },
  { key: 'p-queue#default', method: 'add', optionsAt: 1, result: 'promise', effect: 'wait', fact: 'p-queue 9.3' },

  {
    key: 'ai#generateText',
    optionsAt: 0,
    option: 'abortSignal',
    result: 'promise',
    effect: 'wait',
    isNetwork: true,
    fact: 'ai 6.0',
  },
  {
    key: 'ai#generateObject',
    optionsAt: 0,
    option: 'abortSignal',
    result: 'promise',
    effect: 'wait',
    isNetwork: true,
    fact: 'ai 6.0',
  },
  {
    key: 'ai#embed',
    optionsAt: 0,
    option: 'abortSignal',
    result: 'promise',
    effect: 'wait',
    isNetwork: true,
    fact: 'ai 6.0',
  },
  {
    key: 'ai#embedMany',
    optionsAt: 0,
    option: 'abortSignal',
    result: 'promise',
    effect: 'wait',
    isNetwork: true,
    fact: 'ai 6.0',
  },
  ...listClients(
    'openai',
    'OpenAI',
    ['chat.completions.create', 'responses.create', 'embeddings.create'],
    'openai 6.49',
  ),
  ...listClients('@anthropic-ai/sdk', 'Anthropic', ['messages.create'], '@anthropic-ai/sdk 1.12'),

  ...['execa', 'execaNode'].map((name): CancellableRow => ({
    ...{
      key: `execa#${name}`,
      optionsAt: 2,
      optionsMayComeEarlier: true,
      option: 'cancelSignal',
      hasOtherNames: true,
      result: 'promise',
      effect: 'process',
    },
    fact: 'execa 9.6; it was called signal up to 8',
  })),
];

/** `send(command, { abortSignal })` of every client of the AWS SDK 3; the command says whose it is. */
export const commandClients: readonly { readonly scope: string; readonly row: CancellableRow }[] = [
  {
    scope: '@aws-sdk/',
    row: {
      key: '@aws-sdk/*',
      method: 'send',
      optionsAt: 1,
      option: 'abortSignal',
      result: 'promise',
      effect: 'wait',
      isNetwork: true,
      isTimedByClient: true,
      fact: 'AWS SDK 3: HttpHandlerOptions; the requestHandler of a client has its time limits',
    },
  },
];

/** One row for each method of a client, and of what its factory makes. */
function listMethods(
  module: string,
  factory: string,
  methods: Readonly<Record<string, number>>,
  fact: string,
): CancellableRow[] {
  return Object.entries(methods).flatMap(([name, optionsAt]): CancellableRow[] => {
    const row = { optionsAt, result: 'promise', effect: 'wait', isNetwork: true, fact } as const;
    return [
      { ...row, key: `${module}#${name}` },
      { ...row, key: `${module}#${factory}`, method: name },
    ];
  });
}

/** One row for each method of a client whose class is the default export and a named one. */
function listClients(module: string, name: string, methods: readonly string[], fact: string): CancellableRow[] {
  return methods.flatMap((method) =>
    ['default', name].map((path): CancellableRow => ({
      ...{ key: `${module}#${path}`, method, optionsAt: 1, result: 'promise', effect: 'wait', isNetwork: true },
      fact,
    })),
  );
}
