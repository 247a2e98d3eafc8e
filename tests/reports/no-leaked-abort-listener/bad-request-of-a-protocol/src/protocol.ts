interface RequestOptions {
  signal?: AbortSignal;
  timeout?: number;
}

export class Protocol {
  private nextId = 0;
  private handlers = new Map<number, (answer: unknown) => void>();

  constructor(private transport: { send(message: object): Promise<void> }) {}

  receive(message: { id: number; result: unknown }): void {
    const handler = this.handlers.get(message.id);
    this.handlers.delete(message.id);
    handler?.(message.result);
  }

  request(method: string, options: RequestOptions = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      options.signal?.throwIfAborted();
      const id = this.nextId++;
      const cancel = (reason: unknown) => {
        this.handlers.delete(id);
        clearTimeout(timer);
        void this.transport.send({ method: 'cancelled', id });
        reject(reason);
      };
      const timer = setTimeout(() => cancel(new Error('timed out')), options.timeout ?? 60_000);
      this.handlers.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      options.signal?.addEventListener('abort', () => cancel(options.signal?.reason)); // EXPECT: no-leaked-abort-listener
      this.transport.send({ id, method }).catch(cancel);
    });
  }
}
