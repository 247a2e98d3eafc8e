import type { WorkerRow } from './types.ts';

/** Classes whose instances are a thread of their own. */
export const workerConstructors: readonly WorkerRow[] = [
  {
    modules: ['worker_threads'],
    name: 'Worker',
    platform: 'node',
    fact: 'https://nodejs.org/api/worker_threads.html#class-worker',
  },
  {
    modules: [],
    name: 'Worker',
    platform: 'web',
    fact: 'Browsers, Deno and Bun: https://html.spec.whatwg.org/multipage/workers.html#worker',
  },
  {
    modules: [],
    name: 'SharedWorker',
    platform: 'web',
    fact: 'https://html.spec.whatwg.org/multipage/workers.html#sharedworker; it has no terminate() of its own.',
  },
  {
    modules: ['web-worker'],
    name: 'default',
    platform: 'web',
    fact: "web-worker 1.5: the web's API on top of worker_threads; terminate() is that of the thread.",
  },
  {
    modules: ['threads', '@chainsafe/threads'],
    name: 'Worker',
    platform: 'web',
    fact: 'threads 1.7: a worker_threads Worker in Node, a web Worker in browsers; only the common part is certain.',
  },
  {
    modules: ['threads', '@chainsafe/threads'],
    name: 'BlobWorker',
    platform: 'web',
    fact: 'threads 1.7: as its Worker, from source text.',
  },
];
