import { Mutex } from 'async-mutex';

export class Room {
  private lock = new Mutex();
  private state: 'connected' | 'disconnected' = 'connected';

  constructor(private engine: { close(): Promise<void> }) {}

  async disconnect(): Promise<void> {
    const unlock = await this.lock.acquire();
    try {
      if (this.state === 'disconnected') {
        console.debug('already disconnected');
        return;
      }
      await this.engine.close();
      this.state = 'disconnected';
    } finally {
      unlock();
    }
  }
}
