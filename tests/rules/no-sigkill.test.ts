import { noSigkill } from '../../src/rules/no-sigkill.ts';
import { testRule } from '../support/rule-tester.ts';

testRule(noSigkill, {
  valid: [
    {
      name: 'a function called kill beside one that asks',
      code: `import { spawn } from 'node:child_process'; let proc; export const start = () => { proc = spawn('vlc'); }; export const quit = () => proc.kill(); export function kill() { proc.kill('SIGKILL'); }`,
    },
    {
      name: 'a function called kill for a child that callers give',
      code: `export function killTree(child) { child.kill('SIGKILL'); }`,
    },
    {
      name: 'a function of which the name says force, with a child of the file',
      code: `import { spawn } from 'node:child_process'; let proc; export const start = () => { proc = spawn('vlc'); }; export function killForcefully() { proc.kill('SIGKILL'); }`,
    },
    {
      name: 'a client on its input is asked',
      code: `import { spawn } from 'node:child_process'; export class Lsp { start() { this.child = spawn('lsp'); this.rpc = connect(this.child.stdout, this.child.stdin); } async close() { await this.rpc.sendRequest('shutdown'); this.rpc.end(); await pause(); this.child.kill('SIGKILL'); } }`,
    },
    {
      name: 'a client at the address that it was started with is asked',
      code: `import { spawn } from 'node:child_process'; export function serve(port) { const child = spawn('srv', ['--port', String(port)]); const socket = connect({ port }); return async () => { socket.end(); await pause(); child.kill('SIGKILL'); }; }`,
    },
    {
      name: 'the controller that it was started with is aborted',
      code: `import { spawn } from 'node:child_process'; export function run() { const controller = new AbortController(); const child = spawn('x', { signal: controller.signal }); return async () => { controller.abort(); await pause(); child.kill('SIGKILL'); }; }`,
    },
    {
      name: 'a client that a function of the file makes of it is asked',
      code: `import { spawn } from 'node:child_process'; export class Lsp { start() { this.child = spawn('lsp'); this.rpc = this.connect(); } connect() { return new Rpc(this.child); } async stop() { this.rpc.close(); await pause(); this.child.kill('SIGKILL'); } }`,
    },
    {
      name: 'a client of unknown make may be of it',
      code: `export class Db { constructor(client, child) { this.client = client; this.child = child; } async stop() { this.client.close(); await pause(); this.child.kill('SIGKILL'); } }`,
    },
    {
      name: 'its own method asks it',
      code: `import { spawn } from 'node:child_process'; export class Db { start() { this.child = spawn('db'); } notify() { this.child.send('bye'); } async stop() { this.notify(); await pause(); this.child.kill('SIGKILL'); } }`,
    },
    {
      name: 'the caller has asked what it hands over',
      code: `import { spawn } from 'node:child_process'; function finish(it) { it.kill('SIGKILL'); } export async function run() { const child = spawn('a'); child.kill('SIGTERM'); await pause(); finish(child); }`,
    },
    {
      name: 'a helper has asked it to quit',
      code: `import { spawn } from 'node:child_process'; export function run(cmd) { const child = spawn(cmd); const gone = new Promise((go) => child.once('close', go)); return async () => { if (await requestGracefulQuit()) { if (await limited(gone)) return; } child.kill('SIGKILL'); await gone; }; }`,
    },
    {
      name: 'by a function that sends the soft signal too',
      code: `import { spawn } from 'node:child_process'; export function run() { const child = spawn('x'); const send = (signal) => child.kill(signal); return async () => { send('SIGTERM'); await pause(); send('SIGKILL'); }; }`,
    },
    {
      name: 'a time limit, behind a word on its input',
      code: `import { spawn } from 'node:child_process'; export function run() { const child = spawn('x'); setTimeout(() => child.kill('SIGKILL'), 5000); child.stdin.end('quit'); }`,
    },
    {
      name: 'a time limit, whose caller has a request behind it',
      code: `import { spawn } from 'node:child_process'; function run(cmd, ms) { return new Promise((go) => { const child = spawn(cmd); setTimeout(() => { child.kill('SIGKILL'); go(); }, ms); }); } export async function check(server) { await run('a', 1000); server.kill('SIGTERM'); }`,
    },
    {
      name: 'asked on the turn before',
      code: `export async function end(child) { for (let tries = 0; tries < 9; tries++) { if (tries > 3) child.kill('SIGKILL'); child.stdin.end(); await pause(); } }`,
    },
    {
      name: 'it is asked over the network, and killed when it takes too long',
      code: `import { spawn } from 'node:child_process'; export function serve(port) { const child = spawn('srv', [port]); return async () => { const gone = new Promise((go) => child.once('exit', go)); try { await fetch(\`http://127.0.0.1:\${port}/admin/shutdown\`, { method: 'POST' }); } catch {} setTimeout(() => child.kill('SIGKILL'), 10_000); return gone; }; }`,
    },
    {
      name: 'it is asked by the call of a client',
      code: `export class Server { async end() { await this.client.request('quit'); const limit = setTimeout(() => this.child.kill('SIGKILL'), 3000); await this.gone; clearTimeout(limit); } }`,
    },
    {
      name: 'its input is ended',
      code: `export async function end(child) { child.stdin.end(); const limit = setTimeout(() => child.kill('SIGKILL'), 3000); await exits(child); clearTimeout(limit); }`,
    },
    {
      name: 'a child without a number was never started',
      code: `import { spawn } from 'node:child_process'; export function run(cmd, soft) { const child = spawn(cmd); setTimeout(() => { if (child.pid) soft(-child.pid); else child.kill('SIGKILL'); }, 1000); }`,
    },
    {
      name: 'a child without a number, left early',
      code: `export function drop(child, soft) { const { pid } = child; if (child.pid !== undefined) { soft(pid); return; } child.kill('SIGKILL'); }`,
    },
    {
      name: 'the start has failed',
      code: `import { spawn } from 'node:child_process'; export function run(cmd, fail) { const child = spawn(cmd); child.on('error', (error) => { child.kill('SIGKILL'); fail(error); }); }`,
    },
    {
      name: 'enough of its output has come',
      code: `import { spawn } from 'node:child_process'; export function find(word) { const child = spawn(tool, [word]); child.stdout.on('data', (part) => { if (isFull(part)) child.kill('SIGKILL'); }); }`,
    },
    {
      name: 'the child has answered, and is done',
      code: `import { fork } from 'node:child_process'; export const ask = () => new Promise((go) => { const child = fork('a.js'); child.on('message', (answer) => { go(answer); child.kill('SIGKILL'); }); });`,
    },
    {
      name: 'it was asked, and that failed',
      code: `import { spawn } from 'node:child_process'; const child = spawn('a'); export async function end() { try { await cancelRun(); } catch { child.kill('SIGKILL'); } }`,
    },
    {
      name: 'the timer of the escalation stands above the request',
      code: `export function stop(child) { const hard = setTimeout(() => child.kill('SIGKILL'), 5000); child.once('exit', () => clearTimeout(hard)); child.kill('SIGTERM'); }`,
    },
    {
      name: 'the request comes first and is waited for',
      code: `export async function stop(child) { child.kill(); if (!(await exits(child))) child.kill('SIGKILL'); }`,
    },
    {
      name: 'the answer to a request that failed',
      code: `export function stop(child) { try { process.kill(child.pid, 'SIGTERM'); } catch { process.kill(child.pid, 'SIGKILL'); } }`,
    },
    {
      name: 'nothing can be waited for at the exit of the process',
      code: `process.on('exit', () => child.kill('SIGKILL'));`,
    },
    { name: "the signal is the caller\\'s", code: `export class Group { kill(signal) { this.child.kill(signal); } }` },
    {
      name: 'a second Ctrl-C',
      code: `let asked = false; process.on('SIGINT', () => { child.kill(asked ? 'SIGKILL' : 'SIGTERM'); asked = true; });`,
    },
    {
      name: 'the command only reads',
      code: `import { spawn } from 'node:child_process'; export function probe(file, ms) { const child = spawn('ffprobe', [file]); setTimeout(() => child.kill('SIGKILL'), ms); }`,
    },
    {
      name: 'a helper whose caller has asked',
      code: `function finish(child) { child.kill('SIGKILL'); } export async function stop(child) { child.kill('SIGTERM'); await exits(child); finish(child); }`,
    },
    {
      name: 'a name that says it is the last resort',
      code: `export function forceKill(child) { child.kill('SIGKILL'); }`,
    },
    {
      name: 'it was asked by a message',
      code: `export async function stop(child) { child.send('stop'); await exits(child); child.kill('SIGKILL'); }`,
    },
    {
      name: 'a time limit, whose child may hang',
      code: `import { spawn } from 'node:child_process'; export function run(cmd) { const child = spawn(cmd); setTimeout(() => child.kill('SIGKILL'), 60_000); }`,
    },
    {
      name: 'a start that has failed',
      code: `import { spawn } from 'node:child_process'; export async function serve() { const child = spawn('srv'); try { await waitForPort(80); } catch { child.kill('SIGKILL'); process.exit(1); } }`,
    },
    {
      name: 'a child that is not what was asked for',
      code: `import { spawn } from 'node:child_process'; export function start() { const child = spawn('srv'); if (!child.stdin) { child.kill('SIGKILL'); throw new Error('no input'); } return child; }`,
    },
    {
      name: 'a softer end that has failed',
      code: `import { exec, spawn } from 'node:child_process'; let child; export const start = () => { child = spawn('srv'); }; export function stop() { exec('taskkill /T /PID ' + child.pid, (error) => { if (error) { child.kill('SIGKILL'); } }); }`,
    },
    {
      name: 'a converter, whose half written file is thrown away',
      code: `import ffmpeg from 'fluent-ffmpeg'; export function play(path, signal) { const command = ffmpeg(path).format('s16le'); signal.addEventListener('abort', () => command.kill('SIGKILL')); return command.pipe(); }`,
    },
    {
      name: 'a converter that is found at run time',
      code: `import { spawn } from 'node:child_process'; export class Call { async start() { this.audio = spawn(await media.getFFmpegPath(), []); } stop() { this.audio.kill('SIGKILL'); } }`,
    },
    {
      name: 'a helper called terminate, whose callers know the child',
      code: `export function terminate(child) { child.kill('SIGKILL'); return true; }`,
    },
    {
      name: 'what is started by execFile gets SIGTERM at an abort all the same',
      code: `import { execFile } from 'node:child_process'; export const build = (signal, f) => execFile('make', [], { signal, timeout: 60_000, killSignal: 'SIGKILL' }, f);`,
    },
    {
      name: 'the signal of a time-out alone',
      code: `import { execFile } from 'node:child_process'; export const build = (f) => execFile('make', [], { timeout: 5000, killSignal: 'SIGKILL' }, f);`,
    },
  ],
  invalid: [
    {
      name: 'one stop that kills a child and its group',
      code: `import { spawn } from 'node:child_process'; export class Shell { start() { this.child = spawn('npm install', { shell: true }); } abort() { [|this.child.kill('SIGKILL')|]; process.kill(-this.child.pid, 'SIGKILL'); } }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'the signal of an abort',
      code: `import { spawn } from 'node:child_process'; export const build = (signal) => spawn('make', [], { signal, [|killSignal: 'SIGKILL'|] });`,
      messageId: 'option',
      output: null,
    },
    {
      name: 'a function called kill that is the only end of a child of the file',
      code: `import { spawn } from 'node:child_process'; let proc; export const start = () => { proc = spawn('vlc'); }; export function kill() { if (proc) [|proc.kill('SIGKILL')|]; }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'a function called kill that answers Ctrl+C',
      code: `export function watch(child) { const killChild = () => { [|child.kill('SIGKILL')|]; process.exit(130); }; process.once('SIGINT', killChild); }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'the server beside it is closed',
      code: `import { spawn } from 'node:child_process'; import { createServer } from 'node:http'; export class Dev { start() { this.server = createServer(); this.child = spawn('vite'); } async stop() { this.server.close(); await pause(); [|this.child.kill('SIGKILL')|]; } }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'another child is asked',
      code: `import { spawn } from 'node:child_process'; export function run() { const other = spawn('a'); const child = spawn('b'); return async () => { other.kill('SIGTERM'); await pause(); [|child.kill('SIGKILL')|]; }; }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'a reader of its output is closed',
      code: `import { spawn } from 'node:child_process'; import { createInterface } from 'node:readline'; export function run() { const child = spawn('b'); const lines = createInterface({ input: child.stdout }); return async () => { lines.close(); await pause(); [|child.kill('SIGKILL')|]; }; }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'the log of its output is ended',
      code: `import { spawn } from 'node:child_process'; import fs from 'node:fs'; export function run() { const log = fs.createWriteStream('x.log'); const child = spawn('b', { stdio: ['pipe', log, log] }); return async () => { log.end(); await pause(); [|child.kill('SIGKILL')|]; }; }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'a word to the terminal is no request',
      code: `export async function stop(child) { process.stdout.write('stopping'); await pause(); [|child.kill('SIGKILL')|]; }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'its own method tells somebody else',
      code: `import { spawn } from 'node:child_process'; export class Db { listeners = new Set(); start() { this.child = spawn('db'); } notify() { for (const listener of this.listeners) listener('bye'); } async stop() { this.notify(); await pause(); [|this.child.kill('SIGKILL')|]; } }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'the caller has asked another one',
      code: `import { spawn } from 'node:child_process'; function finish(it) { [|it.kill('SIGKILL')|]; } export async function run() { const child = spawn('a'); const other = spawn('b'); other.kill('SIGTERM'); await pause(); finish(child); }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'by a function that sends what it is given',
      code: `import { spawn } from 'node:child_process'; export function run() { const child = spawn('x'); const send = (signal) => child.kill(signal); return { close: () => [|send('SIGKILL')|] }; }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'a time limit of a child that was only given its work',
      options: [{ weakReasons: true }],
      code: `import { spawn } from 'node:child_process'; export function run(text) { const child = spawn('x'); setTimeout(() => [|child.kill('SIGKILL')|], 5000); child.stdin.end(text); }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'what is told to the next child is no request to this one',
      code: `import { spawn } from 'node:child_process'; export class Runtime { async update(config) { await this.dispose(); this.child = spawn('srv'); this.child.stdin.write(config); this.child.stdin.end(); } dispose() { [|this.child.kill('SIGKILL')|]; return this.gone; } }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'what it is asked over the network is no stop',
      options: [{ weakReasons: true }],
      code: `import { spawn } from 'node:child_process'; export function serve(port) { const child = spawn('srv', [port]); return async () => { await fetch(\`http://127.0.0.1:\${port}/health\`, { headers: { connection: 'close' } }); setTimeout(() => [|child.kill('SIGKILL')|], 10_000); }; }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'a sentence for readers is no request',
      code: `export async function end(child) { await request.post(log, 'going to kill the child'); [|child.kill('SIGKILL')|]; }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'it has a number: it runs',
      options: [{ weakReasons: true }],
      code: `import { spawn } from 'node:child_process'; export function run(cmd) { const child = spawn(cmd); setTimeout(() => { if (child.pid) [|child.kill('SIGKILL')|]; }, 1000); }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'the number of another child',
      code: `export function drop(child, other) { if (!other.pid) [|child.kill('SIGKILL')|]; }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'a stop that only kills',
      code: `export function stop(child) { [|child.kill('SIGKILL')|]; }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'by number, of a process known by its id',
      code: `export function dispose(pid) { [|process.kill(pid, 9)|]; }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'with all its children',
      code: `import kill from 'tree-kill'; export const stop = (pid) => [|kill(pid, 'SIGKILL')|];`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'a wrapper is asked for the kill',
      code: `export class Db { #signal(name) { process.kill(this.pid, name); } dispose() { [|this.#signal('SIGKILL')|]; } }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'both signals in a row',
      code: `export function stop(child) { child.kill('SIGTERM'); [|child.kill('SIGKILL')|]; }`,
      messageId: 'killed',
      output: null,
    },
    {
      name: 'the signal of a time-out',
      options: [{ weakReasons: true }],
      code: `import { execFile } from 'node:child_process'; export const build = (f) => execFile('make', [], { timeout: 5000, [|killSignal: 'SIGKILL'|] }, f);`,
      messageId: 'option',
      output: null,
    },
  ],
});
