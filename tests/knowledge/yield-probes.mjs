// Does the event loop turn while something is awaited over and over? Prints `{ probe: true | false | null }`, null where
// this Node has no such call. Each probe runs in a thread of its own, so that a microtask loop holds nobody up.
import { createRequire } from 'node:module';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** One await each, by the key, method and form of its row; those in words have no row: the syntax itself says it. */
const PROBES = {
  'await timers/promises#setImmediate': `await timers.setImmediate();`,
  'await timers/promises#setTimeout': `await timers.setTimeout(0);`,
  'await timers/promises#scheduler.yield': `await timers.scheduler.yield();`,
  'await timers/promises#scheduler.wait': `await timers.scheduler.wait(0);`,
  'for-await timers/promises#setInterval': `for await (const _ of timers.setInterval(1)) if (turned || ++values > 9) break;`,
  'await fs/promises#*': `await fs.promises.stat('.');`,
  'for-await fs#createReadStream': `for await (const _ of fs.createReadStream(process.execPath, { end: 9 }));`,
  'await #crypto.subtle.digest': `await globalThis.crypto.subtle.digest('SHA-256', new Uint8Array(8));`,
  'await crypto#subtle.digest': `await crypto.subtle.digest('SHA-256', new Uint8Array(8));`,
  'await crypto#webcrypto.subtle.digest': `await crypto.webcrypto.subtle.digest('SHA-256', new Uint8Array(8));`,
  'await #WebAssembly.compile': `await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));`,

  'await #Promise.resolve': `await Promise.resolve();`,
  'await #Promise.reject': `await Promise.reject(1).catch(String);`,
  'await #Promise.all': `await Promise.all([1, 2]);`,
  'await #Promise.allSettled': `await Promise.allSettled([1, 2]);`,
  'await #Promise.any': `await Promise.any([1, 2]);`,
  'await #Promise.race': `await Promise.race([1, 2]);`,
  'await #process.nextTick': `await new Promise((resolve) => process.nextTick(resolve));`,
  'await #queueMicrotask': `await new Promise(queueMicrotask);`,
  'await #structuredClone': `await structuredClone({});`,
  'for-await stream#Readable.from': `for await (const _ of stream.Readable.from([1, 2]));`,
  'await stream/promises#pipeline': `await stream.promises.pipeline(stream.Readable.from(['x']), new stream.PassThrough());`,
  'await #Blob().text': `await new Blob(['x']).text();`,
  'await buffer#Blob().text': `await new buffer.Blob(['x']).text();`,
  'await #Response().text': `await new Response('x').text();`,
  'await dns/promises#lookup': `await dns.promises.lookup('127.0.0.1');`,
  'await #navigator.locks.request': `await navigator.locks.request('a', () => 1);`,
  'await worker_threads#locks.request': `await threads.locks.request('b', () => 1);`,

  'await of null': `await null;`,
  'await of an async function without an await': `await (async () => { values += 1; })();`,
  'await of an async function with microtasks only': `await (async () => { await Promise.resolve(); })();`,
  'await of a thenable that calls back at once': `await { then(resolve) { resolve(); } };`,
  'await of a promise that is resolved at once': `await new Promise((resolve) => resolve());`,
  'for await of an array': `for await (const _ of [1, 2]);`,
};

/** Whether the API is there at all. */
const NEEDS = {
  'await #navigator.locks.request': `globalThis.navigator?.locks`,
  'await worker_threads#locks.request': `threads.locks`,
};

const PRELUDE = `
  const [timers, fs, crypto, stream, buffer, dns, threads] =
    ['timers/promises', 'fs', 'crypto', 'stream', 'buffer', 'dns', 'worker_threads'].map(load);
  let values = 0, turned = false;
`;
/** So many awaits without a turn of the loop are microtasks only; one that yields shows within a few. */
const MOST_ROUNDS = 300;

async function probe(body, needs) {
  const run = new Function(
    'load',
    'mark',
    `return (async () => {${PRELUDE}
    if (!(${needs})) return null;
    mark(() => (turned = true));
    for (let round = 0; round < ${MOST_ROUNDS} && !turned; round += 1) { ${body} }
    return turned;
  })();`,
  );
  return run(createRequire(import.meta.url), setImmediate);
}

if (isMainThread) {
  const results = Object.entries(PROBES).map(async ([name, body]) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { body, needs: NEEDS[name] ?? 'true' } });
    return [name, await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))];
  });
  console.log(JSON.stringify(Object.fromEntries(await Promise.all(results))));
} else {
  parentPort.postMessage(await probe(workerData.body, workerData.needs));
}
