import { noRearmedTimer } from '../../src/rules/no-rearmed-timer.ts';
import { testRule } from '../support/rule-tester.ts';

const STRICT = [{ looseTies: true }];

testRule(noRearmedTimer, {
  valid: [
    {
      name: 'recommended: the next round looks first, and nothing takes the stop back',
      code: `export class A { ended = false; poll() { if (this.ended) return;\n\n\n\n\n\n this.turn = work().finally(() => { this.t = setTimeout(() => this.poll(), 9); }); } async destroy() { this.ended = true; clearTimeout(this.t); await this.turn; } }`,
    },
    {
      name: 'the stop waits for something, then clears',
      code: `export class A { async tick() { await work(); this.t = setTimeout(() => this.tick(), 9); } async close() { clearTimeout(this.t); await this.turn; this.forget(); } forget() { clearTimeout(this.t); } }`,
    },
    {
      name: 'recommended: a flag that the turn sets anew',
      code: `export class A { async connect() { this.state = 0; try { await get(); } catch { if (this.state === 2) return; setTimeout(() => this.connect(), 9); } } close() { this.state = 2; } }`,
    },
    {
      name: 'only an abort leads there: no-swallowed-abort tells it',
      options: STRICT,
      code: `export function source(url) { let own = new AbortController(); let timer; async function connect() { own = new AbortController(); try { await read(await fetch(url, { signal: own.signal })); } catch (error) { if (error.name !== 'AbortError') throw error; timer = setTimeout(connect, 1000); } } void connect(); return { close() { clearTimeout(timer); own.abort(); } }; }`,
    },
    {
      name: 'it looks for the stop before it talks to what the stop closes',
      code: `export class A { #closed = false; #say() { if (this.#closed) return; this.channel.postMessage('here'); setTimeout(() => this.#say(), 16); } close() { this.#closed = true; this.channel.close(); } }`,
    },
    {
      name: 'what it talks to is not what the stop closes',
      code: `export class A { #say() { this.channel.postMessage('here'); setTimeout(() => this.#say(), 16); } close() { this.file.close(); } }`,
    },
    {
      name: 'a hidden part of an end that sets what the turn looks at',
      code: `export class A { ended = false; tries = 0; async turn() { if (this.hasEnded()) return; try { await send(); } catch { setTimeout(() => this.turn(), 500 * ++this.tries); } } hasEnded() { return this.ended; } async terminate() { this.ended = true; await this.note(); this.stopMedia(); } private stopMedia() { this.tries = 0; } }`,
    },
    {
      name: 'a look between the pause and the timer',
      code: `export class A { start() { this.on = true; this.tick(); } stop() { this.on = false; clearTimeout(this.t); } async tick() { await work(); if (!this.on) return; this.t = setTimeout(() => this.tick(), 9); } }`,
    },
    {
      name: 'nothing is waited for',
      code: `export class A { start() { work(); this.t = setTimeout(() => this.start(), 9); } stop() { clearTimeout(this.t); } }`,
    },
    {
      name: 'the stop waits for the turn',
      code: `export class A { start() { this.turn = this.send().then(() => { this.t = setTimeout(() => this.start(), 9); }); } async stop() { await this.turn; clearTimeout(this.t); } async send() {} }`,
    },
    {
      name: 'a signal between',
      code: `export function follow(level, signal) { let t; async function look() { await level(); if (signal.aborted) return; t = setTimeout(look, 9); } signal.addEventListener('abort', () => clearTimeout(t)); look(); }`,
    },
    {
      name: 'the close listener looks',
      code: `export class A { stopped = false; connect() { const s = open(); this.s = s; s.onclose = () => { if (this.stopped) return; setTimeout(() => this.connect(), 9); }; } close() { this.stopped = true; this.s.close(); } }`,
    },
    {
      name: 'the listener is taken off',
      code: `export class A { connect() { const s = open(); this.s = s; s.onclose = () => { setTimeout(() => this.connect(), 9); }; } close() { this.s.onclose = null; this.s.close(); } }`,
    },
    {
      name: 'a timer without a handle that looks before it opens again',
      code: `export class A { wanted = true; connect() { this.ws = new WebSocket(url); this.ws.onclose = () => this.again(); } again() { setTimeout(() => { if (this.wanted) this.connect(); }, 9); } close() { this.wanted = false; this.ws.close(); } }`,
    },
    {
      name: 'it looks at what the stop sets in the settings',
      code: `export class A { connect() { if (!this.config.retry) return; this.ws = new WebSocket(url); this.ws.onclose = () => this.again(); } again() { setTimeout(() => this.connect(), 9); } close() { this.config.retry = false; this.ws.close(); } }`,
    },
    {
      name: 'what the timer opens is not what the stop closes',
      code: `export class A { connect() { this.ws = new WebSocket(url); this.ws.onclose = () => this.again(); } again() { setTimeout(() => this.connect(), 9); } close() { this.file.close(); } }`,
    },
    {
      name: 'a component that is gone looks first',
      code: `class Page extends Component { componentWillUnmount() { this.gone = true; clearTimeout(this.t); } load = async () => { await get(); if (this.gone) return; this.t = setTimeout(this.load, 9); }; }`,
    },
  ],
  invalid: [
    {
      name: 'a pause without a handle, behind which what was closed is opened again',
      code: `export class A { wanted = true; connect() { this.ws = new WebSocket(url); this.ws.onclose = () => this.again(); } again() { if (!this.wanted) return; [|setTimeout(() => this.connect(), 9)|]; } close() { this.wanted = false; this.ws.close(); } }`,
      messageId: 'rearmed',
      output: null,
    },
    {
      name: 'a component that leaves the page while it waits',
      code: `class Page extends Component { componentWillUnmount() { clearTimeout(this.t); } load = async () => { await get(); this.t = [|setTimeout(this.load, 9)|]; }; }`,
      messageId: 'rearmed',
      output: null,
    },
    {
      name: 'the next round looks first, but a start takes the stop back',
      code: `export class A { ended = false; start() { this.ended = false; this.poll(); } poll() { if (this.ended) return;\n\n\n\n\n\n this.turn = work().finally(() => { this.t = [|setTimeout(() => this.poll(), 9)|]; }); } async stop() { this.ended = true; clearTimeout(this.t); await this.turn; } }`,
      messageId: 'rearmed',
      output: null,
    },
    {
      name: 'strict: the next round looks first, but the timer is left',
      options: STRICT,
      code: `export class A { ended = false; poll() { if (this.ended) return;\n\n\n\n\n\n this.turn = work().finally(() => { this.t = [|setTimeout(() => this.poll(), 9)|]; }); } async destroy() { this.ended = true; clearTimeout(this.t); await this.turn; } }`,
      messageId: 'rearmed',
      output: null,
    },
    {
      name: 'what the stop waits for comes behind its clear',
      code: `export class A { async tick() { await work(); this.t = [|setTimeout(() => this.tick(), 9)|]; } async close() { clearTimeout(this.t); await other.close(); } }`,
      messageId: 'rearmed',
      output: null,
    },
    {
      name: 'it talks to what the stop closes, and looks at something else',
      options: STRICT,
      code: `export class A { #closed = false; #say() { if (!this.#connected) { this.#channel.postMessage('here'); [|setTimeout(() => this.#say(), 16)|]; } } close() { this.#closed = true; this.#channel?.close(); } #connected = false; #channel = null; }`,
      messageId: 'rearmed',
      output: null,
    },
    {
      name: 'it talks to what the stop closes, in functions',
      options: STRICT,
      code: `let socket; let tries = 0; function beat() { socket.send('beat'); tries += 1; [|setTimeout(beat, 1000)|]; } export const open = (s) => { socket = s; beat(); }; export function shutdown() { socket.close(); }`,
      messageId: 'rearmed',
      output: null,
    },
    {
      name: 'a hidden method that nothing else of the class calls',
      code: `export class A { async tick() { await work(); this.t = [|setTimeout(() => this.tick(), 9)|]; } private stop() { clearTimeout(this.t); } end = () => note(); }`,
      messageId: 'rearmed',
      output: null,
    },
    {
      name: 'behind a pause',
      code: `export class A { async tick() { await work(); this.t = [|setTimeout(() => this.tick(), 9)|]; } stop() { clearTimeout(this.t); } }`,
      messageId: 'rearmed',
      output: null,
    },
    {
      name: 'behind a promise',
      code: `let next; function sample() { read().then(() => { next = [|setTimeout(sample, 9)|]; }); } export const start = () => sample(); export const stopSampling = () => clearTimeout(next);`,
      messageId: 'rearmed',
      output: null,
    },
    {
      name: 'the handle is not kept',
      code: `export function make(work) { let next; const start = async () => { await work(); next = setTimeout(tick, 9); }; const stop = () => { clearTimeout(next); }; async function tick() { await work(); [|setTimeout(tick, 9)|]; } return { start, stop }; }`,
      messageId: 'rearmed',
      output: null,
    },
    {
      name: 'its own close comes back',
      code: `export class A { connect() { const s = open(); this.s = s; s.onclose = () => { [|setTimeout(() => this.connect(), 9)|]; }; } close() { this.s.close(); } }`,
      messageId: 'rearmed',
      output: null,
    },
    {
      name: 'the turn sets the flag anew before it looks',
      options: STRICT,
      code: `export class A { async connect() { this.state = 0; try { await get(); } catch { if (this.state === 2) return; [|setTimeout(() => this.connect(), 9)|]; } } close() { this.state = 2; } }`,
      messageId: 'rearmed',
      output: null,
    },
  ],
});
