import { EventEmitter, on, once } from './emitter.ts';
import { disk } from './disk.ts';
import { process } from './process.ts';
import type { ThreadStart } from './records.ts';
import { callbacks, promises } from './timers.ts';
import type { ModuleName } from './module-names.ts';
import { makeWorkerThreads } from './worker-threads.ts';

/** The modules of Node that there are, as a thread imports them. */
export function getModules(start: ThreadStart): Readonly<Record<ModuleName, object>> {
  return {
    events: { EventEmitter, on, once },
    'fs/promises': disk,
    os: { devNull: '/dev/null', tmpdir: () => '/tmp', availableParallelism: () => 2, cpus: () => [{}, {}] },
    path: { basename: getBasename, dirname: getDirname, join: (...parts: string[]) => parts.join('/') },
    process,
    timers: callbacks,
    'timers/promises': promises,
    url: { fileURLToPath: (url: string | URL) => new URL(url).pathname, pathToFileURL: toFileURL },
    worker_threads: makeWorkerThreads(start),
  };
}

function getBasename(path: string): string {
  return path.replace(/^.*\//, '');
}

function getDirname(path: string): string {
  return path.replace(/\/[^/]*$/, '');
}

function toFileURL(path: string): URL {
  return new URL(`file://${path}`);
}
