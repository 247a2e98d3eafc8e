import { describe, expect, it } from 'vitest';
import { getListening } from '../../src/facts/messages/listening.ts';
import { parseFile } from '../support/parse.ts';

const PORT = "import { parentPort } from 'node:worker_threads';\n";

/** What becomes of the thread after the first stop of the text, with the line of the witness. */
function findEnd(text: string): string | undefined {
  const [end] = getListening(parseFile(text)).endsAfter;
  return end && `${end.ends}${end.by === null ? '' : ` by ${end.by}`}, line ${end.line}`;
}

const on = (branch: string): string => `${PORT}parentPort.on('message', (m) => { if (m === 'stop') ${branch} });\n`;

describe('a thread that ends after a stop', () => {
  it.each([
    ['exits', on('process.exit();'), 'yes by exit, line 2'],
    [
      'exits after its work',
      on('{ await flush(); process.exit(0); }').replace('(m) =>', 'async (m) =>'),
      'yes by exit, line 2',
    ],
    ['exits a little later', on('setTimeout(() => process.exit(), 10);'), 'yes by exit, line 2'],
    ['closes the port', on('parentPort.close();'), 'yes by idle, line 2'],
    [
      'closes the port beside a short pause',
      `${on('parentPort.close();')}await new Promise((go) => setTimeout(go, 1000));`,
      'yes by idle, line 2',
    ],
    [
      'closes the port in a function',
      `${on('shutdown();')}async function shutdown() { try { await flush(); } finally { parentPort.close(); } }`,
      'yes by idle, line 2',
    ],
    ['closes the port when its work is done', on('flush().finally(() => parentPort.close());'), 'yes by idle, line 2'],
    ['holds the port no longer', on('{ parentPort.unref(); }'), 'yes by idle, line 2'],
    [
      'takes the listener off',
      `${PORT}parentPort.on('message', function hear(m) { if (m.type === 'stop') parentPort.off('message', hear); });`,
      'yes by idle, line 2',
    ],
    [
      'looks at all messages first',
      `${PORT}parentPort.on('message', (m) => { if (m.type !== 'stop') return run(m); parentPort.close(); });`,
      'yes by idle, line 2',
    ],
    [
      'has a case for it',
      `${PORT}parentPort.on('message', (m) => {\n switch (m.type) {\n case 'run': run(); break;\n case 'exit':\n case 'stop': parentPort.close();\n } });`,
      'yes by idle, line 5',
    ],
    [
      'has an entry for it',
      `${PORT}const handlers = { run() {}, stop() { parentPort.close(); } };\nparentPort.on('message', (m) => handlers[m.type]());`,
      'yes by idle, line 2',
    ],
    [
      'leaves its loop over messages',
      `${PORT}import { on } from 'node:events';\nfor await (const [m] of on(parentPort, 'message')) {\n if (m === 'stop') break;\n run(m);\n}`,
      'yes by idle, line 4',
    ],
    [
      'leaves its loop of single messages',
      `${PORT}import { once } from 'node:events';\nfor (;;) {\n const [m] = await once(parentPort, 'message');\n if (m === 'stop') break;\n}`,
      'yes by idle, line 5',
    ],
    [
      'hears but once',
      `${PORT}parentPort.once('message', (m) => { if (m === 'stop') stopped = true; });`,
      'yes by idle, line 2',
    ],
    [
      'clears its timer and closes',
      `${PORT}const timer = setInterval(tick, 100);\nparentPort.on('message', (m) => { if (m === 'stop') { clearInterval(timer); parentPort.close(); } });`,
      'yes by idle, line 3',
    ],
    [
      'ends its loop, and then itself',
      `${on('stopped = true;')}let stopped = false;\nwhile (!stopped) await work();\nparentPort.close();`,
      'yes by idle, line 2',
    ],
    [
      'aborts its loop, and then ends',
      `${on('controller.abort();')}const controller = new AbortController();\nconst { signal } = controller;\nwhile (!signal.aborted) await work();\nprocess.exit();`,
      'yes by exit, line 2',
    ],
    [
      'is a web worker that closes',
      "self.onmessage = ({ data }) => { if (data === 'stop') self.close(); };",
      'yes by exit, line 1',
    ],
    [
      'is a forked process that disconnects',
      "process.on('message', (m) => { if (m === 'stop') process.disconnect(); });",
      'yes by idle, line 1',
    ],
  ])('%s', (_, text, expected) => {
    expect(findEnd(text)).toBe(expected);
  });
});

describe('a thread that goes on after a stop', () => {
  it.each([
    ['only sets a flag', on('stopped = true;') + 'let stopped = false;', 'no, line 2'],
    ['only aborts', `${on('controller.abort();')}const controller = new AbortController();`, 'no, line 2'],
    [
      'clears its timer',
      `${PORT}const timer = setInterval(tick, 100);\nparentPort.on('message', (m) => { if (m === 'stop') clearInterval(timer); });`,
      'no, line 3',
    ],
    [
      'is a web worker that answers',
      "self.onmessage = ({ data }) => { if (data === 'stop') self.postMessage('stopped'); };",
      'no, line 1',
    ],
  ])('%s', (_, text, expected) => {
    expect(findEnd(text)).toBe(expected);
  });
});

describe('a thread of which it is not known', () => {
  it.each([
    ['a timer goes on', `${on('parentPort.close();')}setInterval(tick, 100);`, 'unknown, line 3'],
    ['a server goes on', `${on('parentPort.close();')}server.listen(80);`, 'unknown, line 3'],
    [
      'a pause goes on that nothing wakes',
      `${on('parentPort.close();')}await new Promise((go) => setTimeout(go, 60_000));`,
      'unknown, line 3',
    ],
    [
      'another channel is heard',
      `${on('parentPort.close();')}const channel = new BroadcastChannel('x');\nchannel.onmessage = () => {};`,
      'unknown, line 4',
    ],
    ['a loop goes on', `${on('parentPort.close();')}while (queue.length > 0) await work();`, 'unknown, line 3'],
    [
      'a package holds something',
      `${on('parentPort.close();')}import { Pool } from 'pg';\nconst pool = new Pool();`,
      'unknown, line 4',
    ],
    [
      'another listener stays',
      `${on("parentPort.off('message', hear);").replace('(m) =>', 'function hear(m)')}parentPort.on('message', run);`,
      'unknown, line 3',
    ],
    ['it closes in some cases only', on('if (idle) parentPort.close();'), 'unknown, line 2'],
    ['something unknown is called', on('service.stop();'), 'unknown, line 2'],
    ['the flag is read by other files', `${on('stopped = true;')}export let stopped = false;`, 'unknown, line 2'],
    [
      'the port is closed under an iteration',
      `${PORT}import { on } from 'node:events';\nfor await (const [m] of on(parentPort, 'message')) {\n if (m === 'stop') parentPort.close();\n}`,
      'unknown, line 4',
    ],
    [
      'whose port it is is not known',
      "port.on('message', (m) => { if (m === 'stop') port.close(); });",
      'unknown, line 1',
    ],
    [
      'the answer is kept',
      `${PORT}parentPort.on('message', (m) => { const isStop = m === 'stop'; if (isStop) parentPort.close(); });`,
      'unknown, line 2',
    ],
  ])('%s', (_, text, expected) => {
    expect(findEnd(text)).toBe(expected);
  });

  it('and other messages have no end', () => {
    expect(
      findEnd(`${PORT}parentPort.on('message', (m) => { if (m === 'run') parentPort.close(); });`),
    ).toBeUndefined();
  });
});
