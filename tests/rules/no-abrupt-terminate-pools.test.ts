import { noAbruptTerminate } from '../../src/rules/no-abrupt-terminate.ts';
import { withOptions } from '../support/rule-case.ts';
import { testRule } from '../support/rule-tester.ts';

/** What an edit posts where the code does not show what its workers hear. */
const SAYS_STOP = { message: 'stop' };

testRule(
  noAbruptTerminate,
  withOptions(
    {
      valid: [],
      invalid: [
        {
          name: 'workerpool',
          code: `import wp from 'workerpool';
const pool = wp.pool('./w.js');
export const stop = () => [|pool.terminate(true)|];`,
          output: `import wp from 'workerpool';
const pool = wp.pool('./w.js');
export const stop = () => pool.terminate();`,
          messageId: 'poolKilled',
        },
        {
          name: 'workerpool with a comment and a limit',
          code: `import wp from 'workerpool';
class A {
  pool = wp.pool('./w.js');
  stop() {
    return [|this.pool?.terminate(/* now */ true, 100)|];
  }
}`,
          output: `import wp from 'workerpool';
class A {
  pool = wp.pool('./w.js');
  stop() {
    return /* now */ this.pool?.terminate();
  }
}`,
          messageId: 'poolKilled',
        },
        {
          name: 'threads waits for its tasks',
          code: `import { Pool, spawn } from 'threads';
const pool = Pool(() => spawn(job));
export async function stop() {
  await [|pool.terminate(true)|];
}`,
          output: null,
          messageId: 'poolKilled',
          suggestion: {
            messageId: 'letFinish',
            data: { call: 'pool.settled(true).then(() => pool.terminate())' },
            output: `import { Pool, spawn } from 'threads';
const pool = Pool(() => spawn(job));
export async function stop() {
  await pool.settled(true).then(() => pool.terminate());
}`,
          },
        },
        {
          name: 'threads in a field',
          code: `import { Pool, spawn } from 'threads';
class A {
  pool? = Pool(() => spawn(job));
  async stop() {
    await [|this.pool?.terminate(true)|];
    this.pool = undefined;
  }
}`,
          output: null,
          messageId: 'poolKilled',
          suggestion: {
            messageId: 'letFinish',
            data: { call: 'this.pool.settled(true).then(() => this.pool.terminate())' },
            output: `import { Pool, spawn } from 'threads';
class A {
  pool? = Pool(() => spawn(job));
  async stop() {
    {
      const pool = this.pool;
      if (pool) {
        await pool.settled(true).then(() => pool.terminate());
      }
    }
    this.pool = undefined;
  }
}`,
          },
        },
        {
          name: 'Piscina whose tasks start elsewhere',
          code: `import { Piscina } from 'piscina';
const pool = new Piscina({ filename });
export async function stop() {
  await [|pool.destroy()|];
}`,
          output: null,
          messageId: 'poolKilled',
        },
        {
          name: 'Piscina whose tasks start here',
          code: `import { Piscina } from 'piscina';

const pool = new Piscina({ filename });
export function work(task: string) {
  return pool.run(task);
}
export async function close() {
  await [|pool.destroy()|];
}`,
          output: null,
          messageId: 'poolKilled',
          suggestion: {
            messageId: 'letFinish',
            data: { call: 'Promise.allSettled(running).then(() => pool.close())' },
            output: `import { Piscina } from 'piscina';
const running = new Set<Promise<unknown>>();
function track<T>(task: Promise<T>): Promise<T> {
  running.add(task);
  const forget = () => running.delete(task);
  task.then(forget, forget);
  return task;
}

const pool = new Piscina({ filename });
export function work(task: string) {
  return track(pool.run(task));
}
export async function close() {
  await Promise.allSettled(running).then(() => pool.close());
}`,
          },
        },
        {
          name: 'Piscina of a class: among the tasks of all its objects, each would wait for those of the others',
          code: `import { Piscina } from 'piscina';
export class Jobs {
  pool = new Piscina({ filename });
  work(task: string) { return this.pool.run(task); }
  async close() { await [|this.pool.destroy()|]; }
}`,
          output: null,
          messageId: 'poolKilled',
        },
        {
          name: 'Tinypool in CommonJS, a name taken',
          filename: 'file.cjs',
          code: `const { Tinypool } = require('tinypool');
const pool = new Tinypool({ filename });
exports.work = async (running) => pool.run(running); // one
exports.stop = async () => {
  await [|pool.destroy()|];
};`,
          output: null,
          messageId: 'poolKilled',
          suggestion: {
            messageId: 'letFinish',
            data: { call: 'Promise.allSettled(runningTasks).then(() => pool.destroy())' },
            output: `const { Tinypool } = require('tinypool');
const runningTasks = new Set();
function track(task) {
  runningTasks.add(task);
  const forget = () => runningTasks.delete(task);
  task.then(forget, forget);
  return task;
}
const pool = new Tinypool({ filename });
exports.work = async (running) => track(pool.run(running)); // one
exports.stop = async () => {
  await Promise.allSettled(runningTasks).then(() => pool.destroy());
};`,
          },
        },
        {
          name: 'poolifier',
          filename: 'file.js',
          code: `import { FixedThreadPool } from 'poolifier';
const pool = new FixedThreadPool(2, './w.js');
export const work = (all) => Promise.all(all.map((task) => pool.execute(task)));
export function stop() {
  return [|pool.destroy()|].catch(log);
}`,
          output: null,
          messageId: 'poolKilled',
          suggestion: {
            messageId: 'letFinish',
            data: { call: 'Promise.allSettled(running).then(() => pool.destroy())' },
            output: `import { FixedThreadPool } from 'poolifier';
const running = new Set();
function track(task) {
  running.add(task);
  const forget = () => running.delete(task);
  task.then(forget, forget);
  return task;
}
const pool = new FixedThreadPool(2, './w.js');
export const work = (all) => Promise.all(all.map((task) => track(pool.execute(task))));
export function stop() {
  return Promise.allSettled(running).then(() => pool.destroy()).catch(log);
}`,
          },
        },
        {
          name: 'tasks that are tracked already',
          filename: 'file.js',
          code: `import { Tinypool } from 'tinypool';
const running = new Set();
function track(task) { running.add(task); return task; }
const pool = new Tinypool({ filename });
export const work = (x) => track(pool.run(x));
export const stop = () => [|pool.destroy()|];`,
          output: null,
          messageId: 'poolKilled',
          suggestion: {
            messageId: 'letFinish',
            data: { call: 'Promise.allSettled(running).then(() => pool.destroy())' },
            output: `import { Tinypool } from 'tinypool';
const running = new Set();
function track(task) { running.add(task); return task; }
const pool = new Tinypool({ filename });
export const work = (x) => track(pool.run(x));
export const stop = () => Promise.allSettled(running).then(() => pool.destroy());`,
          },
        },
      ],
    },
    SAYS_STOP,
  ),
);
