import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { getMain, makeProject, useCli } from '../support/cli.ts';

const MAIN = `import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';
const start = (options) => new Worker(new URL('./worker.mjs', import.meta.url), options);
`;
const WORKER = `import { parentPort, workerData } from 'node:worker_threads';
import { setInterval as every, setTimeout as sleep } from 'node:timers/promises';
`;
/** Lines 4 to 6 of the program, lines 7 to 8: the end never comes. */
const ASK = `const worker = start();
await once(worker, 'message');
worker.postMessage('stop');
await once(worker, 'exit');
console.log('gone');`;
const HEARS = `let go = true;
parentPort.on('message', () => { go = false; parentPort.unref(); });
parentPort.postMessage('up');
`;

interface Case {
  /** From line 4 on. */
  readonly program: string;
  /** From line 3 on. */
  readonly worker: string;
}

/** What hangs, with what the user reads while it does. */
const HANGS: Record<string, Case & { says: RegExp }> = {
  'a loop of awaits that does not look': {
    program: ASK,
    worker: `import { stat } from 'node:fs/promises';\n${HEARS}for (;;)\n  await stat('.');`,
    says: /worker\.mjs:8:\d+ +Worker worker\.mjs was asked to stop at program\.mjs:6, took the message and \d+ ms later still runs; its code goes on here\. Let this loop look for the request\. +graceful\/no-unstoppable-loop/,
  },
  'a pause in flight': {
    program: ASK,
    worker: `${HEARS}while (go) await sleep(25_000);`,
    says: /worker\.mjs:6:\d+ +Worker worker\.mjs was asked to stop at program\.mjs:6, .* sleeps here on \(up to 2\d{4} ms more\)\. Pass the stop signal .*graceful\/prefer-interruptible-wait/,
  },
  'an interval that is iterated': {
    program: ASK,
    worker: `${HEARS}for await (const _ of every(25_000)) if (!go) break;`,
    says: /worker\.mjs:6:\d+ .* sleeps here on \(up to 2\d{4} ms more\).*graceful\/prefer-interruptible-wait/,
  },
  'an interval that is not cleared': {
    program: ASK,
    worker: `${HEARS}setInterval(() => {}, 60_000);`,
    says: /worker\.mjs:6:\d+ .* is kept alive by this interval\. Clear it .*graceful\/no-unstoppable-loop/,
  },
  'a child process': {
    program: ASK,
    worker: `import { spawn } from 'node:child_process';
const child = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
parentPort.once('message', () => {});
child.once('spawn', () => parentPort.postMessage('up'));`,
    says: /worker\.mjs:4:\d+ .* kept from ending by its child process \d+, .*graceful\/no-orphan-child/,
  },
  'a listener that is not taken away': {
    program: ASK,
    worker: `parentPort.on('message', () => {});\nparentPort.postMessage('up');`,
    says: /worker\.mjs:3:\d+ .* still listens for messages here, which keeps it alive\. Close parentPort/,
  },
  'nobody who listens': {
    program: ASK,
    worker: `parentPort.postMessage('up');\nsetTimeout(() => {}, 60_000);`,
    says: /program\.mjs:6:\d+ .* has not taken 'stop': it has no listener for messages.*graceful\/no-unheard-stop/,
  },
  'an iteration of messages, asked over a port of its own': {
    program: `const { port1, port2 } = new MessageChannel();
const worker = start({ workerData: port2, transferList: [port2] });
await once(worker, 'message');
port1.postMessage({ type: 'stop' });
port1.unref();`,
    worker: `import { on } from 'node:events';
workerData.once('message', () => workerData.close());
parentPort.postMessage('up');
for await (const [m] of on(parentPort, 'message')) parentPort.postMessage(m);`,
    says: /worker\.mjs:6:\d+ .* was asked to stop at program\.mjs:7, .* still waits here for the next message.*graceful\/no-unstoppable-loop/,
  },
  'an idle worker that nobody asks': {
    program: `const worker = start();\nawait once(worker, 'message');`,
    worker: `parentPort.on('message', () => {});\nparentPort.postMessage('up');`,
    says: /program\.mjs:3:\d+ +Worker worker\.mjs \(started here\) keeps the program alive: it has been idle for \d s, waits for messages at worker\.mjs:3, and nobody asked it to stop.*graceful\/no-leaked-worker/,
  },
  'a worker that reads its stdin, which nobody ends': {
    program: `const worker = start({ stdin: true });\nworker.stdin.write('a line');\nawait once(worker, 'message');`,
    worker: `process.stdin.once('data', () => parentPort.postMessage('read')).resume();`,
    says: /program\.mjs:3:\d+ .* waits for more on its stdin, which nobody ends, and nobody asked it to stop\. End its stdin .*graceful\/no-leaked-worker/,
  },
  'a lock that its holder has forgotten': {
    program: `const lock = new Int32Array(new SharedArrayBuffer(4));
const [a, b] = [start({ workerData: lock }), start({ workerData: lock })];
a.postMessage('take');
await once(a, 'message');
b.postMessage('take');`,
    worker: `parentPort.on('message', () => {
  while (Atomics.compareExchange(workerData, 0, 0, 1) !== 0) Atomics.wait(workerData, 0, 1);
  parentPort.postMessage('taken');
});`,
    says: /worker\.mjs:4:\d+ +Worker worker\.mjs holds this lock and waits for events, .* worker worker\.mjs waits for it at worker\.mjs:4\. Release it.*graceful\/require-lock-release/,
  },
};

