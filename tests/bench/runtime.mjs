// What the run-time checker costs: programs with and without it, alternating in one run, so that a busy machine is busy for
// both. Prints the median of the ratios of pairs. Arguments: pairs (9), path of another Node binary.
// It needs dist: npm run build.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [pairs = '9', binary = process.execPath] = process.argv.slice(2);
const hook = fileURLToPath(new URL('../../dist/runtime/index.js', import.meta.url));

/** Each prints the milliseconds that it has measured itself without its start, and those of processors in all its threads. */
const CLOCK = `
    let t, c;
    const begin = () => { c = process.cpuUsage(); t = performance.now(); };
    const end = () => { const took = performance.now() - t; const { user, system } = process.cpuUsage(c); console.log(took + ' ' + (user + system) / 1000); };`;
const PROGRAMS = {
  '100,000 messages to a worker and back': `
    const { Worker } = require('node:worker_threads');
    const worker = new Worker("require('worker_threads').parentPort.on('message', (m) => require('worker_threads').parentPort.postMessage(m))", { eval: true });
    let left = 105_000;
    worker.on('message', () => {
      if (--left === 100_000) begin();
      if (left > 0) worker.postMessage(left);
      else { end(); worker.terminate(); }
    });
    worker.postMessage(left);`,
  'a pool of two workers that compute': `
    const { Worker } = require('node:worker_threads');
    const source = "const { parentPort } = require('worker_threads'); parentPort.on('message', ({ id, n }) => { let x = 0; for (let i = 0; i < n; i++) x = (x * 31 + i) | 0; parentPort.postMessage({ id, x }); })";
    let next = 0, done = 0;
    const give = (worker) => next < 4000 && worker.postMessage({ id: next++, n: 1_000_000 });
    for (const worker of [0, 1].map(() => new Worker(source, { eval: true }))) {
      worker.on('message', () => {
        if (++done === 4000) { end(); process.exit(); }
        give(worker);
      });
      worker.once('online', () => { if (t === undefined) begin(); give(worker); });
    }`,
  'the start of a program (whole process)': null,
  'the start of a program with a worker (whole process)': `
    const { Worker } = require('node:worker_threads');
    new Worker('', { eval: true });`,
};

for (const [name, source] of Object.entries(PROGRAMS)) {
  const isWhole = name.includes('whole process');
  const pairsOfTimes = [];
  for (let i = 0; i < Number(pairs); i++) {
    const order = i % 2 === 0 ? [false, true] : [true, false];
    const times = new Map(order.map((isOn) => [isOn, measure(source, isOn, isWhole)]));
    pairsOfTimes.push([times.get(false), times.get(true)]);
  }
  const ratios = pairsOfTimes.map(([without, checked]) => checked.time / without.time);
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(3));
  const extra = isWhole
    ? `${median(pairsOfTimes.map(([without, checked]) => checked.time - without.time)).toFixed(1)} ms more`
    : `processor time ${median(pairsOfTimes.map(([without, checked]) => checked.cpu / without.cpu)).toFixed(3)}`;
  console.log(`${name}: median ratio ${median(ratios).toFixed(3)} (${low} to ${high}), ${extra}`);
}

function measure(source, isOn, isWhole) {
  const begun = performance.now();
  const words = [...(isOn ? ['--require', hook] : []), '-e', `${isWhole ? '' : CLOCK}${source ?? ''}`];
  const { stdout, stderr, status } = spawnSync(binary, words, { encoding: 'utf8' });
  const whole = performance.now() - begun;
  if (status !== 0) throw new Error(`exit code ${status}: ${stderr}`);
  const [time, cpu] = isWhole ? [whole, 0] : stdout.split(' ').map(Number);
  return { time, cpu };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
