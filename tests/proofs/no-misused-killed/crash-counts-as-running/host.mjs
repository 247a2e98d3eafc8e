import { spawn } from 'node:child_process';

export class Host {
  child = spawn(process.execPath, ['-e', 'process.exit(3)']);

  get isRunning() {
    return !this.child.killed;
  }
}
