import { connect, type Connection } from './driver.ts';

interface Waiter { resolve: (connection: Connection) => void; reject: (error: Error) => void }

export class Pool {
  private connections: Connection[] = [];
  private idle: Connection[] = [];
  private queue: Waiter[] = [];
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
    return new Promise((resolve, reject) => {
      this.queue.push({ resolve, reject });
    });
  }

  release(connection: Connection): void {
    const next = this.queue.shift();
    if (next) next.resolve(connection);
    else this.idle.push(connection);
  }

  async destroy(): Promise<void> {
    this.destroyed = true;
    for (const { reject } of this.queue) reject(new Error('the pool is destroyed'));
    this.queue = [];
    await Promise.all(this.connections.map((one) => one.close()));
    this.connections = [];
    this.idle = [];
  }
}
