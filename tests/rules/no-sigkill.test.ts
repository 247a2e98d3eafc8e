import { noSigkill } from '../../src/rules/no-sigkill.ts';
import { testRule } from '../support/rule-tester.ts';

testRule(noSigkill, {
  valid: [
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
  ],
  invalid: [
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
      code: `import { execFile } from 'node:child_process'; export const build = (f) => execFile('make', [], { timeout: 5000, [|killSignal: 'SIGKILL'|] }, f);`,
      messageId: 'option',
      output: null,
    },
  ],
});
