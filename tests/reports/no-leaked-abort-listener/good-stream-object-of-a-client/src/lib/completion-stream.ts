export class CompletionStream {
  controller = new AbortController();
  #chunks: string[] = [];

  async run(source: (signal: AbortSignal) => AsyncIterable<string>, options?: { signal?: AbortSignal }): Promise<string> {
    const signal = options?.signal;
    const onAbort = () => this.controller.abort();
    if (signal?.aborted) this.controller.abort();
    signal?.addEventListener('abort', onAbort);
    try {
      for await (const chunk of source(this.controller.signal)) this.#chunks.push(chunk);
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
    return this.#chunks.join('');
  }
}
