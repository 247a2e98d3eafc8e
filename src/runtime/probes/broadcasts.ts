import { BroadcastChannel } from 'node:worker_threads';
import { getSite, isOwnChannel } from '../bus.ts';
import type { WorkerContext } from '../context.ts';
import { findAnsweredId, findId } from '../message-id.ts';
import { patch, quietly } from '../patch.ts';

type Post = (this: BroadcastChannel, ...args: unknown[]) => unknown;
type Listen = (this: BroadcastChannel, ...args: unknown[]) => unknown;

/** Ids of one channel that are kept in mind. */
const LIMIT = 1000;

/** Tasks with an id that a worker takes over a BroadcastChannel; who answers one says its id, be it another worker. */
export function watchBroadcasts({ state, tell }: WorkerContext): void {
  const open = new WeakMap<BroadcastChannel, Set<unknown>>();
  const onTask = (ids: Set<unknown>, message: unknown): void => {
    const id = findId(message);
    if (id === undefined || ids.delete(id)) state.set('broadcastOpen', ids.size);
    else if (ids.size < LIMIT) state.set('broadcastOpen', ids.add(id).size);
  };
  const { prototype } = BroadcastChannel;
  const target = prototype as unknown as EventTarget;
  const onListen = (channel: BroadcastChannel): void => {
    if (open.has(channel) || isOwnChannel(channel.name)) return;
    const ids = new Set<unknown>();
    open.set(channel, ids);
    state.set('broadcastSite', getSite(tell));
    // An open channel hears all there is, and keeps its thread alive, whether anyone listens or not.
    target.addEventListener.call(channel, 'message', (event) =>
      quietly(() => onTask(ids, (event as MessageEvent).data)),
    );
  };
  patch<Post>(
    prototype,
    'postMessage',
    (original) =>
      function postMessage(...args) {
        const ids = open.get(this);
        const id = ids && quietly(() => findAnsweredId(args[0]));
        if (ids && id !== undefined && ids.delete(id)) {
          state.set('broadcastOpen', ids.size);
          state.increment('broadcastAnswered');
        }
        return original.apply(this, args);
      },
  );
  patch<Listen>(
    prototype,
    'addEventListener',
    (original) =>
      function addEventListener(...args) {
        if (args[0] === 'message') quietly(() => onListen(this));
        return original.apply(this, args);
      },
  );
  const handler = Object.getOwnPropertyDescriptor(prototype, 'onmessage');
  if (!handler?.configurable || !handler.set) return;
  Object.defineProperty(prototype, 'onmessage', {
    ...handler,
    set(this: BroadcastChannel, value: unknown) {
      quietly(() => onListen(this));
      handler.set?.call(this, value);
    },
  });
}
