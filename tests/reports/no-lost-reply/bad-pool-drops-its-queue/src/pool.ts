import { connect, type Connection } from './driver.ts';

export class Pool {
  private connections: Connection[] = [];
  private idle: Connection[] = [];
  private queue: ((connection: Connection) => void)[] = [];
  private destroyed = false;

  constructor(private readonly max: number) {}

  async acquire(): Promise<Connection> {
    if (this.destroyed) throw new Error('the pool is destroyed');
    const idle = this.idle.pop();
    if (idle) return idle;
    if (this.connections.length < this.max) {
      const connection = await connect();
      this.connections.push(connection);
      return connection;
    }
    return new Promise((resolve) => {
      this.queue.push(resolve);
    });
  }

  release(connection: Connection): void {
    const next = this.queue.shift();
    if (next) next(connection);
    else this.idle.push(connection);
  }

  async destroy(): Promise<void> {
    this.destroyed = true;
    await Promise.all(this.connections.map((one) => one.close()));
    this.connections = [];
    this.idle = [];
    this.queue = []; // EXPECT: no-lost-reply
  }
}
