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
  private gone = false;

  constructor(command: string, args: string[]) {
    super();
    this.server = spawn(command, args, { stdio: 'pipe' });
    this.server.stdout?.on('data', (chunk: Buffer) => this.read(chunk));
    this.server.on('exit', (code) => {
      this.gone = true;
      this.rejectAll(new Error(`server exited with ${code}`));
      this.emit('exit', code);
    });
  }

  request(method: string, params: unknown): Promise<unknown> {
    if (this.gone) return Promise.reject(new Error('server is gone'));
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.write({ jsonrpc: '2.0', id, method, params });
    });
  }

  private rejectAll(error: Error): void {
    for (const one of this.waiting.values()) one.reject(error);
    this.waiting.clear();
  }

  private write(message: object): void {
    const body = JSON.stringify(message);
    this.server.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  private read(chunk: Buffer): void {
    this.rest += chunk.toString();
    const at = this.rest.indexOf('\r\n\r\n');
    if (at < 0) return;
    const message = JSON.parse(this.rest.slice(at + 4)) as { id: number; result?: unknown };
    this.rest = '';
    this.waiting.get(message.id)?.resolve(message.result);
    this.waiting.delete(message.id);
  }
}
