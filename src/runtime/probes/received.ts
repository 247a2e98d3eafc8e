import workerThreads, { MessagePort, parentPort } from 'node:worker_threads';
import events from 'node:events';
import { getSite } from '../bus.ts';
import type { WorkerContext } from '../context.ts';
import { findAnsweredId, findId } from '../message-id.ts';
import { patch, quietly } from '../patch.ts';
import { ENDING } from '../thread-state.ts';

type AnyMethod = (this: unknown, ...args: unknown[]) => unknown;

/** Set by Node on a port before and after it calls the listeners of a message (20 to 26), mostly to undefined both times. */
const RECEIVING = Symbol.for('nodejs.internal.kCurrentlyReceivingPorts');
/** By which Node gives a port's listeners a message (20 to 26). */
const DISPATCH = Symbol.for('nodejs.internal.kHybridDispatch');
/** Milliseconds between two looks at where a worker goes on although it was asked to stop. */
const LOOK_AGAIN = 50;
/** Ids that are kept in mind. */
const LIMIT = 1000;

/** What a worker gets from its owner and what it sends, counted where the owner can read it after a kill. */
export function watchReceived(context: WorkerContext): void {
  const { state } = context;
  if (!parentPort) return;
  const tasks = createPortTasks(state);
  watchReceiving(parentPort, () => {
    state.increment('received');
    state.increment('taken');
  });
  patch<AnyMethod>(
    workerThreads,
    'receiveMessageOnPort',
    (original) =>
      function receiveMessageOnPort(...args) {
        const got = original.apply(this, args) as { message: unknown } | undefined;
        if (got) state.increment('taken');
        if (got && args[0] === parentPort) state.increment('received');
        else if (got) quietly(() => tasks.onTask(got.message));
        return got;
      },
  );
  watchPosts(context, tasks);
  watchPort(context, tasks);
}

interface PortTasks {
  onTask(message: unknown): void;
  onAnswer(message: unknown): void;
}

/** Tasks with an id that come over a port of the program's own, and their answers. */
function createPortTasks(state: WorkerContext['state']): PortTasks {
  const ids = new Set<unknown>();
  return {
    onTask(message) {
      const id = ids.size < LIMIT ? findId(message) : undefined;
      if (id !== undefined) state.set('portOpen', ids.add(id).size);
    },
    onAnswer(message) {
      if (ids.size === 0 || !ids.delete(findAnsweredId(message))) return;
      state.set('portOpen', ids.size);
      state.increment('portAnswered');
    },
  };
}

/** An accessor rather than a wrapped method: it leaves no frame in the stacks of errors that listeners throw. */
function watchReceiving(target: object, onMessage: () => void): void {
  let ports: unknown;
  let isReceiving = false;
  Object.defineProperty(target, RECEIVING, {
    get: () => ports,
    set(value: unknown) {
      ports = value;
      isReceiving = !isReceiving;
      if (isReceiving) onMessage();
    },
    configurable: true,
  });
}

function watchPosts({ state, tell }: WorkerContext, tasks: PortTasks): void {
  let lookedAt = 0;
  let isReturning = false;
  const { queueMicrotask } = globalThis;
  const onReturn = (): void => {
    isReturning = false;
    state.set('sendsBack', state.get('sends'));
  };
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
        quietly(() => tasks.onAnswer(args[0]));
        // An answer may go over another port.
        state.set('takenAtPost', state.get('taken'));
        state.set('lastPostAt', state.now());
        state.increment('sends');
        if (!isReturning) {
          isReturning = true;
          queueMicrotask(onReturn);
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
function watchPort({ state, tell }: WorkerContext, tasks: PortTasks): void {
  const port = workerThreads.parentPort as object;
  const ports = new WeakSet<object>();
  patch<AnyMethod>(
    port,
    'close',
    (original) =>
      function close(...args) {
        quietly(() => state.set('portClosedSite', getSite(tell)));
        return original.apply(this, args);
      },
  );
  watchListening((other) => {
    if (other === port && state.get('listenSite') === 0) state.set('listenSite', getSite(tell));
    // Node's own ports, which were there before, are none of the program's.
    if (other !== port && !ports.has(other)) {
      ports.add(other);
      watchReceiving(other, () => state.increment('taken'));
      watchContents(other, (message) => tasks.onTask(message));
    }
  });
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

/** What a port gets; a listener of ours would keep it alive. */
function watchContents(port: object, onMessage: (message: unknown) => void): void {
  patch<AnyMethod>(
    port,
    DISPATCH,
    (original) =>
      function dispatch(...args) {
        if (args[1] === 'message') quietly(() => onMessage(args[0]));
        return original.apply(this, args);
      },
  );
}

/** Ports on which the program begins to listen for messages. */
function watchListening(onListen: (port: object) => void): void {
  const { prototype } = MessagePort;
  for (const name of ['on', 'once', 'addListener', 'addEventListener']) {
    patch<AnyMethod>(
      prototype,
      name,
      (original) =>
        function listen(...args) {
          if (args[0] === 'message') quietly(() => onListen(this as object));
          return original.apply(this, args);
        },
    );
  }
  const handler = Object.getOwnPropertyDescriptor(prototype, 'onmessage');
  if (!handler?.configurable || !handler.set) return;
  Object.defineProperty(prototype, 'onmessage', {
    ...handler,
    set(this: MessagePort, value: unknown) {
      quietly(() => onListen(this));
      handler.set?.call(this, value);
    },
  });
}
