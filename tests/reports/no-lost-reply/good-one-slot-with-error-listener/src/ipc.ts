export interface Ack { readonly bytes: number }

export class Realm {
  #worker: Worker;
  #pending: { resolve: (ack: Ack) => void; reject: (error: Error) => void } | undefined;

  constructor(script: string | URL) {
    this.#worker = new Worker(script, { type: 'module' });
    this.#worker.onmessage = (event: MessageEvent<Ack>) => {
      const pending = this.#pending;
      this.#pending = undefined;
      pending?.resolve(event.data);
    };
    this.#worker.onerror = (event) => {
      const pending = this.#pending;
      this.#pending = undefined;
      pending?.reject(new Error(event.message));
    };
  }

  send(request: unknown): Promise<Ack> {
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject };
      this.#worker.postMessage(request);
    });
  }
}
