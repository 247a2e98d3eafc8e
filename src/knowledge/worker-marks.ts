/** Plain words of which every file with a mark of the pattern below holds one. */
export const WORKER_MARK_WORDS = [
  ...['parentPort', 'workerData', 'isMainThread', 'onmessage', 'workerpool', 'WorkerGlobalScope'],
  ...['postMessage', 'addEventListener', 'expose'],
];

/** What only makes sense inside a worker, as far as a look at the text tells; precision of each: corpus PATTERNS.md, D. */
export const WORKER_MARK =
  /\b(?:parentPort|workerData|isMainThread|onmessage|workerpool|webworker)\b|WorkerGlobalScope\b|\b(?:self|globalThis)\s*\.\s*(?:addEventListener|postMessage)\b|(?<![.\w$])postMessage\s*\(|\bexpose\s*\(/;

/** Calls by which libraries open a worker to its owner. */
export const EXPOSES: ReadonlySet<string> = new Set([
  'comlink#expose',
  'threads/worker#expose',
  'threads#expose',
  'workerpool#worker',
  'workerpool#default.worker',
]);

/** Types of the global object in a worker. */
export const WORKER_SCOPE: ReadonlySet<string> = new Set(['DedicatedWorkerGlobalScope', 'SharedWorkerGlobalScope']);

/** Names of the global object by which its events are a worker's. */
export const WORKER_GLOBAL: ReadonlySet<string> = new Set(['#self', '#globalThis']);
