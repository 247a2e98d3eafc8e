import { getSite } from '../bus.ts';
import type { WorkerContext } from '../context.ts';
import { patch, quietly } from '../patch.ts';
import { WEB_LOCK } from '../thread-state.ts';

type Request = (this: unknown, ...args: unknown[]) => unknown;
type Granted = (...args: unknown[]) => unknown;

/** Web Locks that a worker holds (Node 24.5 and later). */
export function watchWebLocks({ state, tell }: WorkerContext): void {
  const { locks } = (globalThis as { navigator?: { locks?: object } }).navigator ?? {};
  if (!locks) return;
  patch<Request>(
    Object.getPrototypeOf(locks) as object,
    'request',
    (original) =>
      function request(...args) {
        const granted = args.at(-1);
        if (typeof granted !== 'function') return original.apply(this, args);
        const site = quietly(() => getSite(tell)) ?? 0;
        const hold: Granted = async (...values) => {
          const row = values[0] && site > 0 ? state.addRow('webLocks', [site, WEB_LOCK, 0, 0, 1]) : -1;
          try {
            return await (granted as Granted)(...values);
          } finally {
            state.removeRow('webLocks', row);
          }
        };
        return original.call(this, ...args.slice(0, -1), hold);
      },
  );
}
