import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';

export class BrowserRunner {
  #proc: ChildProcess | undefined;
  #profile: string;

  constructor(private readonly executable: string, profile: string) {
    this.#profile = profile;
  }

  start(args: string[]): void {
    this.#proc = spawn(this.executable, [...args, `--user-data-dir=${this.#profile}`], { stdio: 'ignore' });
  }

  async close(): Promise<void> {
    this.#proc?.kill(); // EXPECT: require-exit-wait
    await rm(this.#profile, { recursive: true, force: true });
  }
}
