import { noLostTask } from '../../src/rules/no-lost-task.ts';
import { testRule } from '../support/rule-tester.ts';

testRule(noLostTask, {
  valid: [
    {
      name: 'what was taken is told by a comparison',
      code: `export class Inbox { async next() { const message = this.messages.shift(); if (message != null) return message; if (this.closed) return null; return await this.wait(); } }`,
    },
    {
      name: 'a register that is struck off',
      code: `export class Loops { async run(signal) { while (!signal.aborted) { for (const [name, entry] of this.loops) { if (!this.has(name)) { entry.controller.abort(); this.loops.delete(name); } } if (signal.aborted) return; await this.turn(); } } }`,
    },
    {
      name: 'the take itself has failed',
      code: `export async function next(redis, state) { let job; try { job = await redis.blpop('jobs', 0); } catch (error) { if (state.closing) return null; throw error; } return job[1]; }`,
    },
    {
      name: 'the take itself has failed, in a method',
      code: `export class Feed { async read() { try { const one = await this.queue.dequeue(); await this.work(one); } catch { if (this.stopped) return; } } }`,
    },
    {
      name: 'the way on which nothing was taken',
      code: `export class Pool { give(node) { const task = this.tasks.shift(); if (task) { this.run(node, task); return; } this.idle.push(node); if (this.isClosing) { this.drained(); return; } this.tidy(); } }`,
    },
    {
      name: 'looks before it takes',
      code: `const queue = []; export async function run(signal) { while (!signal.aborted) { const task = queue.shift(); if (!task) return; await work(task); } }`,
    },
    {
      name: 'put back before it leaves',
      code: `const queue = []; export async function run(signal) { for (;;) { const task = queue.shift(); if (signal.aborted) { queue.unshift(task); return; } await work(task); } }`,
    },
    {
      name: 'saved before it leaves',
      code: `export async function run(rows, signal) { let row; while ((row = rows.shift())) { if (signal.aborted) { await save([row, ...rows]); return; } await work(row); } }`,
    },
    {
      name: 'a search drops its own list with itself',
      code: `export async function find(root, signal) { const open = [root]; while (open.length) { const node = open.pop(); if (signal.aborted) return; open.push(...node.children); } }`,
    },
    {
      name: 'put back in finally',
      code: `const queue = []; export async function run(signal, limit) { const task = queue.shift(); let done = false; try { await limit({ signal }); await work(task); done = true; } finally { if (!done) queue.unshift(task); } }`,
    },
    {
      name: 'a window that is cut',
      code: `const last = []; export function note(one, signal) { last.push(one); if (last.length > 9) last.shift(); if (signal.aborted) return; show(last); }`,
    },
    {
      name: 'the stop clears the queue',
      code: `export class Q { async run() { const task = this.queue.shift(); if (this.stopped) { this.queue.length = 0; return; } await work(task); } }`,
    },
    {
      name: 'the task itself is asked',
      code: `const calls = []; export function end() { const active = calls.pop(); if (active == null) return; active.end(); }`,
    },
    {
      name: 'the next one is taken instead',
      code: `export class Q { async run() { for (const w of this.waiting) { const task = this.queue.shift(); if (w.closed) continue; await w.work(task); } } }`,
    },
    {
      name: 'acknowledged after the work',
      options: [{ earlyAcks: true }],
      code: `channel.consume('q', async (msg) => { await handle(msg.content); channel.ack(msg); });`,
    },
    {
      name: 'an acknowledgement in whose try the work is over, and what its failure asks for',
      options: [{ earlyAcks: true }],
      code: `channel.consume('q', async (msg) => { try { await handle(msg.content); channel.ack(msg); forget(msg); } catch (error) { await moveToDeadLetter(msg, error); } });`,
    },
    {
      name: 'tests',
      code: `const queue = []; export async function run(signal) { const task = queue.shift(); if (signal.aborted) return; await work(task); }`,
      filename: 'queue.test.ts',
    },
    {
      name: 'a queue that goes with its object',
      code: `export class Chat { queue = []; push(text) { if (this.queue.length > 9) { this.queue.shift(); } this.queue.push(text); this.wake?.(); } close() { this.closed = true; } async drain(signal) { while (!this.closed) { const text = this.queue.shift(); await this.ready(); if (signal.aborted || this.closed) return; this.send(text); } } }`,
    },
  ],
  invalid: [
    {
      name: 'a queue whose end hands over what is left',
      code: `export class Q { jobs = []; add(job) { this.jobs.push(job); } stop() { this.stopping = true; return this.jobs.splice(0); } async run() { while (this.jobs.length) { const job = [|this.jobs.shift()|]; if (this.stopping) return; await job.run(); } } }`,
      messageId: 'left',
      output: null,
      suggestion: {
        messageId: 'putBack',
        output: `export class Q { jobs = []; add(job) { this.jobs.push(job); } stop() { this.stopping = true; return this.jobs.splice(0); } async run() { while (this.jobs.length) { const job = this.jobs.shift(); if (this.stopping) { this.jobs.unshift(job); return; } await job.run(); } } }`,
      },
    },
    {
      name: 'what fails is behind the take',
      code: `export async function next(redis, state) { let job; try { job = await [|redis.blpop('jobs', 0)|]; await ready(); } catch (error) { if (state.closing) return null; throw error; } return job[1]; }`,
      messageId: 'left',
      output: null,
    },
    {
      name: 'looks after it has taken',
      code: `const queue = []; export async function run(signal) { for (;;) { const task = [|queue.shift()|]; if (signal.aborted) return; await work(task); } }`,
      messageId: 'left',
      output: null,
      suggestion: {
        messageId: 'putBack',
        output: `const queue = []; export async function run(signal) { for (;;) { const task = queue.shift(); if (signal.aborted) { queue.unshift(task); return; } await work(task); } }`,
      },
    },
    {
      name: 'a flag, and a stack',
      options: [{ ownQueues: true }],
      code: `export class Q { async run() { while (this.jobs.length) { const job = [|this.jobs.pop()|]; if (this.stopping) { log.info('bye', job.id); } if (this.closed) { break; } await job.run(); } } }`,
      messageId: 'left',
      output: null,
      suggestion: {
        messageId: 'putBack',
        output: `export class Q { async run() { while (this.jobs.length) { const job = this.jobs.pop(); if (this.stopping) { log.info('bye', job.id); } if (this.closed) { this.jobs.push(job); break; } await job.run(); } } }`,
      },
    },
    {
      name: 'the rest of a batch',
      code: `const pending = []; export async function flush(signal) { while (pending.length) { const batch = [|pending.splice(0, 50)|]; for (const one of batch) { if (signal.aborted) return; await upload(one); } } }`,
      messageId: 'left',
      output: null,
    },
    {
      name: 'a wait under the signal between taking and working',
      code: `import { setTimeout as sleep } from 'node:timers/promises'; const queue = []; export async function run(signal) { const task = [|queue.shift()|]; await sleep(1000, undefined, { signal }); await work(task); }`,
      messageId: 'left',
      output: null,
    },
    {
      name: 'a list in Redis',
      code: `export async function run(redis, signal) { for (;;) { const job = await [|redis.brpop('jobs', 5)|]; if (signal.aborted) break; if (job) await work(job); } }`,
      messageId: 'left',
      output: null,
    },
    {
      name: 'an entry of a map',
      options: [{ ownQueues: true }],
      code: `export class Q { async run() { for (const [id, task] of this.tasks) { [|this.tasks.delete(id)|]; if (this.stopped) return; await task(); } } }`,
      messageId: 'left',
      output: null,
    },
    {
      name: 'acknowledged before the work',
      options: [{ earlyAcks: true }],
      code: `channel.consume('q', async (msg) => { [|channel.ack(msg)|]; const order = JSON.parse(msg.content); await handle(order); });`,
      messageId: 'acknowledged',
      output: null,
    },
  ],
});
