// The part of `node:events` that programs about workers use.
type Listener = (...args: never[]) => unknown;

interface Entry {
  readonly listener: Listener;
  readonly isOnce: boolean;
}

export class EventEmitter {
  readonly #entries = new Map<string, Entry[]>();

  on(event: string, listener: Listener): this {
    return this.#add(event, { listener, isOnce: false });
  }

  once(event: string, listener: Listener): this {
    return this.#add(event, { listener, isOnce: true });
  }

  off(event: string, listener: Listener): this {
    const entries = this.#entries.get(event) ?? [];
    const at = entries.findLastIndex((entry) => entry.listener === listener);
    this.#entries.set(event, at === -1 ? entries : entries.toSpliced(at, 1));
    return this;
  }

  addListener(event: string, listener: Listener): this {
    return this.on(event, listener);
  }

  removeListener(event: string, listener: Listener): this {
    return this.off(event, listener);
  }

  removeAllListeners(event?: string): this {
    for (const name of event === undefined ? [...this.#entries.keys()] : [event]) {
      for (const { listener } of this.#entries.get(name) ?? []) this.off(name, listener);
    }
    return this;
  }

  listenerCount(event: string): number {
    return this.#entries.get(event)?.length ?? 0;
  }

  setMaxListeners(): this {
    return this;
  }

  emit(event: string, ...args: unknown[]): boolean {
    return this.call(event, args).length > 0;
  }

  /** What the listeners have returned, in their order. */
  protected call(event: string, args: unknown[]): unknown[] {
    return (this.#entries.get(event) ?? []).map(({ listener, isOnce }) => {
      if (isOnce) this.off(event, listener);
      return listener.apply(this, args as never[]);
    });
  }

  #add(event: string, entry: Entry): this {
    this.#entries.set(event, [...(this.#entries.get(event) ?? []), entry]);
    return this;
  }
}

/** An emitter whose listeners may also be written the way of the web. */
export class PortEmitter extends EventEmitter {
  readonly #wrapped = new WeakMap<object, Listener>();
  #onmessage: Listener | null = null;

  addEventListener(event: string, listener: Listener | { handleEvent: Listener }, options?: { once?: boolean }): void {
    const call = typeof listener === 'function' ? listener : listener.handleEvent.bind(listener);
    const wrapped: Listener = (data: never) => call({ type: event, data, target: this, ports: [] } as never);
    this.#wrapped.set(listener, wrapped);
    if (options?.once) this.once(event, wrapped);
    else this.on(event, wrapped);
  }

  removeEventListener(event: string, listener: object): void {
    const wrapped = this.#wrapped.get(listener);
    if (wrapped) this.off(event, wrapped);
  }

  get onmessage(): Listener | null {
    return this.#onmessage;
  }

  set onmessage(listener: Listener | null) {
    if (this.#onmessage) this.removeEventListener('message', this.#onmessage);
    this.#onmessage = listener;
    if (listener) this.addEventListener('message', listener);
  }
}

/** https://nodejs.org/api/events.html#eventsonceemitter-name-options */
export function once(
  emitter: EventEmitter | EventTarget,
  event: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const clean = (): void => {
      signal?.removeEventListener('abort', onAbort);
      if (!isEmitter(emitter)) return emitter.removeEventListener(event, onEvent);
      emitter.off(event, onEvent);
      emitter.off('error', onError);
    };
    const onEvent = (...args: unknown[]): void => {
      clean();
      resolve(args);
    };
    const onError = (error: Error): void => {
      clean();
      reject(error);
    };
    const onAbort = (): void => {
      clean();
      reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', onAbort);
    if (!isEmitter(emitter)) return emitter.addEventListener(event, onEvent);
    emitter.on(event, onEvent);
    if (event !== 'error') emitter.on('error', onError);
  });
}

/** https://nodejs.org/api/events.html#eventsonemitter-eventname-options */
export function on(
  emitter: EventEmitter,
  event: string,
  { signal }: { signal?: AbortSignal } = {},
): AsyncGenerator<unknown[]> {
  const waiting: unknown[][] = [];
  let wake = (): void => {};
  const listener = (...args: unknown[]): void => {
    waiting.push(args);
    wake();
  };
  emitter.on(event, listener);
  const onAbort = (): void => wake();
  async function* listEvents(): AsyncGenerator<unknown[]> {
    signal?.addEventListener('abort', onAbort);
    try {
      for (;;) {
        signal?.throwIfAborted();
        const args = waiting.shift();
        if (args) yield args;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      signal?.removeEventListener('abort', onAbort);
      emitter.off(event, listener);
    }
  }
  return listEvents();
}

/** Ports are both. */
function isEmitter(target: EventEmitter | EventTarget): target is EventEmitter {
  return 'on' in target;
}
