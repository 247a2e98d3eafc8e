export interface Ack { readonly bytes: number }

export class Realm {
  #worker: Worker;
  #pending: ((ack: Ack) => void) | undefined;

  constructor(script: string | URL) {
    this.#worker = new Worker(script, { type: 'module' });
    this.#worker.onmessage = (event: MessageEvent<Ack>) => {
      const settle = this.#pending;
      this.#pending = undefined;
      settle?.(event.data);
    };
  }

  send(request: unknown): Promise<Ack> {
    return new Promise((resolve) => { // EXPECT: no-lost-reply
      this.#pending = resolve;
      this.#worker.postMessage(request);
    });
  }
}
