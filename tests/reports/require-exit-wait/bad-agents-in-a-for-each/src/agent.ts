import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export class Agent {
  private readonly child: ChildProcess;

  constructor(file: string) {
    this.child = spawn(process.execPath, [file]);
  }

  async terminate(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill();
    await gone;
  }
}
