import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { takeHandover } from './handover.ts';
import { installInMain, installInWorker } from './install.ts';
import { createInquirer } from './probes/inquiry.ts';

// The run-time checker: loading it, by --require or --import, is all. No top-level await, so that require() can load it.
const INSTALLED = Symbol.for('eslint-plugin-graceful/runtime');

if (!Object.hasOwn(globalThis, INSTALLED)) {
  Object.defineProperty(globalThis, INSTALLED, { value: { ...createTurnCount(), ...createInquirer() } });
  install(fileURLToPath(import.meta.url));
}

/** Counts the turns of this thread's loop, for the sampler; with Node's own timer, whatever a test puts in its place. */
function createTurnCount(): { count(): number } {
  const { setImmediate } = globalThis;
  let turns = 0;
  return {
    count() {
      setImmediate(() => turns++).unref();
      return turns;
    },
  };
}

function install(hook: string): void {
  if (isMainThread) installInMain(hook);
  else {
    // A thread that no program's `new Worker` made, such as Node's own for loaders, is left alone.
    const handover = takeHandover();
    if (handover) installInWorker(hook, handover);
  }
}
