import { fork } from 'node:child_process';

/** Keeps a helper running: one that crashes is started again. */
export function keepUp(file) {
  let child;
  const start = () => {
    child = fork(file);
    const own = child;
    own.once('exit', () => {
      if (!own.killed) start();
    });
  };
  start();
  return {
    stop() {
      child.kill('SIGTERM');
    },
  };
}
