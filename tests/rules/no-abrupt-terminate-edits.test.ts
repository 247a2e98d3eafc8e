import { noAbruptTerminate } from '../../src/rules/no-abrupt-terminate.ts';
import { everywhere } from '../support/everywhere.ts';
import { withOptions } from '../support/rule-case.ts';
import { testRule } from '../support/rule-tester.ts';

/** What an edit posts where the code does not show what its workers hear. */
const SAYS_STOP = { message: 'stop' };

const NODE = `import { Worker } from 'node:worker_threads';\n`;

testRule(
  noAbruptTerminate,
  withOptions(
    {
      valid: [],
      invalid: everywhere([
        {
          name: 'a private field, sole statement of its function',
          code: `${NODE}class A {
  #w = new Worker('a');
  async close() {
    await [|this.#w.terminate()|];
  }
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}class A {
  #w = new Worker('a');
  async close() {
    const worker = this.#w;
    await new Promise<number>((resolve) => {
      const deadline = setTimeout(() => resolve(worker.terminate()), 5000);
      worker.once('exit', (code) => {
        clearTimeout(deadline);
        resolve(code);
      });
      worker.postMessage('stop');
    });
  }
}`,
          },
        },
        {
          name: 'a field that is set to null afterwards',
          code: `${NODE}class A {
  w = new Worker('a');
  close() {
    [|this.w.terminate()|];
    this.w = null;
  }
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}class A {
  w = new Worker('a');
  close() {
    {
      const worker = this.w;
      const deadline = setTimeout(() => worker.terminate(), 5000);
      worker.once('exit', () => clearTimeout(deadline));
      worker.postMessage('stop');
    }
    this.w = null;
  }
}`,
          },
        },
        {
          name: 'if without braces, tabs, else behind',
          code: `${NODE}class A {
	w?: Worker;
	close() {
		if (this.w) [|this.w.terminate()|];
		else log();
	}
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}class A {
	w?: Worker;
	close() {
		if (this.w) {
			const worker = this.w;
			const deadline = setTimeout(() => worker.terminate(), 5000);
			worker.once('exit', () => clearTimeout(deadline));
			worker.postMessage('stop');
		}
		else log();
	}
}`,
          },
        },
        {
          name: 'an optional chain must not take the else',
          code: `${NODE}const w = start() as Worker | undefined;
export function stop() {
  if (x) [|w?.terminate()|]; else y();
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}const w = start() as Worker | undefined;
export function stop() {
  if (x) {
    if (w) {
      const deadline = setTimeout(() => w.terminate(), 5000);
      w.once('exit', () => clearTimeout(deadline));
      w.postMessage('stop');
    }
  } else y();
}`,
          },
        },
        {
          name: 'and',
          code: `${NODE}export class A {
  w?: Worker;
  stop() {
    this.w && [|this.w.terminate()|];
    this.w = undefined;
  }
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}export class A {
  w?: Worker;
  stop() {
    if (this.w) {
      const worker = this.w;
      const deadline = setTimeout(() => worker.terminate(), 5000);
      worker.once('exit', () => clearTimeout(deadline));
      worker.postMessage('stop');
    }
    this.w = undefined;
  }
}`,
          },
        },
        {
          name: 'no semicolons',
          code: `import { Worker } from 'node:worker_threads'
const w = new Worker('a')
export async function stop() {
  log()
  [|w.terminate()|]
  log()
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `import { Worker } from 'node:worker_threads'
const w = new Worker('a')
export async function stop() {
  log()
  await new Promise<number>((resolve) => {
    const deadline = setTimeout(() => resolve(w.terminate()), 5000)
    w.once('exit', (code) => {
      clearTimeout(deadline)
      resolve(code)
    })
    w.postMessage('stop')
  })
  log()
}`,
          },
        },
        {
          name: 'one line',
          code: `${NODE}const w = new Worker('a'); export function stop() { [|w.terminate()|]; }`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}const w = new Worker('a'); export function stop() { const deadline = setTimeout(() => w.terminate(), 5000);
w.once('exit', () => clearTimeout(deadline));
w.postMessage('stop'); }`,
          },
        },
        {
          name: 'comments all around',
          code: `${NODE}const w = new Worker('a');
export async function stop() {
  // before
  await [|w /* the worker */.terminate(/* nothing */)|]; // behind
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}const w = new Worker('a');
export async function stop() {
  // before
  /* the worker */ /* nothing */ await new Promise<number>((resolve) => {
    const deadline = setTimeout(() => resolve(w.terminate()), 5000);
    w.once('exit', (code) => {
      clearTimeout(deadline);
      resolve(code);
    });
    w.postMessage('stop');
  }); // behind
}`,
          },
        },
        {
          name: 'a line comment inside',
          code: `${NODE}const w = new Worker('a');
export async function stop() {
  await [|w // here
    .terminate()|];
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}const w = new Worker('a');
export async function stop() {
  /* here */ await new Promise<number>((resolve) => {
    const deadline = setTimeout(() => resolve(w.terminate()), 5000);
    w.once('exit', (code) => {
      clearTimeout(deadline);
      resolve(code);
    });
    w.postMessage('stop');
  });
}`,
          },
        },
        {
          name: 'arrow body in parentheses',
          code: `${NODE}const w = new Worker('a');
export const stop = () => ([|w.terminate()|]);`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}const w = new Worker('a');
export const stop = () => new Promise<number>((resolve) => {
  const deadline = setTimeout(() => resolve(w.terminate()), 5000);
  w.once('exit', (code) => {
    clearTimeout(deadline);
    resolve(code);
  });
  w.postMessage('stop');
});`,
          },
        },
        {
          name: 'forEach',
          code: `${NODE}const list = [new Worker('a')];