/** Nothing hangs, or nobody can say so. Each ends by itself. */
const SILENT: Record<string, Case> = {
  'a worker answers what it has, and ends': {
    program: `const worker = start();
for (let i = 0; i < 12; i++) worker.postMessage({ i });
worker.postMessage('stop');
await once(worker, 'exit');`,
    worker: `const queue = [];
let isStopped = false;
parentPort.on('message', (m) => { if (m === 'stop') isStopped = true; else queue.push(m); });
await sleep(20);
for (;;) {
  while (queue.length > 0) { const task = queue.shift(); for (const end = Date.now() + 100; Date.now() < end;) await sleep(1); parentPort.postMessage(task); }
  if (isStopped) break;
  await sleep(20);
}
parentPort.close();`,
  },
  'the main thread has something to wait for': {
    program: `const worker = start();\nawait once(worker, 'message');\nsetTimeout(() => worker.unref(), 1500);`,
    worker: `parentPort.on('message', () => {});\nparentPort.postMessage('up');`,
  },
  'a worker serves': {
    program: `const worker = start();\nawait once(worker, 'message');\nawait once(worker, 'exit');`,
    worker: `import { createServer } from 'node:net';
const server = createServer().listen(0, () => parentPort.postMessage('up'));
setTimeout(() => server.close(), 1500);`,
  },
  'a worker that was asked for something is asked for more': {
    program: `const worker = start();
worker.postMessage({ type: 'stop', id: 1 });
worker.postMessage({ type: 'start', id: 2 });
await once(worker, 'message');`,
    worker: `parentPort.on('message', ({ id }) => { if (id === 2) setTimeout(() => { parentPort.postMessage('done'); parentPort.close(); }, 1200); });`,
  },
};

describe('graceful run tells a hang', () => {
  useCli();

  it.concurrent.for(Object.entries(HANGS))(
    '%s: while it hangs and at Ctrl-C',
    { timeout: 60_000 },
    async ([, test]) => {
      const run = startRun(test);
      const line = await run.wait('still running: ');
      expect(line).toMatch(test.says);
      run.child.kill('SIGINT');
      expect(await run.end()).toBe(130);
      const [place, rule] = [/^\S+?:(\d+:\d+)/.exec(line)?.[1], /graceful\/[a-z-]+/.exec(line)?.[0]];
      const report = run.text().slice(run.text().indexOf('still running: ') + line.length);
      expect(report).toMatch(new RegExp(`${place} +error .*${rule}`));
      expect(report).toContain('1 finding');
      // The signal's name stands for nothing else in a message.
      expect(report).not.toContain('SIGINT');
    },
  );

  it('a pause of the main thread after SIGTERM', { timeout: 60_000 }, async () => {
    const program = `import { setTimeout as sleep } from 'node:timers/promises';
let isStopped = false;
process.on('SIGTERM', () => { isStopped = true; });
console.log('up');
while (!isStopped) await sleep(20_000);`;
    const run = startRun({ program, worker: '' });
    await run.wait('up');
    run.child.kill('SIGTERM');
    expect(await run.wait('still running: ')).toMatch(
      /program\.mjs:8:\d+ +The program was asked to stop by SIGTERM \(listener at program\.mjs:6\) \d+ ms ago and sleeps here on, up to 1\d{4} ms more.*graceful\/prefer-interruptible-wait/,
    );
    run.kill();
    await run.end();
  });

  // On a starved machine nobody can tell whether it has just answered.
  it('names what a default signal costs, with the signal', { timeout: 60_000 }, async () => {
    const run = startRun({
      program: `const worker = start();\nlet n = 0;
worker.on('message', () => { if (++n === 12) console.log('busy'); });
for (let i = 0; i < 50; i++) worker.postMessage({ i });`,
      worker: `parentPort.on('message', (m) => { for (const end = Date.now() + 150; Date.now() < end;); parentPort.postMessage(m); });`,
    });
    await run.wait('busy');
    run.child.kill('SIGINT');
    expect(await run.end()).toBe(130);
    expect(run.text()).toMatch(
      /3:\d+ +error +The program was ended by SIGINT while worker worker\.mjs was in the middle of its work: (?:it was running at worker\.mjs:3; )?\d+ messages.*no-abrupt-terminate/,
    );
  });

  it.concurrent.for(Object.entries(SILENT))('is silent when %s', { timeout: 60_000 }, async ([, test]) => {
    const run = startRun(test);
    expect(await run.end(), run.text()).toBe(0);
    expect(run.text()).toMatch(/^graceful: 1 worker: .*; no findings\n$/);
  });
});

/** Starts `graceful run` with a short time of grace; its program and the program's children end with it. */
function startRun({ program, worker }: Case) {
  const cwd = makeProject({ 'package.json': '{}', 'program.mjs': MAIN + program, 'worker.mjs': WORKER + worker });
  const args = [getMain(), 'run', '--grace-ms', '300', 'program.mjs'];
  const child = spawn(process.execPath, args, { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      for (const look of waiting) look();
    });
  }
  const closed = once(child, 'close') as Promise<[number | null]>;
  const kill = (): void => {
    try {
      process.kill(-(child.pid as number), 'SIGKILL');
    } catch {
      // Nobody is left.
    }
  };
  return {
    child,
    kill,
    text: () => text,
    /** The rest of the line after these words, as soon as it is printed. */
    wait: (words: string): Promise<string> =>
      Promise.race([
        new Promise<string>((resolve) => {
          const look = (): void => {
            const at = text.indexOf(words);
            const end = at < 0 ? -1 : text.indexOf('\n', at);
            if (end >= 0) resolve(text.slice(at + words.length, end));
          };
          waiting.add(look);
          look();
        }),
        closed.then(() => Promise.reject(new Error(`ended without "${words}":\n${text}`))),
      ]),
    async end(): Promise<number | null> {
      const [code] = await closed;
      kill();
      return code;
    },
  };
}
