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
      const onAbort = () => cancel(options.signal?.reason);
      const settle = () => {
        this.handlers.delete(id);
        clearTimeout(timer);
        options.signal?.removeEventListener('abort', onAbort);
      };
      const cancel = (reason: unknown) => {
        settle();
        void this.transport.send({ method: 'cancelled', id });
        reject(reason);
      };
      const timer = setTimeout(() => cancel(new Error('timed out')), options.timeout ?? 60_000);
      this.handlers.set(id, (answer) => {
        settle();
        resolve(answer);
      });
      options.signal?.addEventListener('abort', onAbort, { once: true });
      this.transport.send({ id, method }).catch(cancel);
    });
  }
}
