import { preferInterruptibleWait } from '../../src/rules/prefer-interruptible-wait.ts';
import { testRule } from '../support/rule-tester.ts';
import { SLEEP } from '../support/worker-sources.ts';

testRule(preferInterruptibleWait, {
  valid: [
    {
      name: 'a controller that another method makes and throws away',
      code: `${SLEEP}
export class Player {
  #abort?: AbortController;
  seek() {
    this.#abort?.abort();
    this.#abort = undefined;
  }
  async backfill() {
    this.#abort = new AbortController();
    await load({ signal: this.#abort.signal });
    this.#abort = undefined;
  }
  async start() {
    await sleep(1000);
    this.play();
  }
}
`,
    },
    {
      name: 'a signal or options, as nobody can pass both',
      code: `${SLEEP}
export async function run(optionsOrAbortSignal?: AbortSignal | Options) {
  await sleep(1000);
  step(optionsOrAbortSignal);
}
`,
    },
    {
      name: 'the signal of an object that the function made for one call',
      code: `${SLEEP}
export async function run() {
  const limit = { abortSignal: AbortSignal.timeout(500) };
  await load(limit.abortSignal);
  await sleep(1000);
  step();
}
`,
    },
  ],
  invalid: [
    {
      name: 'a pause of an object that is handed in',
      filename: 'file.ts',
      code: `export class Backoff { async wait(n: number) { await new Promise((go) => setTimeout(go, n * 1000)); } }
export class Client {
  constructor(private backoff: Backoff) {}
  async poll(signal: AbortSignal) { for (let n = 0; n < 100; n++) { await [|this.backoff.wait(n)|]; await fetch('https://x', { signal }); } }
}`,
      messageId: 'signalUnused',
      suggestion: {
        messageId: 'passSignal',
        output: `import { setTimeout as sleep } from 'node:timers/promises';
export class Backoff { async wait(n: number, signal?: AbortSignal) { await sleep(n * 1000, undefined, { signal }); } }
export class Client {
  constructor(private backoff: Backoff) {}
  async poll(signal: AbortSignal) { for (let n = 0; n < 100; n++) { await this.backoff.wait(n, signal); await fetch('https://x', { signal }); } }
}`,
      },
      output: null,
    },
    {
      name: 'a retry by two functions that call each other',
      filename: 'file.ts',
      code: `interface Options { path: string; signal?: AbortSignal }
const pause = (ms: number) => new Promise<void>((go) => setTimeout(go, ms));
export class Api {
  async send(options: Options, left: number): Promise<Response> { const answer = await fetch(options.path, { signal: options.signal }); return left > 0 && answer.status === 429 ? this.again(options, left) : answer; }
  private async again(options: Options, left: number): Promise<Response> { await [|pause(500 * left)|]; return this.send(options, left - 1); }
}`,
      messageId: 'signalUnused',
      suggestion: {
        messageId: 'passSignal',
        output: `import { setTimeout as sleep } from 'node:timers/promises';
interface Options { path: string; signal?: AbortSignal }
const pause = (ms: number, signal?: AbortSignal) => sleep(ms, undefined, { signal });
export class Api {
  async send(options: Options, left: number): Promise<Response> { const answer = await fetch(options.path, { signal: options.signal }); return left > 0 && answer.status === 429 ? this.again(options, left) : answer; }
  private async again(options: Options, left: number): Promise<Response> { await pause(500 * left, options.signal); return this.send(options, left - 1); }
}`,
      },
      output: null,
    },
    {
      name: 'a controller that is thrown away at the end of the function that makes it',
      options: [{ outsideLoops: true }],
      code: `${SLEEP}
export class Player {
  #abort?: AbortController;
  stop() {
    this.#abort?.abort();
  }
  async play() {
    this.#abort = new AbortController();
    await [|sleep(1000)|];
    this.#abort = undefined;
  }
}
`,
      messageId: 'signalUnused',
      output: null,
    },
    {
      name: 'a controller that the constructor leaves out at first',
      options: [{ outsideLoops: true }],
      filename: 'file.js',
      code: `${SLEEP}
export class Player {
  constructor() {
    this.abort = null;
  }
  start() {
    this.abort = new AbortController();
  }
  stop() {
    this.abort.abort();
  }
  async play() {
    await [|sleep(1000)|];
    step();
  }
}
`,
      messageId: 'signalUnused',
      output: null,
    },
    {
      name: "options of the caller's, or none",
      options: [{ outsideLoops: true }],
      code: `${SLEEP}
export async function run(optionsOrSignal?: AbortSignal | Options) {
  const options = isSignal(optionsOrSignal) ? { abortSignal: optionsOrSignal } : (optionsOrSignal ?? {});
  await load(options.abortSignal);
  await [|sleep(1000)|];
  step();
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(optionsOrSignal?: AbortSignal | Options) {
  const options = isSignal(optionsOrSignal) ? { abortSignal: optionsOrSignal } : (optionsOrSignal ?? {});
  await load(options.abortSignal);
  await sleep(1000, undefined, { signal: options.abortSignal });
  step();
}
`,
    },
    {
      name: 'a controller of the file, in a loop that does not look at it',
      code: `${SLEEP}
const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());

export async function run() {
  for (const job of jobs) {
    await [|sleep(1000)|];
    step(job);
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());

export async function run() {
  for (const job of jobs) {
    await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {});
    if (stopping.signal.aborted) break;
    step(job);
  }
}
`,
    },
    {
      name: 'a controller of the file, outside of loops',
      code: `${SLEEP}
const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());

export async function run() {
  await [|sleep(1000)|];
  step();
}
`,
      messageId: 'signalUnused',
      output: null,
    },
    {
      name: 'a controller of the file, in an expression',
      code: `${SLEEP}
const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());

export async function run() {
  return await [|sleep(1000)|];
}
`,
      messageId: 'signalUnused',
      output: null,
    },
    {
      name: 'a controller of the class',
      code: `${SLEEP}
export class Pump {
  #stopping = new AbortController();
  stop() {
    this.#stopping.abort();
  }
  async run() {
    while (!this.#stopping.signal.aborted) {
      await [|sleep(1000)|];
    }
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export class Pump {
  #stopping = new AbortController();
  stop() {
    this.#stopping.abort();
  }
  async run() {
    while (!this.#stopping.signal.aborted) {
      await sleep(1000, undefined, { signal: this.#stopping.signal }).catch(() => {});
    }
  }
}
`,
    },
    {
      name: 'a controller that the constructor makes',
      options: [{ outsideLoops: true }],
      code: `${SLEEP}
export class Pump {
  constructor() {
    this.controller = new AbortController();
  }
  stop() {
    this.controller.abort();
  }
  async run() {
    await [|sleep(1000)|];
    step();
  }
}
`,
      messageId: 'signalUnused',
      output: null,
    },
    {
      name: 'a signal of the class',
      code: `${SLEEP}
export class Pump {
  constructor(private readonly signal: AbortSignal) {}
  run = async () => {
    while (step()) {
      await [|sleep(1000)|];
    }
  };
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export class Pump {
  constructor(private readonly signal: AbortSignal) {}
  run = async () => {
    while (step()) {
      await sleep(1000, undefined, { signal: this.signal }).catch(() => {});
      if (this.signal?.aborted) break;
    }
  };
}
`,
    },
    {
      name: 'a declared signal field',
      code: `${SLEEP}
export class Pump {
  signal?: AbortSignal;
  async run() {
    await [|sleep(1000)|];
    step();
  }
}
`,
      messageId: 'signalUnused',
      output: null,
    },
    {
      name: 'several signals',
      code: `${SLEEP}
export async function run(signal: AbortSignal, stopSignal: AbortSignal) {
  await [|sleep(1000)|];
  step();
}
`,
      messageId: 'signalUnused',
      suggestions: [
        {
          messageId: 'passSignal',
          output: `${SLEEP}
export async function run(signal: AbortSignal, stopSignal: AbortSignal) {
  await sleep(1000, undefined, { signal });
  step();
}
`,
        },
        {
          messageId: 'passSignal',
          output: `${SLEEP}
export async function run(signal: AbortSignal, stopSignal: AbortSignal) {
  await sleep(1000, undefined, { signal: stopSignal });
  step();
}
`,
        },
      ],
      output: null,
    },
    {
      name: 'a helper of the project, which may do more than pause',
      code: `import { sleep } from './sleep.js';

export async function run(signal) {
  await [|sleep(1000)|];
  step();
}
`,
      messageId: 'signalUnused',
      suggestion: {
        messageId: 'passSignal',
        output: `import { sleep } from './sleep.js';
import { setTimeout as delay } from 'node:timers/promises';

export async function run(signal) {
  await delay(1000, undefined, { signal });
  step();
}
`,
      },
      output: null,
    },
    {
      name: 'a signal in scope of a service',
      code: `
export async function run(signal) {
  await [|new Promise((resolve) => setTimeout(resolve, 1000))|];
  step();
}
`,
      messageId: 'signalUnused',
      output: `
${SLEEP}export async function run(signal) {
  await sleep(1000, undefined, { signal });
  step();
}
`,
    },
  ],
});
