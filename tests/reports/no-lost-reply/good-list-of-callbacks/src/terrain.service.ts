import { Injectable, OnModuleDestroy } from '@nestjs/common';
import { Worker } from 'node:worker_threads';
import path from 'node:path';

interface Frame { side: string; image: Uint8Array }

@Injectable()
export class TerrainService implements OnModuleDestroy {
  private worker: Worker;
  private frameCallbacks: { side: string; done: (frame: Frame) => void; fail: (error: Error) => void }[] = [];

  constructor() {
    this.worker = new Worker(path.join(__dirname, 'maphandler.js'));
    this.worker.on('error', (error) => console.error(error));
    this.worker.on('exit', () => {
      const open = this.frameCallbacks.splice(0);
      open.forEach(({ fail }) => fail(new Error('the map handler has ended')));
    });
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
    return new Promise<Frame>((resolve, reject) => {
      this.frameCallbacks.push({ side, done: (frame) => resolve(frame), fail: reject });
      this.worker.postMessage({ request: 'REQ_FRAME', content: side });
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.worker.postMessage({ request: 'REQ_SHUTDOWN' });
    await new Promise<void>((resolve) => this.worker.once('exit', () => resolve()));
  }
}
