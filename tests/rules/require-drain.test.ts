import { requireDrain } from '../../src/rules/require-drain.ts';
import { testRule } from '../support/rule-tester.ts';

const TURN = `async turn() { if (this.busy) return; this.busy = true; try { await work(); } finally { this.busy = false; } }`;
const keeper = (stop: string, turn = TURN): string =>
  `class A { busy = false; timer; start() { this.timer = setInterval(() => void this.turn(), 9000); } ${stop} ${turn} }`;
const consumer = (stop: string, start = 'start() { void loop(); }'): string =>
  `export function make(queue) { let running = true; let ended; async function loop() { while (running) { await queue.next(); } } return { ${start}, ${stop} }; }`;
const sender = (stop: string): string =>
  `export class A { open = new Set(); send(x) { if (this.closed) return; const p = post(x).finally(() => this.open.delete(p)); this.open.add(p); } ${stop} }`;

testRule(requireDrain, {
  valid: [
    {
      name: 'the last turn of a stop waits for its turn',
      code: `class A { async stop() { clearInterval(this.timer); await this.turn(); } start() { this.timer = setInterval(() => void this.turn(), 9); } async turn() { while (this.busy) await tick(); this.busy = true; try { await save(); } finally { this.busy = false; } } }`,
    },
    {
      name: 'a function of a module that stops another thing',
      code: `let busy = false; let timer; async function turn() { if (busy) return; busy = true; try { await save(); } finally { busy = false; } } export function start() { timer = setInterval(turn, 9); } export async function stopServer() { await server.close(); }`,
    },
    {
      name: 'a turn that makes a cache new',
      code: `export class Gates { start() { this.timer = setInterval(async () => { try { await this.client?.refreshFeatures({ timeout: 9 }); } catch (error) { gatesLogger.error(error); } }, 9000); } async destroy() { clearInterval(this.timer); await this.metrics.stop(); } }`,
    },
    {
      name: 'the state of a connection is no work in progress',
      code: `export class Transport { start() { const events = async () => { for (;;) { const { done, value } = await this.reader.read(); if (done) { this.connected = false; return; } this.connected = true; this.onmessage(await parse(value)); } }; events(); } async close() { this.connected = false; this.reader.cancel(); } }`,
    },
    {
      name: 'an object in place of a flag, which the stop reads',
      code: `export class A { current = null; stop() { clearTimeout(this.t); return this.current?.ended; } async run() { const one = { ok: true }; this.current = one; try { await this.execute(); } catch { one.ok = false; } finally { this.current = null; this.plan(); } } plan() { this.t = setTimeout(() => { this.run(); }, 1000); } }`,
    },
    {
      name: 'what is put back where it is used is no flag',
      code: `export class A { last = null; stop() { clearTimeout(this.t); } async run() { this.last = input; await show(this.last); this.last = null; } plan() { this.t = setTimeout(() => { this.run(); }, 1000); } }`,
    },
    {
      name: 'a turn that only keeps what it saw in memory',
      code: `const rows = []; let timer; async function isBusy() { const answer = await fetch('https://a.example'); return !answer.ok; } export const load = { start() { timer = setInterval(async () => { const at = new Date(); rows.push({ at, busy: await isBusy() }); }, 1000); }, async stop() { clearInterval(timer); } };`,
    },
    {
      name: 'a turn that only keeps the last answer',
      code: keeper(
        'stop() { clearInterval(this.timer); }',
        `async turn() { if (this.busy) return; this.busy = true; try { const answer = await fetch(this.url); this.last = await answer.json(); } finally { this.busy = false; } }`,
      ),
    },
    {
      name: 'a turn that only asks whether the other side lives',
      code: `export class Session { start() { this.timer = setInterval(async () => { try { await this.#server.ping(); } catch (error) { this.emit('error', error); } }, 9000); } async close() { clearInterval(this.timer); await this.#server.close(); } }`,
    },
    {
      name: 'a loop that reads what the stop closes, and whose callbacks are the turns of others',
      code: `export class Transport { start() { this.accept(); } async accept() { const reader = await this.server.open('/'); while (this.listening) { const { done, value } = await reader.read(); if (done) break; this.clients.push(new Client(value, async (message) => { await this.answer.send(message); })); } } shutdown() { this.listening = false; this.server.close(); } }`,
    },
    {
      name: 'a turn that reads by helpers of its own and shows what it saw',
      code: keeper(
        'stop() { clearInterval(this.timer); }',
        `async turn() { if (this.busy) return; this.busy = true; try { const rows = await this.load(); if (this.closed) return; this.show(rows); } finally { this.busy = false; } } async load() { const answer = await this.#fetchStatus(this.url); return await answer.json(); } show(rows) { this.emit('rows', rows); }`,
      ),
    },
    {
      name: 'an interface whose end cannot be awaited',
      code: `export class Monitor implements vscode.Disposable { start() { void this.loop(); } async loop() { while (!this.disposed) await this.step(); } dispose(): void { this.disposed = true; } }`,
    },
    {
      name: 'a folder of chaos tests',
      filename: 'chaos-tests/helpers.ts',
      code: keeper('stop() { clearInterval(this.timer); }'),
    },
    {
      name: 'a part of an end, which the end calls',
      code: `export class A { open = true; start() { void this.loop(); } async loop() { while (this.open) await this.step(); this._cleanup(); } _cleanup() { this.open = false; } }`,
    },
    {
      name: 'a stop that hands over to another, which waits',
      code: `export class A { busy = false; start() { this.t = setInterval(() => void this.turn(), 1000); } async turn() { if (this.busy) return; this.busy = true; try { this.last = this.work(); await this.last; } finally { this.busy = false; } } async stop() { clearInterval(this.t); await this.last; } async shutdown() { return this.stop(); } }`,
    },
    {
      name: 'waits until it is not busy',
      code: keeper('async stop() { clearInterval(this.timer); while (this.busy) await pause(10); }'),
    },
    {
      name: 'awaits the promise of the loop',
      code: consumer('async stop() { running = false; await ended; }', 'start() { ended = loop(); }'),
    },
    {
      name: 'the caller has the promise of the run',
      code: consumer('stop() { running = false; }', 'run() { return loop(); }'),
    },
    {
      name: 'awaits all that is open',
      code: sender('async close() { this.closed = true; await Promise.all(this.open); }'),
    },
    {
      name: 'a turn without a wait',
      code: keeper('stop() { clearInterval(this.timer); }', 'turn() { this.busy = true; work(); this.busy = false; }'),
    },
    {
      name: 'what the user calls and awaits',
      code: `class A { saving = false; async save() { this.saving = true; await post(); this.saving = false; } close() { this.closed = true; } }`,
    },
    {
      name: 'an effect',
      code: `useEffect(() => { let running = true; async function loop() { while (running) await pause(5); } void loop(); return () => { running = false; }; }, []);`,
    },
    { name: 'no stop', code: consumer('pause() { running = false; }') },
    { name: 'a test', filename: 'tests/a.test.ts', code: keeper('stop() { clearInterval(this.timer); }') },
    {
      name: 'a turn that tells that it lives',
      code: `export class Lock { start() { this.timer = setInterval(async () => { const [error] = await tryCatch(this.client.acknowledge(this.last)); if (error) log.warn(error); }, 9000); } async stop() { clearInterval(this.timer); await this.client.shutdown(); } }`,
    },
    {
      name: 'a turn that itself ends the unit',
      code: `export class Child { start() { this.timer = setInterval(async () => { if (await tooLarge(this.pid)) this.close(); await this.tell(); }, 9000); } async close() { clearInterval(this.timer); await this.ended.wait; } }`,
    },
    {
      name: 'a stop that hands back what was running',
      code: keeper('async stop() { clearInterval(this.timer); return [...this.locked, ...this.active]; }'),
    },
    {
      name: 'another end that waits for all',
      code: keeper(
        'async stop() { clearInterval(this.timer); this.db.close(); } async drain() { while (this.busy) await pause(10); }',
      ),
    },
    {
      name: 'a stop that gives no promise, and takes nothing away',
      code: keeper('dispose() { clearInterval(this.timer); this.removeAllListeners(); }'),
    },
    {
      name: 'a turn that looks whether something still works',
      code: `export class Adapter { start() { this.watchdogTimer = setInterval(async () => { await this.execCommand('nop'); }, 9000); } async stop() { clearInterval(this.watchdogTimer); await this.serial.close(); } }`,
    },
    {
      name: 'a list by which a second caller gets the promise of the first',
      code: `export class Pages { pending = new Map(); async leave(id) { const known = this.pending.get(id); if (known) return known; const promise = this.post(id).finally(() => this.pending.delete(id)); this.pending.set(id, promise); return await promise; } async close() { await this.conn.close(); this.pending.clear(); } }`,
    },
    {
      name: 'a turn that tells by a method of its own how far it is',
      code: `export class Client { start() { this.ackTimer = setInterval(async () => { await this.acknowledge(this.last); }, 9000); } async acknowledge(lsn) { await this.connection.sendCopy(lsn); } async stop() { clearInterval(this.ackTimer); this.connection = null; } }`,
    },
  ],
  invalid: [
    {
      name: 'a last turn that is none while another runs',
      code: `class A { async [|stop|]() { clearInterval(this.timer); await this.turn(); } start() { this.timer = setInterval(() => void this.turn(), 9); } async turn() { if (this.busy) return; this.busy = true; try { await save(); } finally { this.busy = false; } } }`,
      messageId: 'turn',
      data: { stop: 'stop', name: 'busy' },
      output: null,
    },
    {
      name: 'the stop of a module, by its full name',
      code: `let busy = false; let timer; async function turn() { if (busy) return; busy = true; try { await save(); } finally { busy = false; } } export function startSync() { timer = setInterval(turn, 9); } export async function [|stopSync|]() { clearInterval(timer); busy = false; }`,
      messageId: 'turn',
      data: { stop: 'stopSync', name: 'busy' },
      output: null,
    },
    {
      name: 'a loop',
      code: consumer('async [|stop|]() { running = false; await queue.close(); }').replace(
        'await queue.next()',
        'await handle(await queue.next())',
      ),
      messageId: 'loop',
      output: null,
    },
    {
      name: 'a loop, and a stop that nobody can await',
      options: [{ unseenHarm: true }],
      code: consumer('[|stop|]() { running = false; }'),
      messageId: 'loop',
      output: null,
    },
    {
      name: 'a stop that gives no promise, and throws away what the turn uses',
      code: keeper(
        '[|stop|]() { clearInterval(this.timer); this.timer = null; this.targets = null; }',
        `async turn() { if (this.busy) return; this.busy = true; try { this.targets = await this.request(this.targets); } finally { this.busy = false; } }`,
      ),
      messageId: 'turn',
      output: null,
    },
    {
      name: 'a turn that sends something',
      code: `export class Gates { start() { this.timer = setInterval(async () => { try { await this.client.sendReport(this.rows); } catch (error) { gatesLogger.error(error); } }, 9000); } async [|destroy|]() { clearInterval(this.timer); await this.metrics.stop(); } }`,
      messageId: 'turn',
      output: null,
    },
    {
      name: 'an object in place of a flag',
      options: [{ unseenHarm: true }],
      code: `export abstract class A { current = null; [|stop|]() { clearTimeout(this.t); } async run() { const one = { ok: true }; this.current = one; try { await this.execute(); } catch { one.ok = false; } finally { this.current = null; this.plan(); } } plan() { this.t = setTimeout(() => { this.run(); }, 1000); } }`,
      messageId: 'turn',
      output: null,
    },
    {
      name: 'an object in place of a flag, in a closure',
      options: [{ unseenHarm: true }],
      code: `export function make(work) { let run; let timer; async function turn() { run = new Run(); try { await work(run); } finally { run = undefined; } } return { start() { timer = setInterval(() => void turn(), 1000); }, [|close|]() { clearInterval(timer); } }; }`,
      messageId: 'turn',
      output: null,
    },
    {
      name: 'a turn that keeps in memory what it reads of what others may close',
      options: [{ unseenHarm: true }],
      code: `const rows = []; let timer; export const load = (db) => ({ start() { timer = setInterval(async () => { rows.push(await db.query('select 1')); }, 1000); }, async [|stop|]() { clearInterval(timer); } });`,
      messageId: 'turn',
      output: null,
    },
    {
      name: 'a turn that sends what it has kept',
      code: `const rows = []; let timer; export const load = { start() { timer = setInterval(async () => { rows.push(Date.now()); await fetch(url, { method: 'POST', body: JSON.stringify(rows) }); }, 1000); }, async [|stop|]() { clearInterval(timer); } };`,
      messageId: 'turn',
      output: null,
    },
    {
      name: 'a request whose answer is dropped is asked for what it does',
      code: keeper(
        'async [|stop|]() { clearInterval(this.timer); }',
        `async turn() { if (this.busy) return; this.busy = true; try { await fetch('http://db.test/maintain'); } finally { this.busy = false; } }`,
      ),
      messageId: 'turn',
      output: null,
    },
    {
      name: 'a turn that writes what it read, and waits for neither',
      code: keeper(
        'async [|stop|]() { clearInterval(this.timer); this.db.close(); }',
        `async turn() { if (this.busy) return; this.busy = true; try { const rows = await this.source.read(); this.db.insert(rows); } finally { this.busy = false; } }`,
      ),
      messageId: 'turn',
      output: null,
    },
    {
      name: 'the flag is never read',
      code: keeper('async [|stop|]() { clearInterval(this.timer); }'),
      messageId: 'turn',
      output: null,
    },
    {
      name: 'a list that is thrown away',
      code: sender('async [|close|]() { this.closed = true; this.open.clear(); await log.close(); }'),
      messageId: 'work',
      output: null,
    },
    {
      name: 'asyncDispose',
      code: keeper('async [|[Symbol.asyncDispose]|]() { clearInterval(this.timer); }').replace(
        '[|[Symbol.asyncDispose]|]',
        '[[|Symbol.asyncDispose|]]',
      ),
      messageId: 'turn',
      output: null,
    },
    {
      name: 'an async callback of an interval, and a stop that promises',
      code: `let timer; export function start() { timer = setInterval(async () => { await work(); }, 500); } export async function [|shutdown|]() { clearInterval(timer); }`,
      messageId: 'turn',
      output: null,
    },
  ],
});
