import { captureSite, isForeign } from '../call-site.ts';
import type { Context } from '../context.ts';
import { patch, quietly } from '../patch.ts';

type Listen = (this: unknown, name: string | symbol, ...args: unknown[]) => unknown;

const STOP_SIGNALS = new Set<string | symbol>(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGBREAK']);

/** Listeners for the process's signals in a worker: they are accepted, never called, and protect nothing. */
export function watchSignalListeners({ tell }: Context): void {
  for (const method of ['on', 'once', 'addListener', 'prependListener', 'prependOnceListener']) {
    patch<Listen>(
      process,
      method,
      (original) =>
        function listen(name, ...args) {
          if (STOP_SIGNALS.has(name)) quietly(() => tellSignal(String(name), { tell }));
          return original.call(this, name, ...args);
        },
    );
  }
}

function tellSignal(name: string, { tell }: Pick<Context, 'tell'>): void {
  const at = captureSite();
  // Packages listen wherever they are loaded.
  if (!at || isForeign(at)) return;
  const message = [
    `${name} never reaches a worker, so this listener is never called. Listen in the main thread and send the workers a message.`,
  ];
  tell({ kind: 'finding', finding: { rule: 'no-unheard-stop', message, at: [at] } });
}
