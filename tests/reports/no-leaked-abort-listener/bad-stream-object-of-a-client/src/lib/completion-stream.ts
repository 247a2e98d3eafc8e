export class CompletionStream {
  controller = new AbortController();
  #chunks: string[] = [];

  async run(source: (signal: AbortSignal) => AsyncIterable<string>, options?: { signal?: AbortSignal }): Promise<string> {
    const signal = options?.signal;
    if (signal) {
      if (signal.aborted) this.controller.abort();
      signal.addEventListener('abort', () => this.controller.abort()); // EXPECT: no-leaked-abort-listener
    }
    for await (const chunk of source(this.controller.signal)) this.#chunks.push(chunk);
    return this.#chunks.join('');
  }
}
