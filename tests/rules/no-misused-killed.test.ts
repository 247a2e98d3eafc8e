import { noMisusedKilled } from '../../src/rules/no-misused-killed.ts';
import { testRule } from '../support/rule-tester.ts';

const SPAWN = `import { spawn } from 'node:child_process'; const child = spawn('tool');`;
const ENDED = 'child.exitCode === null && child.signalCode === null';

testRule(noMisusedKilled, {
  valid: [
    {
      name: 'a finally behind a kill that is not waited for',
      code: `${SPAWN} export async function run() { try { await work(); child.kill(); } finally { if (!child.killed) child.kill('SIGKILL'); } }`,
    },
    {
      name: 'a timer of a function, one of whose callers has sent no signal',
      code: `function arm(child) { setTimeout(() => { if (!child.killed) child.kill('SIGKILL'); }, 99); } export function stop(child) { child.kill(); arm(child); } export function limit(child) { arm(child); }`,
    },
    {
      name: 'on another platform only it is ended otherwise, and on this one not at all',
      code: `${SPAWN} export function stop() { if (process.platform === 'win32') log(child.pid); else child.kill(); setTimeout(() => { if (!child.killed) child.kill('SIGKILL'); }, 5000); }`,
    },
    {
      name: 'a guard before the first kill',
      code: `${SPAWN} export function stop() { if (!child.killed) child.kill(); }`,
    },
    {
      name: "in the child's own exit handler: did we ask?",
      code: `${SPAWN} child.on('exit', () => { if (!child.killed) restart(); });`,
    },
    {
      name: 'an idempotent stop',
      code: `${SPAWN} export function stop() { if (child.killed) return; child.kill(); const t = setTimeout(() => child.kill('SIGKILL'), 5000); child.on('exit', () => clearTimeout(t)); }`,
    },
    {
      name: 'a time limit that kills for the first time',
      code: `${SPAWN} setTimeout(() => { if (!child.killed) child.kill('SIGKILL'); }, 5000);`,
    },
    { name: 'an error of exec', code: `exec('x', (error) => { if (error.killed) report(error); });` },
    {
      name: 'something of its own',
      code: `const job = { killed: false }; export const isRunning = () => !job.killed;`,
    },
    {
      name: 'was the signal sent?',
      code: `${SPAWN} export function stop() { child.kill(); if (!child.killed) throw new Error('not sent'); }`,
    },
    {
      name: 'running, where the field is emptied at the end',
      code: `import { spawn } from 'node:child_process'; class A { start() { this.child = spawn('x'); this.child.on('exit', () => { this.child = null; }); } get running() { return this.child !== null && !this.child.killed; } }`,
    },
    {
      name: 'a kill on another way',
      code: `${SPAWN} export function stop(now) { if (now) child.kill(); setTimeout(() => { if (!child.killed) child.kill('SIGKILL'); }, 5000); }`,
    },
    {
      name: 'before a message, in recommended',
      code: `${SPAWN} export function send(x) { if (!child.killed) child.send(x); }`,
    },
    {
      name: 'a test',
      filename: 'tests/a.test.ts',
      code: `${SPAWN} child.kill(); setTimeout(() => { if (!child.killed) child.kill('SIGKILL'); }, 5);`,
    },
  ],
  invalid: [
    {
      name: 'the last resort of a finally behind a wait for the end',
      code: `${SPAWN} export async function run() { try { await ready(); child.kill(); await gone(child); } finally { if (![|child.killed|]) child.kill('SIGKILL'); } }`,
      messageId: 'escalation',
      output: `${SPAWN} export async function run() { try { await ready(); child.kill(); await gone(child); } finally { if (${ENDED}) child.kill('SIGKILL'); } }`,
    },
    {
      name: 'a timer of a function whose callers have sent the signal',
      code: `function arm(child) { setTimeout(() => { if (![|child.killed|]) child.kill('SIGKILL'); }, 99); } export function stop(child) { child.kill(); arm(child); }`,
      messageId: 'escalation',
      output: null,
    },
    {
      name: 'on another platform it is ended otherwise',
      code: `import { execSync } from 'node:child_process'; ${SPAWN} setTimeout(() => { if (process.platform === 'win32' && child.pid) { try { execSync(\`taskkill /pid \${child.pid} /f\`); } catch {} } else { child.kill('SIGTERM'); } setTimeout(() => { if (![|child.killed|]) child.kill('SIGKILL'); }, 5000); }, 9000);`,
      messageId: 'escalation',
      output: `import { execSync } from 'node:child_process'; ${SPAWN} setTimeout(() => { if (process.platform === 'win32' && child.pid) { try { execSync(\`taskkill /pid \${child.pid} /f\`); } catch {} } else { child.kill('SIGTERM'); } setTimeout(() => { if (${ENDED}) child.kill('SIGKILL'); }, 5000); }, 9000);`,
    },
    {
      name: 'a whole tree on one platform, by its number in a name',
      code: `import treeKill from 'tree-kill'; ${SPAWN} export async function stop() { const { pid } = child; if (isWindows) treeKill(child.pid); else child.kill(); await pause(); if (![|child.killed|]) child.kill('SIGKILL'); }`,
      messageId: 'escalation',
      output: `import treeKill from 'tree-kill'; ${SPAWN} export async function stop() { const { pid } = child; if (isWindows) treeKill(child.pid); else child.kill(); await pause(); if (${ENDED}) child.kill('SIGKILL'); }`,
    },
    {
      name: 'an escalation in a timer',
      code: `${SPAWN} export function stop() { child.kill('SIGTERM'); setTimeout(() => { if (![|child.killed|]) child.kill('SIGKILL'); }, 5000); }`,
      messageId: 'escalation',
      output: `${SPAWN} export function stop() { child.kill('SIGTERM'); setTimeout(() => { if (${ENDED}) child.kill('SIGKILL'); }, 5000); }`,
    },
    {
      name: 'the timer is set before the kill',
      code: `${SPAWN} export function stop() { const t = setTimeout(() => { if (![|child.killed|]) child.kill('SIGKILL'); }, 5000); child.kill('SIGTERM'); child.on('exit', () => clearTimeout(t)); }`,
      messageId: 'escalation',
      output: `${SPAWN} export function stop() { const t = setTimeout(() => { if (${ENDED}) child.kill('SIGKILL'); }, 5000); child.kill('SIGTERM'); child.on('exit', () => clearTimeout(t)); }`,
    },
    {
      name: 'behind a pause',
      code: `${SPAWN} export async function stop() { if (!child.killed) child.kill(); await pause(500); if (![|child.killed|]) child.kill('SIGKILL'); }`,
      messageId: 'escalation',
      output: `${SPAWN} export async function stop() { if (!child.killed) child.kill(); await pause(500); if (${ENDED}) child.kill('SIGKILL'); }`,
    },
    {
      name: 'a child of a parameter',
      filename: 'file.js',
      code: `export function stop(child) { child.kill(); setTimeout(() => { if (![|child.killed|]) child.kill('SIGKILL'); }, 5000); }`,
      messageId: 'escalation',
      output: null,
    },
    {
      name: 'one of a class, in a try',
      code: `import { fork, type ChildProcess } from 'node:child_process'; class A { #child: ChildProcess = fork('x'); stop() { try { this.#child.kill(); } catch {} setTimeout(() => { if (this.#child && ![|this.#child.killed|]) { this.#child.kill('SIGKILL'); } }, 10); } }`,
      messageId: 'escalation',
      output: `import { fork, type ChildProcess } from 'node:child_process'; class A { #child: ChildProcess = fork('x'); stop() { try { this.#child.kill(); } catch {} setTimeout(() => { if (this.#child && this.#child.exitCode === null && this.#child.signalCode === null) { this.#child.kill('SIGKILL'); } }, 10); } }`,
    },
    {
      name: 'waited for in a loop',
      code: `${SPAWN} export async function stop() { child.kill(); await pause(1); while (![|child.killed|]) await pause(100); }`,
      messageId: 'wait',
      output: null,
    },
    {
      name: 'is it running?',
      code: `import { spawn } from 'node:child_process'; class A { child = spawn('x'); isRunning() { return ![|this.child.killed|]; } }`,
      messageId: 'running',
      output: `import { spawn } from 'node:child_process'; class A { child = spawn('x'); isRunning() { return (this.child.exitCode === null && this.child.signalCode === null); } }`,
    },
    {
      name: 'before a message, in strict',
      options: [{ beforeSend: true }],
      code: `${SPAWN} export function send(x) { if (![|child.killed|]) child.send(x); }`,
      messageId: 'send',
      output: null,
    },
  ],
});
