import { preferInterruptibleWait } from '../../src/rules/prefer-interruptible-wait.ts';
import { testRule } from '../support/rule-tester.ts';
import { SLEEP } from '../support/worker-sources.ts';

testRule(preferInterruptibleWait, {
  valid: [
    {
      name: 'what is handed over runs when the call, and its signal, may be over',
      code: `${SLEEP}export function begin(signal: AbortSignal) { follow(signal); return background({ onEnd: async () => { for (let i = 0; i < 9; i++) { await sleep(1000); ask(i); } } }); }
`,
    },
    {
      name: 'there is no signal in the branch',
      code: `${SLEEP}export async function rest(ms: number, signal?: AbortSignal) { for (;;) { if (!signal) { await sleep(ms); return; } signal.throwIfAborted(); await other(ms, signal); } }
`,
    },
    {
      name: 'an option that no call of the file gives',
      code: `${SLEEP}
async function get(url: string, init: RequestInit, tries = 3) {
  while (tries-- > 0) {
    const answer = await fetch(url, init);
    if (answer.ok) return answer;
    await sleep(1000);
  }
}
export class Api {
  private async ask(path: string, options: RequestInit = {}) { return await get(path, { ...options, headers: {} }); }
  list() { return this.ask('/list'); }
  save(item: string) { return this.ask('/save', { method: 'POST', body: item }); }
}
`,
    },
    {
      name: 'the short interval of a poll, by its default',
      code: `${SLEEP}export async function drain(socket, { pollIntervalMs = 20, signal } = {}) { while (socket.bufferedAmount > 0) { if (signal?.aborted) return; await sleep(pollIntervalMs); look(signal); } }
`,
    },
    {
      name: 'a job of a demo: the pause is the work',
      code: `import { Agenda } from 'agenda';
const agenda = new Agenda({});
agenda.define('slow', async (job) => {
  console.log('begun', job.attrs.data.id);
  for (let step = 1; step <= 5; step += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await job.touch(Math.round(step * 20));
  }
  if (job.attrs.data.fails) throw new Error('as asked');
});
`,
    },
  ],
  invalid: [
    {
      name: 'a source of a stream that tells each of its ends: whoever reads would wait for ever behind a break',
      code: `${SLEEP}export const open = (params) => new ReadableStream({ async start(controller) { const signal = params.signal; for (;;) { if (await take(signal)) { controller.close(); return; } await [|sleep(1000)|].catch(() => {}); } } });
`,
      messageId: 'signalUnused',
      output: null,
    },
    {
      name: 'a signal of an object of the caller may be missing, and its two names are one',
      code: `${SLEEP}export async function poll(params: { signal?: AbortSignal }) { const signal = params.signal; while (true) { if (signal?.aborted) break; await look(); await [|sleep(1000)|]; } }
`,
      messageId: 'signalUnused',
      output: `${SLEEP}export async function poll(params: { signal?: AbortSignal }) { const signal = params.signal; while (true) { if (signal?.aborted) break; await look(); await sleep(1000, undefined, { signal }).catch(() => {}); } }
`,
    },
    {
      name: 'the last error is thrown behind the loop: an abort throws its own',
      code: `${SLEEP}
export async function get(url: string, signal: AbortSignal) {
  let last: unknown;
  for (let tries = 0; tries < 5; tries += 1) {
    try {
      return await fetch(url, { signal });
    } catch (error) {
      last = error;
      await [|sleep(1000)|];
    }
  }
  throw last;
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function get(url: string, signal: AbortSignal) {
  let last: unknown;
  for (let tries = 0; tries < 5; tries += 1) {
    try {
      return await fetch(url, { signal });
    } catch (error) {
      last = error;
      await sleep(1000, undefined, { signal });
    }
  }
  throw last;
}
`,
    },
    {
      name: 'a job that does something beside its pause',
      code: `import { Agenda } from 'agenda';
const agenda = new Agenda({});
agenda.define('mail', async (job) => {
  console.log('begun', job.attrs.data.id);
  await send(job.attrs.data);
  await [|new Promise((resolve) => setTimeout(resolve, 1000))|];
});
`,
      messageId: 'deafPause',
      output: null,
    },
    {
      name: 'a loop that a stop ends without an error goes on doing so',
      code: `${SLEEP}export async function* letters(text: string, options: { signal?: AbortSignal }) {
  for (const letter of text) {
    await [|sleep(200)|];
    const chunk = wrap(letter);
    if (options.signal?.aborted) break;
    yield chunk;
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}export async function* letters(text: string, options: { signal?: AbortSignal }) {
  for (const letter of text) {
    await sleep(200, undefined, { signal: options.signal }).catch(() => {});
    if (options.signal?.aborted) break;
    const chunk = wrap(letter);
    if (options.signal?.aborted) break;
    yield chunk;
  }
}
`,
    },
    {
      name: 'one that throws then goes on throwing',
      code: `${SLEEP}export async function poll(signal: AbortSignal) {
  for (;;) {
    await [|sleep(200)|];
    signal.throwIfAborted();
    await look();
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}export async function poll(signal: AbortSignal) {
  for (;;) {
    await sleep(200, undefined, { signal });
    signal.throwIfAborted();
    await look();
  }
}
`,
    },
    {
      name: 'a signal that may be null, by the type of the options',
      code: `${SLEEP}export async function request(url: string, init?: RequestInit) {
  for (let tries = 0; tries < 9; tries += 1) {
    if (await load(url, init)) return;
    await [|sleep(1000)|];
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}export async function request(url: string, init?: RequestInit) {
  for (let tries = 0; tries < 9; tries += 1) {
    if (await load(url, init)) return;
    await sleep(1000, undefined, { signal: init?.signal ?? undefined });
  }
}
`,
    },
    {
      name: 'a signal that may be null, by its own type',
      code: `${SLEEP}export async function request(url: string, signal: AbortSignal | null) {
  for (let tries = 0; tries < 9; tries += 1) {
    if (await load(url)) return;
    await [|sleep(1000)|];
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}export async function request(url: string, signal: AbortSignal | null) {
  for (let tries = 0; tries < 9; tries += 1) {
    if (await load(url)) return;
    await sleep(1000, undefined, { signal: signal ?? undefined });
  }
}
`,
    },
    {
      name: 'a field of the class that may be left out, in a package that shows no platform',
      code: `const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
export class Client {
  private abortSignal?: AbortSignal;
  constructor(abortSignal?: AbortSignal) {
    this.abortSignal = abortSignal;
  }
  async ask(tries: number) {
    while (tries-- > 0) {
      if (this.abortSignal?.aborted) break;
      await [|sleep(tries * 1000)|];
      await this.send();
    }
  }
}
`,
      messageId: 'signalUnused',
      output: null,
      suggestion: {
        messageId: 'passSignal',
        data: { signal: 'this.abortSignal' },
        output: `import { setTimeout as delay } from 'node:timers/promises';
const sleep = (ms: number, signal?: AbortSignal) => delay(ms, undefined, { signal });
export class Client {
  private abortSignal?: AbortSignal;
  constructor(abortSignal?: AbortSignal) {
    this.abortSignal = abortSignal;
  }
  async ask(tries: number) {
    while (tries-- > 0) {
      if (this.abortSignal?.aborted) break;
      await sleep(tries * 1000, this.abortSignal).catch(() => {});
      if (this.abortSignal?.aborted) break;
      await this.send();
    }
  }
}
`,
      },
    },
    {
      name: 'a pause in a method that only a loop with a flag awaits',
      code: `export class Runner {
  private state = 'stopped';
  async stop() { this.state = 'stopping'; }
  private async tick() { await work(); await [|new Promise((resolve) => setTimeout(resolve, 1000))|]; }
  async loop() { while (this.state === 'running') { await this.tick(); } }
}
`,
      messageId: 'deafPause',
      output: null,
    },
    {
      name: 'a comment that ends with the word process says nothing about the platform',
      filename: 'file.tsx',
      code: `// One step of the process.
export async function poll(signal: AbortSignal) {
  while (!signal.aborted) {
    await look();
    await [|new Promise((resolve) => setTimeout(resolve, 500))|];
  }
}
`,
      messageId: 'signalUnused',
      output: `// One step of the process.
export async function poll(signal: AbortSignal) {
  while (!signal.aborted) {
    await look();
    await new Promise<void>((resolve, reject) => {
      const wake = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', wake);
        resolve();
      }, 500);
      signal.addEventListener('abort', wake, { once: true });
      if (signal.aborted) wake();
    }).catch(() => {});
  }
}
`,
    },
  ],
});
