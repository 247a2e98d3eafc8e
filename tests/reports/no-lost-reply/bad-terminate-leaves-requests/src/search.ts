interface Answer { id: string; ok: boolean; rows?: unknown[]; message?: string }

export class PlaceSearch {
  private worker: Worker | null = null;
  private requests = new Map<string, { resolve: (rows: unknown[]) => void; reject: (error: Error) => void }>();
  private places = new Map<string, unknown>();

  start(): void {
    this.worker = new Worker(new URL('./sqlite.worker.js', import.meta.url));
    this.worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      const request = this.requests.get(data.id);
      if (!request) return;
      this.requests.delete(data.id);
      if (data.ok) request.resolve(data.rows ?? []);
      else request.reject(new Error(data.message));
    };
    this.worker.onerror = (event) => {
      for (const { reject } of this.requests.values()) reject(new Error(event.message));
      this.requests.clear();
    };
  }

  async search(text: string): Promise<unknown[]> {
    if (!this.worker) return [];
    return new Promise((resolve, reject) => {
      const id = crypto.randomUUID();
      this.requests.set(id, { resolve, reject });
      this.worker?.postMessage({ id, type: 'SEARCH', text });
    });
  }

  terminate(): void {
    if (this.worker) {
      this.worker.terminate(); // EXPECT: no-lost-reply
      this.worker = null;
    }
    this.places.clear();
  }
}
