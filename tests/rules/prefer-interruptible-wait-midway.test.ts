import { preferInterruptibleWait } from '../../src/rules/prefer-interruptible-wait.ts';
import { testRule } from '../support/rule-tester.ts';
import { SLEEP } from '../support/worker-sources.ts';

/** What an abort would break is left as it is: the report says what to do, and no edit is offered. */
testRule(preferInterruptibleWait, {
  valid: [],
  invalid: [
    {
      name: 'what was started has still to be written down',
      options: [{ outsideLoops: true }],
      code: `${SLEEP}export async function start(signal: AbortSignal, list: Set<string>) {
  const shell = startShell('build');
  await [|sleep(500)|];
  list.add(shell.id);
  return shell;
}
`,
      messageId: 'signalUnused',
      output: null,
    },
    {
      name: 'what was asked to end has still to be ended for sure',
      options: [{ outsideLoops: true }],
      code: `${SLEEP}export async function ask(shell, { signal }: { signal?: AbortSignal }) {
  shell.interrupt();
  await [|sleep(300)|];
  if (shell.alive) shell.forceEnd();
}
`,
      messageId: 'signalUnused',
      output: null,
    },
    {
      name: 'what comes next gets the signal, and would fail all the same',
      options: [{ outsideLoops: true }],
      code: `${SLEEP}export async function load(url: string, signal: AbortSignal) {
  const first = ask(url);
  await [|sleep(500)|];
  return fetch(first, { signal });
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}export async function load(url: string, signal: AbortSignal) {
  const first = ask(url);
  await sleep(500, undefined, { signal });
  return fetch(first, { signal });
}
`,
    },
    {
      name: 'an abort is told by an error of its own',
      code: `${SLEEP}import { UserAbortError } from './errors.js';
export async function request(options: { signal?: AbortSignal }, left: number) {
  if (options.signal?.aborted) throw new UserAbortError();
  if (left === 0) return send(options);
  await [|sleep(500)|];
  return request(options, left - 1);
}
`,
      messageId: 'signalUnused',
      output: null,
    },
    {
      name: 'the look behind it throws what the function throws',
      code: `${SLEEP}export async function run(step: () => Promise<void>, { signal }: { signal?: AbortSignal }) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await step();
    } catch (error) {
      if (tries === 3) throw error;
      await [|sleep(500)|];
      if (signal?.aborted) throw error;
    }
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}export async function run(step: () => Promise<void>, { signal }: { signal?: AbortSignal }) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await step();
    } catch (error) {
      if (tries === 3) throw error;
      await sleep(500, undefined, { signal }).catch(() => {});
      if (signal?.aborted) throw error;
    }
  }
}
`,
    },
    {
      name: 'the next turn leaves with its own answer, where the end of the loop means that the time is up',
      code: `${SLEEP}export async function waitUntilReady(probe: Probe, ms: number, signal?: AbortSignal) {
  const start = Date.now();
  while (Date.now() - start < ms) {
    if (signal?.aborted) return 'cancelled';
    if (probe.ready) return 'ready';
    await [|sleep(200)|];
  }
  probe.fail();
  return 'too late';
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}export async function waitUntilReady(probe: Probe, ms: number, signal?: AbortSignal) {
  const start = Date.now();
  while (Date.now() - start < ms) {
    if (signal?.aborted) return 'cancelled';
    if (probe.ready) return 'ready';
    await sleep(200, undefined, { signal }).catch(() => {});
  }
  probe.fail();
  return 'too late';
}
`,
    },
  ],
});
