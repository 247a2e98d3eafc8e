import { Mutex } from 'async-mutex';

export class Room {
  private lock = new Mutex();
  private state: 'connected' | 'disconnected' = 'connected';

  constructor(private engine: { close(): Promise<void> }) {}

  async disconnect(): Promise<void> {
    const unlock = await this.lock.acquire(); // EXPECT: require-lock-release #1
    if (this.state === 'disconnected') {
      console.debug('already disconnected');
      return; // EXPECT: require-lock-release #1
    }
    await this.engine.close();
    this.state = 'disconnected';
    unlock(); // EXPECT: require-lock-release #1
  }
}
