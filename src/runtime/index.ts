import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { takeHandover } from './handover.ts';
import { installInMain, installInWorker } from './install.ts';

// The run-time checker: loading it, by --require or --import, is all. No top-level await, so that require() can load it.
const INSTALLED = Symbol.for('eslint-plugin-graceful/runtime');

if (!Object.hasOwn(globalThis, INSTALLED)) {
  Object.defineProperty(globalThis, INSTALLED, { value: true });
  install(fileURLToPath(import.meta.url));
}

function install(hook: string): void {
  if (isMainThread) installInMain(hook);
  else {
    // A thread that no program's `new Worker` made, such as Node's own for loaders, is left alone.
    const handover = takeHandover();
    if (handover) installInWorker(hook, handover);
  }
}
