import { setTimeout as sleep } from 'node:timers/promises';
export function open(signal) {
  return new ReadableStream({
    async start(controller) {
      let n = 0;
      for (;;) {
        if (signal.aborted) {
          controller.close();
          return;
        }
        controller.enqueue(n++);
        if (n === 2) await sleep(300);
        if (n > 4) {
          controller.close();
          return;
        }
        if (n === 2 && signal.aborted) {
          controller.error(new Error('stopped'));
          return;
        }
      }
    },
  });
}
