import { app } from 'electron';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export class ElectronMain {
  private backend: ChildProcess | undefined;

  startBackend(file: string): void {
    this.backend = fork(file, process.argv.slice(2));
  }

  async restart(file: string): Promise<void> {
    if (this.backend && this.backend.exitCode === null && this.backend.signalCode === null) {
      const gone = once(this.backend, 'exit');
      this.backend.kill();
      await gone;
    }
    this.startBackend(file);
  }

  listen(file: string): void {
    void app.whenReady().then(() => this.startBackend(file));
  }
}
