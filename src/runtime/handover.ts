import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import type { RuntimeOptions } from './options.ts';

/** What a worker's checker gets from its owner's. */
export interface Handover {
  readonly buffer: SharedArrayBuffer;
  readonly epoch: number;
  readonly options: RuntimeOptions;
  /** The worker's own Node options load the checker, so that its workers inherit it. */
  readonly isInherited: boolean;
  /** The checker was added to its execArgv. */
  readonly isAdded: boolean;
}

const KEY = 'eslint-plugin-graceful/runtime';

/**
 * Makes a worker with something for its checker. Environment data is copied when a worker is made; workerData and
 * messages stay as they are.
 */
export function handOver<T>(value: Handover, make: () => T): T {
  setEnvironmentData(KEY, value);
  try {
    return make();
  } finally {
    setEnvironmentData(KEY, undefined);
  }
}

/** In a worker: what was handed over, once; null in a worker that the checker did not make. */
export function takeHandover(): Handover | null {
  const value = getEnvironmentData(KEY) as unknown as Handover | undefined;
  setEnvironmentData(KEY, undefined);
  return value ?? null;
}
