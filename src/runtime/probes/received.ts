import workerThreads, { MessagePort, parentPort } from 'node:worker_threads';
import events from 'node:events';
import { getSite } from '../bus.ts';
import type { WorkerContext } from '../context.ts';
import { patch, quietly } from '../patch.ts';
import { ENDING } from '../thread-state.ts';

type AnyMethod = (this: unknown, ...args: unknown[]) => unknown;

/** Set by Node on a port before and after it calls the listeners of a message (20 to 26), mostly to undefined both times. */
const RECEIVING = Symbol.for('nodejs.internal.kCurrentlyReceivingPorts');
/** Milliseconds between two looks at where a worker goes on although it was asked to stop. */
const LOOK_AGAIN = 50;

/** What a worker gets from its owner and what it sends, counted where the owner can read it after a kill. */
export function watchReceived(context: WorkerContext): void {
  const { state } = context;
  if (!parentPort) return;
  let ports: unknown;
  let isReceiving = false;
  // An accessor rather than a wrapped method: it leaves no frame in the stacks of errors that listeners throw.
  Object.defineProperty(parentPort, RECEIVING, {
    get: () => ports,
    set(value: unknown) {
      ports = value;
      isReceiving = !isReceiving;
      if (isReceiving) state.increment('received');
    },
    configurable: true,
  });
  patch<AnyMethod>(
    workerThreads,
    'receiveMessageOnPort',
    (original) =>
      function receiveMessageOnPort(...args) {
        const got = original.apply(this, args) as { message: unknown } | undefined;
        if (got && args[0] === parentPort) state.increment('received');
        return got;
      },
  );
  watchPosts(context);
  watchPort(context);
}

function watchPosts({ state, tell }: WorkerContext): void {
  let lookedAt = 0;
  patch<AnyMethod>(
    MessagePort.prototype,
    'postMessage',
    (original) =>
      function postMessage(...args) {
        let isAnswer = false;
        if (this === parentPort) {
          isAnswer = state.get('received') > state.get('receivedAtPost');
          state.increment('posted');
          state.set('receivedAtPost', state.get('received'));
        }
        if (!isAnswer && state.get('asked') !== 0 && state.get('phase') !== ENDING) {
          const now = Date.now();
          if (now - lookedAt > LOOK_AGAIN) {
            lookedAt = now;
            quietly(() => state.set('goesOnSite', getSite(tell)));
          }
        }
        return original.apply(this, args);
      },
  );
}

/** A port that is closed under an iteration of its messages leaves it hanging. */
function watchPort({ state, tell }: WorkerContext): void {
  const port = workerThreads.parentPort as object;
  patch<AnyMethod>(
    port,
    'close',
    (original) =>
      function close(...args) {
        quietly(() => state.set('portClosedSite', getSite(tell)));
        return original.apply(this, args);
      },
  );
  for (const name of ['on', 'once']) {
    patch<AnyMethod>(
      events,
      name,
      (original) =>
        function iterate(...args) {
          if (args[0] === port && args[1] === 'message') quietly(() => state.set('iterationSite', getSite(tell)));
          return original.apply(this, args);
        },
    );
  }
}
