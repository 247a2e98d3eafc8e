import { captureSite, isForeign, type Place } from '../call-site.ts';
import type { Context } from '../context.ts';
import { patch, quietly } from '../patch.ts';
import type { Provisional } from '../provisional.ts';
import type { Finding } from '../records.ts';
import { ThreadState } from '../thread-state.ts';
import { printAt } from '../watched-worker.ts';
import { watchSleeps } from './sleeps.ts';

type AnyMethod = (this: unknown, ...args: unknown[]) => unknown;

const STOP_SIGNALS = new Set<unknown>(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGBREAK']);
const TICK = 100;
/** Milliseconds after a pause within which the end of the program is taken to have waited for it. */
const AFTER_PAUSE = 500;

/** Pauses of the main thread that go on although a signal has asked the program to stop. */
export function watchMainStop(context: Context, provisional: Provisional): { onEnd(wasCalled: boolean): void } {
  const state = new ThreadState();
  watchSleeps({ ...context, state });
  const listeners = new Map<unknown, Place>();
  for (const method of ['on', 'once', 'addListener', 'prependListener']) {
    patch<AnyMethod>(
      process,
      method,
      (original) =>
        function listen(...args) {
          if (STOP_SIGNALS.has(args[0]) && !listeners.has(args[0])) {
            const place = quietly(captureSite);
            if (place && !isForeign(place)) listeners.set(args[0], place);
          }
          return original.apply(this, args);
        },
    );
  }
  let signal: unknown = null;
  const judge = (site: number, words: string): Finding => {
    const ms = state.now() - state.get('asked');
    const heard = listeners.get(signal) ?? null;
    const message = [
      `The program was asked to stop by ${String(signal)}`,
      ...(heard ? [' (listener', ...printAt(heard), ')'] : []),
      ` ${ms} ms ago and ${words}. Pass a stop signal to this pause.`,
    ];
    return { rule: 'prefer-interruptible-wait', message, at: [{ thread: 0, site }], ms };
  };
  const tick = (): void => {
    if (state.now() - state.get('asked') < context.options.graceMs) return;
    const sleep = state.getRows('sleeps').find(([, deadline = 0]) => deadline > state.now());
    const [site = 0, deadline = 0] = sleep ?? [];
    provisional.set('main', sleep ? [judge(site, `sleeps here on, up to ${deadline - state.now()} ms more`)] : []);
  };
  patch<AnyMethod>(
    process,
    'emit',
    (original) =>
      function emit(...args) {
        if (STOP_SIGNALS.has(args[0]) && signal === null) {
          [signal] = args;
          state.set('asked', state.now());
          setInterval(() => quietly(tick), TICK).unref();
        }
        return original.apply(this, args);
      },
  );
  return {
    onEnd(wasCalled) {
      const site = state.get('lateSite');
      if (signal === null || wasCalled || site === 0 || state.now() - state.get('lateAt') > AFTER_PAUSE) return;
      context.tell({ kind: 'finding', finding: judge(site, 'slept here to the end') });
    },
  };
}
