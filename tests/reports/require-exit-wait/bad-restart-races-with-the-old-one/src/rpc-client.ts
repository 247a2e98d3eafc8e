import { spawn, type ChildProcess } from 'node:child_process';

export class RpcClient {
  private process: ChildProcess | null = null;

  constructor(private readonly cli: string) {}

  async start(): Promise<void> {
    if (this.process) throw new Error('already started');
    this.process = spawn('node', [this.cli], { stdio: 'pipe' });
  }

  async stop(): Promise<void> {
    if (!this.process) return;
    this.process.kill('SIGTERM'); // EXPECT: require-exit-wait
    this.process = null;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }
}
