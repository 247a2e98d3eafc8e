/** What a program starts that runs on its own until it is ended: beside workers and pools, which have tables of their own. */
export type RunningKind = 'child' | 'server' | 'consumer';

/** A function or class that starts one. */
export interface RunningRow {
  readonly kind: RunningKind;
  readonly module: string;
  /** Exports whose call or `new` gives it; `default` for the module itself. */
  readonly makers: readonly string[];
  /** A method of what a maker gives that gives the thing itself: `kafka.consumer()`. */
  readonly method?: string;
  /** Type names that mean it, where they are not among the makers. */
  readonly types?: readonly string[];
  /** Methods that ask it to end, or end it at once. */
  readonly ends: readonly string[];
  readonly fact: string;
}

const CHILD = ['kill', 'disconnect'];

export const runningThings: readonly RunningRow[] = [
  {
    kind: 'child',
    module: 'child_process',
    makers: ['spawn', 'fork', 'exec', 'execFile'],
    types: ['ChildProcess', 'ChildProcessWithoutNullStreams', 'ChildProcessByStdio'],
    ends: CHILD,
    fact: 'https://nodejs.org/api/child_process.html#class-childprocess',
  },
  {
    kind: 'child',
    module: 'execa',
    makers: ['execa', 'default', 'execaNode', 'execaCommand'],
    types: ['ExecaChildProcess', 'ResultPromise', 'Subprocess'],
    ends: CHILD,
    fact: 'execa 9: the result is a ChildProcess and a promise',
  },
  {
    kind: 'child',
    module: 'cross-spawn',
    makers: ['default', 'spawn'],
    ends: CHILD,
    fact: 'cross-spawn 7: a ChildProcess',
  },
  {
    kind: 'child',
    module: 'cluster',
    makers: ['fork'],
    types: ['Worker'],
    ends: [...CHILD, 'destroy'],
    fact: 'https://nodejs.org/api/cluster.html#class-worker',
  },
  {
    kind: 'child',
    module: 'electron',
    makers: ['utilityProcess.fork'],
    types: ['UtilityProcess'],
    ends: CHILD,
    fact: 'https://www.electronjs.org/docs/latest/api/utility-process',
  },
  ...['http', 'https', 'net', 'tls'].map((module): RunningRow => ({
    kind: 'server',
    module,
    makers: ['createServer', 'Server'],
    ends: ['close'],
    fact: 'https://nodejs.org/api/net.html#serverclosecallback: calls back when the last connection has ended',
  })),
  {
    kind: 'server',
    module: 'http2',
    makers: ['createServer', 'createSecureServer'],
    types: ['Http2Server', 'Http2SecureServer'],
    ends: ['close'],
    fact: 'https://nodejs.org/api/http2.html#serverclosecallback',
  },
  {
    kind: 'server',
    module: 'express',
    makers: ['default', 'express'],
    method: 'listen',
    ends: ['close'],
    fact: 'express 5: app.listen() gives the http.Server',
  },
  {
    kind: 'server',
    module: 'fastify',
    makers: ['default', 'fastify'],
    types: ['FastifyInstance'],
    ends: ['close'],
    fact: 'fastify 5: close() is a promise',
  },
  {
    kind: 'consumer',
    module: 'bullmq',
    makers: ['Worker'],
    ends: ['close'],
    fact: 'bullmq 6: close() waits for the running jobs',
  },
  {
    kind: 'consumer',
    module: 'bull',
    makers: ['default', 'Queue'],
    ends: ['close'],
    fact: 'bull 4: close() waits for the running jobs',
  },
  {
    kind: 'consumer',
    module: 'bee-queue',
    makers: ['default'],
    ends: ['close'],
    fact: 'bee-queue 2: close([timeout])',
  },
  {
    kind: 'consumer',
    module: 'pg-boss',
    makers: ['default', 'PgBoss'],
    ends: ['stop'],
    fact: 'pg-boss 10: stop({ graceful })',
  },
  {
    kind: 'consumer',
    module: 'kafkajs',
    makers: ['Kafka'],
    method: 'consumer',
    types: ['Consumer'],
    ends: ['disconnect', 'stop'],
    fact: 'kafkajs 2: disconnect() waits for the batch that runs',
  },
  {
    kind: 'consumer',
    module: 'sqs-consumer',
    makers: ['Consumer.create', 'Consumer'],
    ends: ['stop'],
    fact: 'sqs-consumer 14: stop() returns at once; the event stopped tells the end',
  },
  ...['agenda', '@hokify/agenda'].map((module): RunningRow => ({
    kind: 'consumer',
    module,
    makers: ['default', 'Agenda'],
    ends: ['stop', 'drain'],
    fact: 'agenda 6: stop() unlocks the jobs that run, drain() waits for them',
  })),
  {
    kind: 'consumer',
    module: 'node-resque',
    makers: ['Worker', 'MultiWorker'],
    ends: ['end'],
    fact: 'node-resque 9: end() waits for the job',
  },
];

/** Methods that give the object that they are called on. */
export const RETURNS_ITSELF: ReadonlySet<string> = new Set([
  ...['on', 'once', 'addListener', 'prependListener', 'listen', 'unref', 'ref', 'setTimeout', 'setMaxListeners'],
]);
