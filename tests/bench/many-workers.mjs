// A thousand short workers, then a flood of messages and of findings, with the run-time checker: the program must do the
// same as without it, and its memory must stay bounded. Exit code 1 when it does not. It needs dist: npm run build.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const hook = fileURLToPath(new URL('../../dist/runtime/index.js', import.meta.url));
/** Megabytes by which the checker may raise what is in use at the end. */
const MOST = 60;

const PROGRAM = `
const { once } = require('node:events');
const { Worker } = require('node:worker_threads');
const source = "const { parentPort } = require('worker_threads'); parentPort.on('message', (m) => { parentPort.postMessage(m); if (m === 'last') parentPort.close(); })";
async function start() {
  const worker = new Worker('', { eval: true });
  const [code] = await once(worker, 'exit');
  return code;
}
async function main() {
  let sum = 0;
  for (let i = 0; i < 1000; i += 8) sum += (await Promise.all(Array.from({ length: 8 }, start))).length;
  const echo = new Worker(source, { eval: true });
  let got = 0;
  echo.on('message', () => (got += 1));
  for (let i = 0; i < 100_000; i++) echo.postMessage({ id: i });
  echo.postMessage('last');
  const [code] = await once(echo, 'exit');
  for (let i = 0; i < 20_000; i++) {
    new Function('sleep', '\\n'.repeat(i % 2000) + 'sleep(1, { signal: new AbortController().signal })')(require('node:timers/promises').setTimeout);
  }
  gc();
  console.log(JSON.stringify({ sum, got, code }));
  console.error(Math.round(process.memoryUsage().heapUsed / 1e6));
}
main();`;

const [plain, checked] = [[], ['--require', hook]].map((load) => {
  const env = { ...process.env, NODE_OPTIONS: '', GRACEFUL_OUTPUT: '/dev/null', GRACEFUL_RULES: 'none' };
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--expose-gc', ...load, '-e', PROGRAM], {
    env,
    encoding: 'utf8',
    timeout: 500_000,
  });
  return { stdout, status, megabytes: Number(stderr) };
});
console.log('without', plain, 'with', checked);
const isSame = plain.stdout === checked.stdout && plain.status === checked.status;
process.exitCode = isSame && checked.megabytes - plain.megabytes < MOST ? 0 : 1;
