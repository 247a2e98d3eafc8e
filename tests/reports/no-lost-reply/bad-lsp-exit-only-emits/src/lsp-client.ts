import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export class LanguageClient extends EventEmitter {
  private server: ChildProcess;
  private nextId = 1;
  private waiting = new Map<number, Waiting>();
  private rest = '';

  constructor(command: string, args: string[]) {
    super();
    this.server = spawn(command, args, { stdio: 'pipe' });
    this.server.stdout?.on('data', (chunk: Buffer) => this.read(chunk));
    this.server.on('exit', (code) => { // EXPECT: no-lost-reply
      this.emit('exit', code);
    });
  }

  request(method: string, params: unknown): Promise<unknown> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.write({ jsonrpc: '2.0', id, method, params });
    });
  }

  private write(message: object): void {
    const body = JSON.stringify(message);
    this.server.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  private read(chunk: Buffer): void {
    this.rest += chunk.toString();
    const at = this.rest.indexOf('\r\n\r\n');
    if (at < 0) return;
    const message = JSON.parse(this.rest.slice(at + 4)) as { id: number; result?: unknown; error?: { message: string } };
    this.rest = '';
    const one = this.waiting.get(message.id);
    if (!one) return;
    this.waiting.delete(message.id);
    if (message.error) one.reject(new Error(message.error.message));
    else one.resolve(message.result);
  }
}
