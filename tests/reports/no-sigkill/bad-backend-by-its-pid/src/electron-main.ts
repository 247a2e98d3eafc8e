import { app } from 'electron';
import { fork, type ChildProcess } from 'node:child_process';

export class ElectronMain {
  private backend: ChildProcess | undefined;

  startBackend(file: string): void {
    this.backend = fork(file, process.argv.slice(2));
  }

  restart(file: string): void {
    if (this.backend?.pid) process.kill(this.backend.pid, 'SIGKILL'); // EXPECT: no-sigkill
    this.startBackend(file);
  }

  listen(file: string): void {
    void app.whenReady().then(() => this.startBackend(file));
  }
}
