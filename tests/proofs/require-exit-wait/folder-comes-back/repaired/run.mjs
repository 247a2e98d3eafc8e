import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';

/** Runs a job in a folder of its own, which is gone when the result is there. */
export function run(folder) {
  return new Promise((resolve) => {
    const child = fork(new URL('./job.mjs', import.meta.url), [folder]);
    child.once('message', async (result) => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
      resolve(result);
    });
  });
}
