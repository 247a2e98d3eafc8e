import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A service whose children listen on ports of their own. */
export function start(ports) {
  const children = ports.map((port) => fork(new URL('./listener.mjs', import.meta.url), [port]));
  return {
    children,
    async close() {
      const ended = children.map((child) => once(child, 'exit'));
      for (const child of children) child.kill();
      await Promise.all(ended);
    },
  };
}
