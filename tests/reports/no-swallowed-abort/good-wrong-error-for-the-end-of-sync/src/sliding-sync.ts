interface Client {
  sync(pos: string | undefined, signal: AbortSignal): Promise<{ pos: string; lists: unknown[] }>;
}

export class SlidingSync {
  private pos?: string;

  constructor(private client: Client, private onLists: (lists: unknown[]) => void) {}

  async start(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const answer = await this.client.sync(this.pos, signal);
        this.pos = answer.pos;
        this.onLists(answer.lists);
      } catch (error) {
        if ((error as Error).name === 'AbortError') return;
        console.error('sync failed', error);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }
}
