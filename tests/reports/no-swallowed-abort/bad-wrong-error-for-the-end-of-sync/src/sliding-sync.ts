interface Client {
  sync(pos: string | undefined, signal: AbortSignal): Promise<{ pos: string; lists: unknown[] }>;
}

export class SlidingSync {
  private controller?: AbortController;
  private isTerminated = false;
  private pos?: string;

  constructor(private client: Client, private onLists: (lists: unknown[]) => void) {}

  stop(): void {
    this.isTerminated = true;
    this.controller?.abort();
  }

  async start(signal: AbortSignal): Promise<void> {
    while (true) { // ALLOW: no-unstoppable-loop
      try {
        const answer = await this.client.sync(this.pos, signal);
        this.pos = answer.pos;
        this.onLists(answer.lists);
      } catch (error) { // EXPECT: no-swallowed-abort
        if ((error as { httpStatus?: number }).httpStatus) {
          console.error('sync failed', error);
          await new Promise((resolve) => setTimeout(resolve, 50));
        } else if ((error as Error).name === 'ConnectionError') {
          continue;
        } else {
          console.error(error);
        }
      }
    }
  }
}
