import { preferInterruptibleWait } from '../../src/rules/prefer-interruptible-wait.ts';
import { testRule } from '../support/rule-tester.ts';
import { SLEEP } from '../support/worker-sources.ts';

testRule(preferInterruptibleWait, {
  valid: [
    {
      name: 'a text that is right already',
      code: `${SLEEP}export async function run(signal) {
  for (;;) {
    try {
      await sleep(1000, undefined, { signal });
    } catch {
      if (signal.aborted) break;
    }
  }
}
`,
    },
  ],
  invalid: [
    {
      name: 'a wait for a condition, which whatever comes behind relies on: no edit',
      code: `${SLEEP}
export class Index {
  stopping = new AbortController();
  stop() {
    this.stopping.abort();
  }
  async waitFor(lock) {
    let locked = await lock.isLocked();
    while (locked) {
      await [|sleep(1000)|];
      locked = await lock.isLocked();
    }
  }
  async build(lock) {
    await this.waitFor(lock);
    await load({ signal: this.stopping.signal });
  }
}
`,
      messageId: 'signalUnused',
      output: null,
    },
    {
      name: 'a catch that would eat the abort',
      code: `${SLEEP}
export async function run(signal) {
  for (;;) {
    try {
      await [|sleep(1000)|];
    } catch (error) {
      console.error(error);
    }
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal) {
  for (;;) {
    try {
      await sleep(1000, undefined, { signal });
    } catch (error) {
      if (signal.aborted) break;
      console.error(error);
    }
  }
}
`,
    },
    {
      name: 'an empty catch',
      code: `${SLEEP}
export async function run(signal) {
  for (;;) {
    try { await [|sleep(1000)|]; } catch {}
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal) {
  for (;;) {
    try { await sleep(1000, undefined, { signal }); } catch { if (signal.aborted) break; }
  }
}
`,
    },
    {
      name: 'a catch with a comment alone',
      code: `${SLEEP}
export async function run(signal) {
  for (;;) {
    try {
      await [|sleep(1000)|];
    } catch {
      // never mind
    }
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal) {
  for (;;) {
    try {
      await sleep(1000, undefined, { signal });
    } catch {
      if (signal.aborted) break;
      // never mind
    }
  }
}
`,
    },
    {
      name: 'a catch that goes on',
      code: `${SLEEP}
export async function run(signal) {
  for (;;) {
    try {
      await [|sleep(1000)|];
    } catch {
      continue;
    }
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal) {
  for (;;) {
    try {
      await sleep(1000, undefined, { signal });
    } catch {
      if (signal.aborted) break;
      continue;
    }
  }
}
`,
    },
    {
      name: 'a loop that looks at the signal by itself needs no more',
      code: `${SLEEP}
export async function run(signal) {
  while (!signal.aborted) {
    try {
      await [|sleep(1000)|];
    } catch {}
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal) {
  while (!signal.aborted) {
    try {
      await sleep(1000, undefined, { signal });
    } catch {}
  }
}
`,
    },
    {
      name: 'a loop that looks at another signal',
      code: `${SLEEP}
export async function run(signal, stopSignal) {
  while (!stopSignal.aborted) {
    try {
      await [|sleep(1000)|];
    } catch {}
  }
}
`,
      messageId: 'signalUnused',
      suggestions: [
        {
          messageId: 'passSignal',
          output: `${SLEEP}
export async function run(signal, stopSignal) {
  while (!stopSignal.aborted) {
    try {
      await sleep(1000, undefined, { signal });
    } catch { if (signal.aborted) break; }
  }
}
`,
        },
        {
          messageId: 'passSignal',
          output: `${SLEEP}
export async function run(signal, stopSignal) {
  while (!stopSignal.aborted) {
    try {
      await sleep(1000, undefined, { signal: stopSignal });
    } catch {}
  }
}
`,
        },
      ],
      output: null,
    },
    {
      name: 'a catch that rethrows, but tells of a failure first',
      code: `${SLEEP}
export async function run(signal) {
  for (;;) {
    try {
      await [|sleep(1000)|];
    } catch (error) {
      report(error);
      throw error;
    }
  }
}
`,
      messageId: 'signalUnused',
      output: null,
    },
    {
      name: 'a catch that looks at the name of the error',
      code: `${SLEEP}
export async function run(signal) {
  for (;;) {
    try {
      await [|sleep(1000)|];
    } catch (error) {
      if (error.name === 'AbortError') return;
    }
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal) {
  for (;;) {
    try {
      await sleep(1000, undefined, { signal });
    } catch (error) {
      if (error.name === 'AbortError') return;
    }
  }
}
`,
    },
    {
      name: 'a catch around the loop',
      code: `${SLEEP}
export async function run(signal) {
  try {
    for (;;) await [|sleep(1000)|];
  } catch {}
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal) {
  try {
    for (;;) await sleep(1000, undefined, { signal });
  } catch {}
}
`,
    },
    {
      name: 'a catch around the loop, inside another loop',
      code: `${SLEEP}
export async function run(signal) {
  while (isOn()) {
    try {
      for (;;) await [|sleep(1000)|];
    } catch {}
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal) {
  while (isOn()) {
    try {
      for (;;) await sleep(1000, undefined, { signal });
    } catch { if (signal.aborted) break; }
  }
}
`,
    },
    {
      name: 'an inner catch that rethrows into one that eats',
      code: `${SLEEP}
export async function run(signal) {
  for (;;) {
    try {
      try {
        await [|sleep(1000)|];
      } catch (error) {
        throw new Error('pause', { cause: error });
      }
    } catch {}
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal) {
  for (;;) {
    try {
      try {
        await sleep(1000, undefined, { signal });
      } catch (error) {
        if (signal.aborted) break;
        throw new Error('pause', { cause: error });
      }
    } catch {}
  }
}
`,
    },
    {
      name: 'a switch between the catch and the loop',
      code: `${SLEEP}
export async function run(signal) {
  for (;;) {
    switch (mode()) {
      case 1:
        try {
          await [|sleep(1000)|];
        } catch {}
    }
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal) {
  for (;;) {
    switch (mode()) {
      case 1:
        try {
          await sleep(1000, undefined, { signal });
        } catch { if (signal.aborted) return; }
    }
  }
}
`,
    },
    {
      name: 'a switch between the catch and a loop with a label',
      code: `${SLEEP}
export async function run(signal) {
  rounds: for (;;) {
    switch (mode()) {
      case 1:
        try {
          await [|sleep(1000)|];
        } catch {}
    }
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal) {
  rounds: for (;;) {
    switch (mode()) {
      case 1:
        try {
          await sleep(1000, undefined, { signal });
        } catch { if (signal.aborted) break rounds; }
    }
  }
}
`,
    },
    {
      name: 'a switch in a function that gives a value',
      code: `${SLEEP}
export async function run(signal) {
  for (;;) {
    switch (mode()) {
      case 1:
        return 1;
      case 2:
        try {
          await [|sleep(1000)|];
        } catch {}
    }
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal) {
  for (;;) {
    switch (mode()) {
      case 1:
        return 1;
      case 2:
        try {
          await sleep(1000, undefined, { signal });
        } catch { if (signal.aborted) throw signal.reason; }
    }
  }
}
`,
    },
    {
      name: 'two loops, of which a break would leave one',
      code: `${SLEEP}
export async function run(signal) {
  for (;;) {
    for (const job of jobs) {
      try {
        await [|sleep(1000)|];
      } catch {}
    }
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal) {
  for (;;) {
    for (const job of jobs) {
      try {
        await sleep(1000, undefined, { signal });
      } catch { if (signal.aborted) return; }
    }
  }
}
`,
    },
    {
      name: 'two loops, of which the outer looks at the signal',
      code: `${SLEEP}
export async function run(signal) {
  while (!signal.aborted) {
    for (const job of jobs) {
      try {
        await [|sleep(1000)|];
      } catch {}
    }
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal) {
  while (!signal.aborted) {
    for (const job of jobs) {
      try {
        await sleep(1000, undefined, { signal });
      } catch { if (signal.aborted) break; }
    }
  }
}
`,
    },
    {
      name: 'a .catch() on the call',
      code: `${SLEEP}
export async function run(signal) {
  for (;;) {
    await [|sleep(1000)|].catch(() => {});
    step();
  }
}
`,
      messageId: 'signalUnused',
      output: `${SLEEP}
export async function run(signal) {
  for (;;) {
    await sleep(1000, undefined, { signal }).catch(() => {});
    if (signal.aborted) break;
    step();
  }
}
`,
    },
  ],
});
