import workerThreads, { MessagePort } from 'node:worker_threads';
import { captureSite } from '../call-site.ts';
import type { Context } from '../context.ts';
import { patch, quietly } from '../patch.ts';
import { markAsked, type WatchedWorker } from '../watched-worker.ts';

type Post = (this: unknown, ...args: unknown[]) => unknown;
type Channel = new () => { readonly port1: MessagePort; readonly port2: MessagePort };

const peers = new WeakMap<object, object>();
/** Ports whose other end a worker was given. */
const receivers = new WeakMap<object, WeakRef<WatchedWorker>>();

/** Requests to stop that go over a port of the program's own. */
export function watchPorts({ isStop }: Context, onAsked: (item: WatchedWorker) => void): void {
  const original = workerThreads.MessageChannel as unknown as Channel;
  const proxy = new Proxy(original, {
    construct(target, args, newTarget) {
      const channel = Reflect.construct(target, args, newTarget) as InstanceType<Channel>;
      peers.set(channel.port1, channel.port2).set(channel.port2, channel.port1);
      return channel;
    },
  });
  const prototype = original.prototype as object;
  const own = Object.getOwnPropertyDescriptor(prototype, 'constructor');
  if (own?.configurable) Object.defineProperty(prototype, 'constructor', { ...own, value: proxy });
  Object.assign(workerThreads, { MessageChannel: proxy });
  const global = Object.getOwnPropertyDescriptor(globalThis, 'MessageChannel');
  if (global?.configurable) {
    Object.defineProperty(globalThis, 'MessageChannel', {
      value: proxy,
      configurable: true,
      enumerable: global.enumerable ?? false,
      writable: true,
    });
  }
  patch<Post>(
    MessagePort.prototype,
    'postMessage',
    (post) =>
      function postMessage(...args) {
        const item = receivers.get(this as object)?.deref();
        if (item && !item.asked && !item.hasEnded && isStop(args[0])) {
          quietly(() => {
            markAsked(item, typeof args[0] === 'string' ? args[0] : JSON.stringify(args[0]), captureSite());
            onAsked(item);
          });
        }
        return post.apply(this, args);
      },
  );
}

/** Notes the ports that a worker is given. */
export function notePorts(item: WatchedWorker, transfer: readonly unknown[]): void {
  for (const entry of transfer) {
    const peer = typeof entry === 'object' && entry !== null ? peers.get(entry) : undefined;
    if (peer) receivers.set(peer, new WeakRef(item));
  }
}
