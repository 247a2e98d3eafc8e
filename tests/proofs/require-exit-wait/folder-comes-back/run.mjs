import { fork } from 'node:child_process';
import { rmSync } from 'node:fs';

/** Runs a job in a folder of its own, which is gone when the result is there. */
export function run(folder) {
  return new Promise((resolve) => {
    const child = fork(new URL('./job.mjs', import.meta.url), [folder]);
    child.once('message', (result) => {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
      resolve(result);
    });
  });
}
