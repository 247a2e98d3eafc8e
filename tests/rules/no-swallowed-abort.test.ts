import { noSwallowedAbort } from '../../src/rules/no-swallowed-abort.ts';
import { testRule } from '../support/rule-tester.ts';
import { SLEEP } from '../support/worker-sources.ts';

testRule(noSwallowedAbort, {
  valid: [{ name: 'no word of interest', code: 'export const a = 1;' }],
  invalid: [
    {
      name: 'a field that only the constructor sets, in JavaScript, handed on under the same name',
      filename: 'file.js',
      code: `class Mirror { constructor(signal) { this.signal = signal; } async follow() { for (;;) { try { await copy({ signal: this.signal }); } [|catch (error)|] { console.warn('not copied'); } } } }`,
      messageId: 'endless',
      output: `class Mirror { constructor(signal) { this.signal = signal; } async follow() { for (;;) { try { await copy({ signal: this.signal }); } catch (error) { if (this.signal?.aborted) break; console.warn('not copied'); } } } }`,
    },
    {
      name: 'an empty catch in an endless loop',
      code: `export async function run(signal: AbortSignal) {
  while (true) { try { await fetch('/', { signal }); } [|catch|] {} }
}`,
      messageId: 'endless',
      output: `export async function run(signal: AbortSignal) {
  while (true) { try { await fetch('/', { signal }); } catch { if (signal.aborted) break; } }
}`,
    },
    {
      name: 'a catch that writes the error down, in an endless retry',
      code: `${SLEEP}export async function load(url: string, signal?: AbortSignal): Promise<Response> {
  for (;;) {
    try {
      return await fetch(url, { signal });
    } [|catch (error)|] {
      console.error('load', error);
      await sleep(50);
    }
  }
}`,
      messageId: 'endless',
      output: `${SLEEP}export async function load(url: string, signal?: AbortSignal): Promise<Response> {
  for (;;) {
    try {
      return await fetch(url, { signal });
    } catch (error) {
      if (signal?.aborted) throw error;
      console.error('load', error);
      await sleep(50);
    }
  }
}`,
    },
    {
      name: 'the abort counts as a failure; the condition cannot change on the way round',
      code: `export async function drain(queue, { signal }) {
  let failures = 0;
  let cursor = '';
  while (cursor !== null) {
    try {
      const page = await queue.read(cursor, { signal });
      cursor = page.next;
    } [|catch (e)|] { // next time
      failures++;
      continue;
    }
  }
  return failures;
}`,
      filename: 'drain.js',
      messageId: 'endless',
      output: `export async function drain(queue, { signal }) {
  let failures = 0;
  let cursor = '';
  while (cursor !== null) {
    try {
      const page = await queue.read(cursor, { signal });
      cursor = page.next;
    } catch (e) { // next time
      if (signal?.aborted) break;
      failures++;
      continue;
    }
  }
  return failures;
}`,
    },
    {
      name: 'a signal as the argument itself, of a controller of the class, with tabs',
      code: `class Poller {
	readonly #stopping = new AbortController();
	async run(source: { next(signal: AbortSignal): Promise<void> }) {
		for (;;) {
			try {
				await source.next(this.#stopping.signal);
			} [|catch (error)|] {
				this.report(error);
			}
		}
	}
	report(error: unknown) { console.warn(error); }
}`,
      messageId: 'endless',
      output: `class Poller {
	readonly #stopping = new AbortController();
	async run(source: { next(signal: AbortSignal): Promise<void> }) {
		for (;;) {
			try {
				await source.next(this.#stopping.signal);
			} catch (error) {
				if (this.#stopping.signal.aborted) break;
				this.report(error);
			}
		}
	}
	report(error: unknown) { console.warn(error); }
}`,
    },
    {
      name: 'a time limit of its own beside a signal that lasts',
      code: `export async function run(url: string, signal: AbortSignal) {
  for (;;) {
    try {
      await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(1000)]) });
    } [|catch|] {
      // Too slow: again.
    }
  }
}`,
      messageId: 'endless',
      output: `export async function run(url: string, signal: AbortSignal) {
  for (;;) {
    try {
      await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(1000)]) });
    } catch {
      if (signal.aborted) break;
      // Too slow: again.
    }
  }
}`,
    },
    {
      name: 'a deadline for all rounds together is an abort as well',
      code: `const limit = AbortSignal.timeout(60_000);
const signal = limit;
for (;;) { try { await fetch('/', { signal }); } [|catch|] {} }`,
      messageId: 'endless',
      output: `const limit = AbortSignal.timeout(60_000);
const signal = limit;
for (;;) { try { await fetch('/', { signal }); } catch { if (signal.aborted) break; } }`,
    },
    {
      name: 'an alias that each turn declares',
      code: `export async function run(options: { signal: AbortSignal }) {
  for (;;) {
    try {
      const signal = options.signal;
      await fetch('/', { signal });
    } [|catch|] {}
  }
}`,
      messageId: 'endless',
      output: `export async function run(options: { signal: AbortSignal }) {
  for (;;) {
    try {
      const signal = options.signal;
      await fetch('/', { signal });
    } catch { if (options.signal?.aborted) break; }
  }
}`,
    },
    {
      name: 'an inner catch that wraps, an outer one that eats',
      code: `export async function run(signal: AbortSignal) {
  for (;;) {
    try {
      try {
        await fetch('/', { signal });
      } catch (error) {
        throw new Error('no answer', { cause: error });
      }
    } [|catch (error)|] {
      console.error(error);
    }
  }
}`,
      messageId: 'endless',
      output: `export async function run(signal: AbortSignal) {
  for (;;) {
    try {
      try {
        await fetch('/', { signal });
      } catch (error) {
        throw new Error('no answer', { cause: error });
      }
    } catch (error) {
      if (signal.aborted) break;
      console.error(error);
    }
  }
}`,
    },
    {
      name: 'items inside an endless loop',
      code: `export async function run(urls: string[], signal: AbortSignal) {
  while (true) {
    for (const url of urls) {
      try {
        await fetch(url, { signal });
      } [|catch (error)|] {
        console.error(error);
      }
    }
  }
}`,
      messageId: 'endless',
      output: `export async function run(urls: string[], signal: AbortSignal) {
  while (true) {
    for (const url of urls) {
      try {
        await fetch(url, { signal });
      } catch (error) {
        if (signal.aborted) return;
        console.error(error);
      }
    }
  }
}`,
    },
    {
      name: 'an iteration under the signal, begun again and again',
      code: `import { on } from 'node:events';
export async function run(source: EventTarget, signal: AbortSignal) {
  for (;;) {
    try {
      for await (const event of on(source as never, 'data', { signal })) console.log(event);
    } [|catch|] {}
  }
}`,
      messageId: 'endless',
      output: `import { on } from 'node:events';
export async function run(source: EventTarget, signal: AbortSignal) {
  for (;;) {
    try {
      for await (const event of on(source as never, 'data', { signal })) console.log(event);
    } catch { if (signal.aborted) break; }
  }
}`,
    },
    {
      name: '.catch() on the awaited call',
      code: `${SLEEP}export async function run(signal: AbortSignal) {
  for (;;) {
    await sleep(50, undefined, { signal }).[|catch|](() => {}); // a short one
    console.log('round');
  }
}`,
      messageId: 'endless',
      output: `${SLEEP}export async function run(signal: AbortSignal) {
  for (;;) {
    await sleep(50, undefined, { signal }).catch(() => {}); // a short one
    if (signal.aborted) break;
    console.log('round');
  }
}`,
    },
    {
      name: '.catch(log), whose result is kept',
      code: `export async function run(signal: AbortSignal) {
  for (;;) {
    const answer = await fetch('/', { signal }).then((r) => r.json()).[|catch|](console.error);
    console.log(answer);
  }
}`,
      messageId: 'endless',
      output: `export async function run(signal: AbortSignal) {
  for (;;) {
    const answer = await fetch('/', { signal }).then((r) => r.json()).catch(console.error);
    if (signal.aborted) break;
    console.log(answer);
  }
}`,
    },
    {
      name: 'an arm of then(), in a condition that nothing can follow',
      code: `export async function run(signal: AbortSignal) {
  for (;;) {
    if (await fetch('/', { signal }).[|then|]((r) => r.ok, () => false)) console.log('up');
  }
}`,
      errors: [
        {
          messageId: 'endless',
          suggestions: [
            {
              messageId: 'rethrow',
              output: `export async function run(signal: AbortSignal) {
  for (;;) {
    if (await fetch('/', { signal }).then((r) => r.ok, (error) => { if (signal.aborted) throw error; return false; })) console.log('up');
  }
}`,
            },
          ],
        },
      ],
      output: null,
    },
    {
      name: 'allSettled() whose results nobody reads',
      code: `export async function run(urls: string[], signal: AbortSignal) {
  for (;;) {
    await Promise.[|allSettled|](urls.map((url) => fetch(url, { signal })));
  }
}`,
      messageId: 'endless',
      output: `export async function run(urls: string[], signal: AbortSignal) {
  for (;;) {
    await Promise.allSettled(urls.map((url) => fetch(url, { signal })));
    if (signal.aborted) break;
  }
}`,
    },
    {
      name: 'a function that starts itself again',
      code: `export function start(url: string, signal: AbortSignal) {
  async function poll() {
    try {
      await fetch(url, { signal });
    } [|catch (error)|] {
      console.error(error);
    }
    setTimeout(poll, 1000);
  }
  void poll();
}`,
      messageId: 'endless',
      output: `export function start(url: string, signal: AbortSignal) {
  async function poll() {
    try {
      await fetch(url, { signal });
    } catch (error) {
      console.error(error);
    }
    if (!signal.aborted) setTimeout(poll, 1000);
  }
  void poll();
}`,
    },
    {
      name: 'a function that starts itself again in finally, with its arguments',
      code: `export async function poll(url: string, signal: AbortSignal) {
  try {
    await fetch(url, { signal });
  } [|catch|] {
  } finally {
    setTimeout(() => poll(url, signal), 1000);
  }
}`,
      messageId: 'endless',
      output: `export async function poll(url: string, signal: AbortSignal) {
  try {
    await fetch(url, { signal });
  } catch {
  } finally {
    if (!signal.aborted) setTimeout(() => poll(url, signal), 1000);
  }
}`,
    },
    {
      name: 'strict: items, each of which fails',
      options: [{ boundedLoops: true }],
      code: `export async function run(urls: string[], signal: AbortSignal) {
  for (const url of urls) {
    try {
      await fetch(url, { signal });
    } [|catch (error)|] {
      console.error(error);
    }
  }
}`,
      errors: [
        {
          messageId: 'bounded',
          suggestions: [
            {
              messageId: 'leave',
              output: `export async function run(urls: string[], signal: AbortSignal) {
  for (const url of urls) {
    try {
      await fetch(url, { signal });
    } catch (error) {
      if (signal.aborted) break;
      console.error(error);
    }
  }
}`,
            },
          ],
        },
      ],
      output: null,
    },
    {
      name: 'a catch that makes words of the error',
      code: `export async function run(signal: AbortSignal) {
  for (;;) { try { await fetch('/', { signal }); } [|catch (error)|] { console.error(error instanceof Error ? error.message : String(error)); } }
}`,
      messageId: 'endless',
      output: `export async function run(signal: AbortSignal) {
  for (;;) { try { await fetch('/', { signal }); } catch (error) { if (signal.aborted) break; console.error(error instanceof Error ? error.message : String(error)); } }
}`,
    },
    {
      name: 'a catch that only chooses how to write it down',
      code: `export async function run(signal: AbortSignal) {
  for (;;) { try { await fetch('/', { signal }); } [|catch (error)|] { if (error instanceof TypeError) console.warn(error); else console.error(error); } }
}`,
      messageId: 'endless',
      output: `export async function run(signal: AbortSignal) {
  for (;;) { try { await fetch('/', { signal }); } catch (error) { if (signal.aborted) break; if (error instanceof TypeError) console.warn(error); else console.error(error); } }
}`,
    },
    {
      name: 'a check whose error the catch eats',
      code: `export async function run(job: () => Promise<void>, signal?: AbortSignal) {
  for (;;) { try { signal?.throwIfAborted(); await job(); } [|catch (error)|] { console.error(error); } }
}`,
      messageId: 'endless',
      output: `export async function run(job: () => Promise<void>, signal?: AbortSignal) {
  for (;;) { try { signal?.throwIfAborted(); await job(); } catch (error) { if (signal?.aborted) break; console.error(error); } }
}`,
    },
    {
      name: 'strict: an error that other code is given',
      options: [{ unknownHandlers: true }],
      code: `import { handle } from './errors.js';
export async function run(signal: AbortSignal) {
  for (;;) { try { await fetch('/', { signal }); } [|catch (error)|] { handle(error); } }
}`,
      errors: [
        {
          messageId: 'endless',
          suggestions: [
            {
              messageId: 'leave',
              output: `import { handle } from './errors.js';
export async function run(signal: AbortSignal) {
  for (;;) { try { await fetch('/', { signal }); } catch (error) { if (signal.aborted) break; handle(error); } }
}`,
            },
          ],
        },
      ],
      output: null,
    },
  ],
});
