import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';

export class BrowserRunner {
  #proc: ChildProcess | undefined;
  #closed: Promise<void> = Promise.resolve();
  #profile: string;

  constructor(private readonly executable: string, profile: string) {
    this.#profile = profile;
  }

  start(args: string[]): void {
    const proc = spawn(this.executable, [...args, `--user-data-dir=${this.#profile}`], { stdio: 'ignore' });
    this.#proc = proc;
    this.#closed = new Promise((resolve) => {
      proc.once('exit', async () => {
        await rm(this.#profile, { recursive: true, force: true });
        resolve();
      });
    });
  }

  async close(): Promise<void> {
    this.#proc?.kill();
    await this.#closed;
  }
}
