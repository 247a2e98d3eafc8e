import { fork } from 'node:child_process';

/** A service whose children listen on ports of their own. */
export function start(ports) {
  const children = ports.map((port) => fork(new URL('./listener.mjs', import.meta.url), [port]));
  return {
    children,
    close() {
      for (const child of children) child.kill();
    },
  };
}
