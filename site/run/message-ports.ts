// The ports of a MessageChannel as Node has them: emitters, which keep the thread alive while somebody listens.
import { PortEmitter } from './emitter.ts';
import { life } from './life.ts';

type Listener = Parameters<PortEmitter['on']>[1];

/** Tells the other end that this one is closed, which not every browser does. */
const CLOSED = 'graceful: this port is closed';

const emitters = new WeakMap<MessagePort, PortEmitter>();

/** Gives all ports of this thread Node's methods. */
export function installNodePorts(): void {
  const { prototype } = MessagePort;
  const close = Object.getOwnPropertyDescriptor(prototype, 'close')?.value as () => void;
  const add = (method: 'on' | 'once') =>
    function (this: MessagePort, event: string, listener: Listener) {
      getEmitter(this)[method](event, listener);
      if (event === 'message') life.keep(this);
      return this;
    };
  const off = function (this: MessagePort, event: string, listener: Listener) {
    const emitter = getEmitter(this).off(event, listener);
    if (emitter.listenerCount('message') === 0) life.drop(this);
    return this;
  };
  Object.assign(prototype, {
    ...{ on: add('on'), addListener: add('on'), once: add('once'), off, removeListener: off },
    ref(this: MessagePort) {
      life.keep(this);
    },
    unref(this: MessagePort) {
      life.drop(this);
    },
    close(this: MessagePort) {
      if (emitters.has(this)) this.postMessage(CLOSED);
      close.call(this);
      end(this);
    },
  });
}

function getEmitter(port: MessagePort): PortEmitter {
  const known = emitters.get(port);
  if (known) return known;
  const emitter = new PortEmitter();
  emitters.set(port, emitter);
  port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === CLOSED) return end(port);
    emitter.emit('message', data);
    if (emitter.listenerCount('message') === 0) life.drop(port);
  });
  port.start();
  return emitter;
}

function end(port: MessagePort): void {
  life.drop(port);
  const emitter = emitters.get(port);
  emitters.delete(port);
  if (emitter) queueMicrotask(() => emitter.emit('close'));
}
