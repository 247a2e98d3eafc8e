import { noOrphanChild } from '../../src/rules/no-orphan-child.ts';
import { testRule } from '../support/rule-tester.ts';

const WORKER = `import { spawn, exec, spawnSync } from 'node:child_process';\nimport { parentPort } from 'node:worker_threads';\n`;

testRule(noOrphanChild, {
  valid: [
    {
      name: 'the main thread ends with its process',
      code: `import { spawn } from 'node:child_process'; spawn('ls');`,
    },
    { name: 'a call that waits', code: `${WORKER}parentPort.on('message', (f) => spawnSync('file', [f]));` },
    {
      name: 'a signal that the stop aborts',
      code: `${WORKER}const stop = new AbortController(); parentPort.on('message', (f) => f === 'stop' ? stop.abort() : spawn('ff', [f], { signal: stop.signal }));`,
    },
    {
      name: 'killed where the worker is asked to stop',
      code: `${WORKER}const child = spawn('ff'); parentPort.on('message', (m) => { if (m === 'stop') child.kill(); });`,
    },
    {
      name: 'kept in a set, which somebody goes through',
      code: `${WORKER}const all = new Set(); parentPort.on('message', (f) => { const child = spawn('ff', [f]); all.add(child); });`,
    },
    { name: 'given back', code: `${WORKER}export function start(f) { return spawn('ff', [f]); }` },
    {
      name: 'meant to outlive it',
      code: `${WORKER}parentPort.on('message', (f) => spawn('ff', [f], { detached: true }).unref());`,
    },
    { name: 'tests', code: `${WORKER}spawn('ff');`, filename: 'worker.test.ts' },
  ],
  invalid: [
    {
      name: 'one process a message',
      code: `${WORKER}parentPort.on('message', (f) => { const ff = [|spawn('ff', [f])|]; ff.once('exit', (code) => parentPort.postMessage(code)); });`,
      messageId: 'orphan',
      output: null,
    },
    {
      name: 'nobody keeps it',
      code: `${WORKER}parentPort.on('message', (f) => { [|exec('ff ' + f)|].on('exit', () => {}); });`,
      messageId: 'orphan',
      output: null,
    },
    {
      name: 'a time limit dies with the worker',
      code: `${WORKER}parentPort.on('message', (f) => { [|spawn('ff', [f], { signal: AbortSignal.timeout(5000) })|]; });`,
      messageId: 'orphan',
      output: null,
    },
    {
      name: 'an exit hook, which a kill does not run',
      code: `${WORKER}const child = [|spawn('ff')|]; parentPort.on('message', (m) => child.stdin.write(m)); process.on('exit', () => child.kill());`,
      messageId: 'orphan',
      output: null,
    },
    {
      name: 'a browser',
      code: `import { chromium } from 'playwright'; import { parentPort } from 'node:worker_threads'; const browser = await [|chromium.launch()|]; parentPort.on('message', async (url) => { const page = await browser.newPage(); await page.goto(url); });`,
      messageId: 'orphan',
      output: null,
    },
  ],
});
