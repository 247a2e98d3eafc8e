import { Injectable, OnModuleDestroy } from '@nestjs/common';
import { Worker } from 'node:worker_threads';
import path from 'node:path';

interface Frame { side: string; image: Uint8Array }

@Injectable()
export class TerrainService implements OnModuleDestroy {
  private worker: Worker;
  private frameCallbacks: { side: string; done: (frame: Frame) => void }[] = [];

  constructor() {
    this.worker = new Worker(path.join(__dirname, 'maphandler.js'));
    this.worker.on('message', (message: { request: string; content: Frame }) => {
      if (message.request !== 'RES_FRAME') return;
      this.frameCallbacks = this.frameCallbacks.filter((entry) => {
        if (entry.side !== message.content.side) return true;
        entry.done(message.content);
        return false;
      });
    });
  }

  async frameData(side: string): Promise<Frame> {
    return new Promise<Frame>((resolve) => { // EXPECT: no-lost-reply
      this.frameCallbacks.push({ side, done: (frame) => resolve(frame) });
      this.worker.postMessage({ request: 'REQ_FRAME', content: side });
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.worker.postMessage({ request: 'REQ_SHUTDOWN' });
    await new Promise<void>((resolve) => this.worker.once('exit', () => resolve()));
  }
}
