import { spawn, type ChildProcess } from 'node:child_process';

export class RpcClient {
  private process: ChildProcess | null = null;
  private stopping: Promise<void> | null = null;

  constructor(private readonly cli: string) {}

  async start(): Promise<void> {
    if (this.process) throw new Error('already started');
    this.process = spawn('node', [this.cli], { stdio: 'pipe' });
  }

  stop(): Promise<void> {
    const child = this.process;
    if (!child) return Promise.resolve();
    this.stopping ??= new Promise<void>((resolve) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), 1000);
      child.once('exit', () => {
        clearTimeout(timer);
        this.process = null;
        this.stopping = null;
        resolve();
      });
      child.kill('SIGTERM');
    });
    return this.stopping;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }
}