export function stop() {
  list.forEach((w) => [|w.terminate()|]);
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}const list = [new Worker('a')];
export function stop() {
  list.forEach((w) => {
    const deadline = setTimeout(() => w.terminate(), 5000);
    w.once('exit', () => clearTimeout(deadline));
    w.postMessage('stop');
  });
}`,
          },
        },
        {
          name: 'map in Promise.all',
          code: `${NODE}const list = [new Worker('a')];
export async function stop() {
  await Promise.all(list.map((w) => [|w.terminate()|]));
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}const list = [new Worker('a')];
export async function stop() {
  await Promise.all(list.map((w) => new Promise<number>((resolve) => {
    const deadline = setTimeout(() => resolve(w.terminate()), 5000);
    w.once('exit', (code) => {
      clearTimeout(deadline);
      resolve(code);
    });
    w.postMessage('stop');
  })));
}`,
          },
        },
        {
          name: 'a loop does not wait for each',
          code: `${NODE}const list = [new Worker('a')];
export async function stop() {
  for (const w of list) [|w.terminate()|];
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}const list = [new Worker('a')];
export async function stop() {
  for (const w of list) {
    const deadline = setTimeout(() => w.terminate(), 5000);
    w.once('exit', () => clearTimeout(deadline));
    w.postMessage('stop');
  }
}`,
          },
        },
        {
          name: 'chained catch',
          code: `${NODE}class A {
  w = new Worker('a');
  close() {
    [|this.w.terminate()|].catch(log).finally(done);
  }
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}class A {
  w = new Worker('a');
  close() {
    const worker = this.w;
    new Promise<number>((resolve) => {
      const deadline = setTimeout(() => resolve(worker.terminate()), 5000);
      worker.once('exit', (code) => {
        clearTimeout(deadline);
        resolve(code);
      });
      worker.postMessage('stop');
    }).catch(log).finally(done);
  }
}`,
          },
        },
        {
          name: 'returned, optional and caught',
          code: `${NODE}class A {
  w?: Worker;
  close() {
    return [|this.w?.terminate()|].catch(log);
  }
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}class A {
  w?: Worker;
  close() {
    const worker = this.w;
    return worker ? new Promise<number>((resolve) => {
      const deadline = setTimeout(() => resolve(worker.terminate()), 5000);
      worker.once('exit', (code) => {
        clearTimeout(deadline);
        resolve(code);
      });
      worker.postMessage('stop');
    }).catch(log) : undefined;
  }
}`,
          },
        },
        {
          name: 'void',
          code: `${NODE}class A {
  w = new Worker('a');
  close = () => void [|this.w.terminate()|];
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}class A {
  w = new Worker('a');
  close = () => {
    const worker = this.w;
    const deadline = setTimeout(() => worker.terminate(), 5000);
    worker.once('exit', () => clearTimeout(deadline));
    worker.postMessage('stop');
  };
}`,
          },
        },
        {
          name: 'value used',
          code: `${NODE}const w = new Worker('a');
export async function stop() {
  const code = await [|w.terminate()|];
  return code;
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}const w = new Worker('a');
export async function stop() {
  const code = await new Promise<number>((resolve) => {
    const deadline = setTimeout(() => resolve(w.terminate()), 5000);
    w.once('exit', (code) => {
      clearTimeout(deadline);
      resolve(code);
    });
    w.postMessage('stop');
  });
  return code;
}`,
          },
        },
        {
          name: 'comma',
          code: `${NODE}class A {
  w = new Worker('a');
  stop() {
    [|this.w.terminate()|], (this.w = null);
  }
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}class A {
  w = new Worker('a');
  stop() {
    Promise.resolve(this.w).then((worker) => new Promise<number>((resolve) => {
      const deadline = setTimeout(() => resolve(worker.terminate()), 5000);
      worker.once('exit', (code) => {
        clearTimeout(deadline);
        resolve(code);
      });
      worker.postMessage('stop');
    })), (this.w = null);
  }
}`,
          },
        },
        {
          name: 'as',
          code: `${NODE}class A {
  w = null;
  stop() {
    [|(this.w as Worker).terminate()|];
  }
}`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}class A {
  w = null;
  stop() {
    const worker = this.w as Worker;
    const deadline = setTimeout(() => worker.terminate(), 5000);
    worker.once('exit', () => clearTimeout(deadline));
    worker.postMessage('stop');
  }
}`,
          },
        },
        {
          name: 'old callback',
          code: `${NODE}const w = new Worker('a');
exports.stop = (code) => {
  [|w.terminate(code)|];
};`,
          output: null,
          messageId: 'killed',
          suggestion: {
            messageId: 'askFirst',
            output: `${NODE}const w = new Worker('a');
exports.stop = (code) => {
  const deadline = setTimeout(() => w.terminate(), 5000);
  w.once('exit', (exitCode) => {
    clearTimeout(deadline);
    (code)(null, exitCode);
  });
  w.postMessage('stop');
};`,
          },
        },
      ]),
    },
    SAYS_STOP,
  ),
);
