import { noProcessExitInWorker } from '../../src/rules/no-process-exit-in-worker.ts';
import { testRule } from '../support/rule-tester.ts';

testRule(noProcessExitInWorker, {
  valid: [
    {
      name: 'a forked process that exits when its message is written, or was awaited',
      code: `process.on('message', async (job) => { process.send(work(job), () => process.exit(0)); }); export async function tell(result) { await sent(() => process.send(result)); process.exit(0); }`,
    },
    {
      name: 'a forked process that says a word and exits',
      code: `process.on('uncaughtException', (error) => { process.send({ type: 'fatal', message: error.message }); process.exit(1); });`,
    },
    {
      name: 'at an exit the thread ends anyway',
      code: `import { parentPort } from 'node:worker_threads'; process.once('exit', (code) => { if (code !== 0) process.exit(code); }); parentPort.on('message', work);`,
    },
    {
      name: 'the stream has written what it had',
      code: `import { parentPort } from 'node:worker_threads'; let destination; export async function start(open) { destination = await open(); destination.on('close', () => { setImmediate(() => { process.exit(0); }); }); } parentPort.on('message', work);`,
    },
    { name: 'the main thread may', code: `process.on('SIGTERM', () => process.exit(0));` },
    {
      name: 'the port is closed',
      code: `import { parentPort } from 'node:worker_threads'; parentPort.on('message', (m) => { if (m === 'stop') parentPort.close(); });`,
    },
    {
      name: 'the branch of the main thread',
      code: `import { isMainThread, parentPort } from 'node:worker_threads'; if (isMainThread) { start(); process.exit(0); } else { parentPort.on('message', work); }`,
    },
    {
      name: 'another thing of that name',
      code: `import { parentPort } from 'node:worker_threads'; parentPort.on('message', (m) => { const process = make(m); process.exit(0); });`,
    },
    {
      name: 'a forked child whose parent is gone',
      code: `import { parentPort } from 'node:worker_threads'; parentPort?.on('message', work); process.on('disconnect', () => process.exit(0));`,
    },
    {
      name: 'an exit that has waited for all that was open',
      code: `import { parentPort } from 'node:worker_threads'; parentPort.on('message', async (m) => { if (m === 'close') { await flush(); parentPort.postMessage('closed'); process.exit(0); } work(m); });`,
    },
    {
      name: 'the owner is gone',
      code: `import { workerData } from 'node:worker_threads'; const { port } = workerData; port.on('message', work); port.on('messageerror', () => process.exit(1)); port.on('close', () => process.exit(1));`,
    },
    {
      name: 'a start that has failed',
      code: `import { parentPort } from 'node:worker_threads'; main().catch((error) => { console.error(error); process.exit(1); }); async function main() { await load(); parentPort.on('message', work); }`,
    },
    {
      name: 'an exit by force, of which its callers know',
      code: `import { parentPort } from 'node:worker_threads'; const forceExit = () => { process.exit(1); }; process.on('uncaughtException', () => forceExit()); parentPort.on('message', work);`,
    },
  ],
  invalid: [
    {
      name: 'a forked process that sends an answer and exits',
      code: `process.on('message', (job) => { const result = work(job); if (process.send) process.send({ result }); [|process.exit(0)|]; });`,
      messageId: 'message',
      output: null,
    },
    {
      name: 'a word before the exit, in strict',
      code: `process.on('uncaughtException', (error) => { process.send?.({ type: 'fatal', message: error.message }); [|process.exit(1)|]; });`,
      options: [{ everyExit: true }],
      messageId: 'message',
      output: null,
    },
    {
      name: 'a function that the owner calls',
      code: `import { expose } from 'threads/worker'; expose({ async flush() { [|process.exit(1)|]; } });`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'a function that a listener calls',
      code: `import { parentPort } from 'node:worker_threads'; const leave = (code) => { log(code); [|process.exit(code)|]; }; parentPort.on('message', (m) => { if (m === 'stop') leave(0); work(m); });`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'behind a message',
      code: `import { parentPort } from 'node:worker_threads'; process.on('uncaughtException', (e) => { parentPort.postMessage(e.message); [|process.exit(1)|]; }); parentPort.on('message', work);`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'handed on, and bound',
      options: [{ everyExit: true }],
      code: `import { parentPort } from 'node:worker_threads'; parentPort.once('close', [|process.exit|]); const leave = [|process.exit.bind(process, 0)|]; parentPort.on('message', work);`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'an imported one, and one that throws there',
      code: `import { exit } from 'node:process'; import { parentPort } from 'node:worker_threads'; parentPort.on('message', (m) => { if (m) [|exit(1)|]; [|process.abort()|]; });`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'it kills the whole process',
      code: `import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => [|process.kill(process.pid, 'SIGTERM')|]);`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'the last thing that a listener does',
      code: `import { parentPort } from 'node:worker_threads'; parentPort.on('message', (m) => {
  if (m === 'stop') {
    [|process.exit(2)|];
  }
});`,
      messageId: 'exit',
      output: null,
      suggestion: {
        messageId: 'close',
        output: `import { parentPort } from 'node:worker_threads'; parentPort.on('message', (m) => {
  if (m === 'stop') {
    process.exitCode = 2;
    parentPort.close();
  }
});`,
      },
    },
    {
      name: 'the port may be missing, as the file writes it',
      code: `import { parentPort } from 'node:worker_threads'; parentPort?.on('message', (m) => {
  if (m === 'stop') {
    [|process.exit()|];
  }
});`,
      messageId: 'exit',
      output: null,
      suggestion: {
        messageId: 'close',
        output: `import { parentPort } from 'node:worker_threads'; parentPort?.on('message', (m) => {
  if (m === 'stop') {
    parentPort?.close();
  }
});`,
      },
    },
  ],
});
