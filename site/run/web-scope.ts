// What a browser's program finds in its global scope: `Worker` for the page, the line to it for a worker.
import { life } from './life.ts';
import { ownLine } from './own-line.ts';
import type { ThreadStart } from './records.ts';
import { ThreadHandle } from './thread-handle.ts';

type Listener = (event: MessageEvent) => unknown;

/** A web worker has no event for its end, and none of Node's methods. */
class WebWorker extends EventTarget {
  #onmessage: Listener | null = null;
  #onerror: Listener | null = null;
  readonly #handle: ThreadHandle;

  constructor(file: string | URL) {
    super();
    this.#handle = new ThreadHandle('web', file, undefined, {
      message: (data, ports) => void this.dispatchEvent(new MessageEvent('message', { data, ports: [...ports] })),
      error: (error) => void this.dispatchEvent(new ErrorEvent('error', { error, message: String(error) })),
      online: () => {},
      exit: () => {},
    });
  }

  postMessage(data: unknown, transfer?: Transferable[]): void {
    this.#handle.post(data, transfer);
  }

  terminate(): void {
    this.#handle.kill();
  }

  get onmessage(): Listener | null {
    return this.#onmessage;
  }

  set onmessage(listener: Listener | null) {
    this.#onmessage = this.#replace('message', this.#onmessage, listener);
  }

  get onerror(): Listener | null {
    return this.#onerror;
  }

  set onerror(listener: Listener | null) {
    this.#onerror = this.#replace('error', this.#onerror, listener);
  }

  #replace(type: string, old: Listener | null, fresh: Listener | null): Listener | null {
    if (old) this.removeEventListener(type, old as EventListener);
    if (fresh) this.addEventListener(type, fresh as EventListener);
    return fresh;
  }
}

/** Events by which a page is told that it goes. */
const LEAVING = ['pagehide', 'beforeunload', 'unload'];
const leaving = new Set<string>();
const add = globalThis.addEventListener.bind(globalThis);
const remove = globalThis.removeEventListener.bind(globalThis);

/** Tells the program that its page goes; gives by which event, null where nobody listens. */
export function leavePage(): string | null {
  const type = LEAVING.find((one) => leaving.has(one));
  if (type !== undefined) globalThis.dispatchEvent(new Event(type));
  return type ?? null;
}

export function installWebScope({ role }: ThreadStart): void {
  Object.assign(globalThis, { Worker: WebWorker });
  if (role === 'owner') installPage();
  if (role === 'web') installWorkerScope();
}

function installPage(): void {
  const addEventListener = (type: string, listener: EventListener, options?: AddEventListenerOptions): void => {
    leaving.add(type);
    add(type, listener, options);
  };
  Object.assign(globalThis, { addEventListener, window: globalThis });
}

function installWorkerScope(): void {
  const listeners = new Map<unknown, (event: MessageEvent) => unknown>();
  let onmessage: Listener | null = null;
  ownLine.begin((data, ports) => {
    const event = new MessageEvent('message', { data, ports: [...ports] });
    return [...(onmessage ? [onmessage] : []), ...listeners.values()].map((listener) =>
      listener.call(globalThis, event),
    );
  });
  Object.defineProperty(globalThis, 'onmessage', {
    get: () => onmessage,
    set: (listener: Listener | null) => (onmessage = listener),
  });
  const addEventListener = (type: string, listener: Listener, options?: AddEventListenerOptions): void => {
    if (type !== 'message') return add(type, listener as EventListener, options);
    if (options?.signal?.aborted) return;
    const isOnce = options?.once === true;
    listeners.set(listener, (event) => {
      if (isOnce) listeners.delete(listener);
      return listener.call(globalThis, event);
    });
    options?.signal?.addEventListener('abort', () => listeners.delete(listener));
  };
  const removeEventListener = (type: string, listener: EventListener): void => {
    if (type === 'message') listeners.delete(listener);
    else remove(type, listener);
  };
  Object.assign(globalThis, {
    addEventListener,
    removeEventListener,
    postMessage: (data: unknown, transfer?: Transferable[]) => ownLine.post(data, transfer),
    close: () => life.end(0),
  });
  // It goes on until somebody ends it.
  life.keep(globalThis);
}
