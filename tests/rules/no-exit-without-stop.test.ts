import { noExitWithoutStop } from '../../src/rules/no-exit-without-stop.ts';
import { testRule } from '../support/rule-tester.ts';

const SERVER = `import { createServer } from 'node:http'; const server = createServer(handle).listen(1);`;
const WORKER = `import { Worker } from 'node:worker_threads'; const worker = new Worker('./w.js');`;
const QUEUE = `import { Worker } from 'bullmq'; const worker = new Worker('mail', send);`;

testRule(noExitWithoutStop, {
  valid: [
    {
      name: 'a server, and the end of what may hold it',
      code: `${SERVER} const app = new App(); process.on('SIGTERM', async () => { server.close(); await app.stop(); process.exit(0); });`,
    },
    {
      name: 'Electron: a listener that ends nothing',
      code: `import { app } from 'electron'; app.on('before-quit', async () => { await store.save(); await note(); });`,
    },
    {
      name: 'Electron: the quit is held by a function of the file',
      code: `import { app } from 'electron'; const hold = (event) => event.preventDefault(); app.on('before-quit', async (event) => { hold(event); await pool.close(); app.exit(); });`,
    },
    {
      name: 'an exit hook that ends things at once, and looks at failures later',
      code: `process.on('exit', () => { child.kill(); server.close().catch(note); });`,
    },
    {
      name: 'an exit hook that tells the stop not to wait',
      code: `async function stop(atOnce) { if (atOnce) return child.kill(); await child.close(); } process.on('exit', () => stop(true));`,
    },
    {
      name: 'an exit hook of a child, which may wait',
      code: `child.on('exit', async () => { await server.close(); });`,
    },
    {
      name: 'an exit hook that waits for a note only, the end before it',
      code: `process.once('exit', async () => { server.close(); await note('bye'); console.log('gone'); });`,
    },
    {
      name: 'asked to end at once, the last resort later',
      code: `async function stop() { child.kill('SIGTERM'); await delay(1000); child.kill('SIGKILL'); } process.on('exit', stop);`,
    },
    {
      name: 'kills that are on their way',
      code: `class M { constructor() { process.on('exit', () => void this.shutdown()); } async shutdown() { await Promise.all(this.all.map((one) => this.killServer(one))); } async killServer(one) { await endTree(one.process); } }`,
    },
    {
      name: 'a list that is emptied',
      code: `class M { constructor() { process.on('exit', () => void this.shutdown()); } async shutdown() { await Promise.all([...this.old].map((one) => this.say(one))); this.old.clear(); } }`,
    },
    {
      name: 'beforeExit may wait',
      code: `process.on('beforeExit', async () => { await server.close(); });`,
    },
    {
      name: 'only the second signal is not waited for',
      code: `${QUEUE} let again = false; process.on('SIGINT', async () => { if (!again) { again = true; await worker.close(); } else { log('at once'); } process.exit(0); });`,
    },
    {
      name: 'the end of a server is awaited before that of the store',
      code: `${SERVER} process.on('SIGTERM', async () => { await new Promise((done) => server.close(done)); await pool.end(); process.exit(0); });`,
    },
    {
      name: 'a server whose end somebody listens for',
      code: `${SERVER} server.on('close', note); process.on('SIGTERM', async () => { server.close(); await pool.end(); process.exit(0); });`,
    },
    {
      name: 'a server that something else has, which may wait for it',
      code: `${SERVER} const io = new Server(server); process.on('SIGTERM', async () => { server.close(); await pool.end(); process.exit(0); });`,
    },
    {
      name: 'a server, and what is awaited may wait for it',
      code: `${SERVER} process.on('SIGTERM', async () => { server.close(); await drain(); await pool.end(); process.exit(0); });`,
    },
    {
      name: 'a server, and a function of the file that waits',
      code: `${SERVER} async function drain() { while (open > 0) await tick(); } process.on('SIGTERM', async () => { server.close(); await drain(); process.exit(0); });`,
    },
    {
      name: 'several ends were awaited, whether they failed or not',
      code: `${QUEUE} class App { async end(code = 0) { try { note('bye'); await Promise.all([worker.close(), flush()]); } catch (error) { note(error); code = 1; } finally { process.exit(code); } } } const app = new App(); process.on('SIGTERM', () => void app.end());`,
    },
    {
      name: 'it was awaited, whether it failed or not',
      code: `${SERVER} const end = async () => { try { log('closing'); await server.close(); } catch (error) { log(error); } finally { process.exit(0); } }; process.on('SIGTERM', end);`,
    },
    {
      name: 'it was awaited, in a try that only has a finally',
      code: `${QUEUE} process.once('SIGINT', async () => { try { await worker.close(); } finally { process.exit(); } });`,
    },
    {
      name: 'behind a try that waits',
      code: `${QUEUE} process.once('SIGINT', async () => { let code = 0; try { note('end'); await worker.close(); } catch { code = 1; } process.exit(code); });`,
    },
    {
      name: 'behind an await',
      code: `${QUEUE} process.on('SIGTERM', async () => { await worker.close(); process.exit(0); });`,
    },
    {
      name: 'in the callback of the end',
      code: `${SERVER} process.on('SIGTERM', () => server.close(() => process.exit(0)));`,
    },
    {
      name: 'a limit beside the wait',
      code: `${SERVER} process.on('SIGTERM', () => { server.close(() => process.exit(0)); setTimeout(() => process.exit(1), 9000); });`,
    },
    {
      name: 'through a function that waits',
      code: `${QUEUE} async function stop() { await worker.close(); } process.on('SIGTERM', () => { stop().then(() => process.exit(0)); });`,
    },
    {
      name: 'a second Ctrl-C',
      code: `${QUEUE} let stopping = false; process.on('SIGINT', async () => { if (stopping) process.exit(1); stopping = true; await worker.close(); process.exit(0); });`,
    },
    {
      name: 'a server that is not closed is left on purpose',
      code: `${SERVER} process.on('SIGINT', () => { process.exit(0); });`,
    },
    { name: 'nothing runs', code: `process.on('SIGINT', () => { process.exit(0); });` },
    { name: 'a usage error', code: `${WORKER} if (!file) process.exit(2);` },
    { name: 'no signal', code: `${WORKER} process.on('uncaughtException', () => { process.exit(1); });` },
    { name: 'a test', filename: 'tests/a.test.ts', code: `${WORKER} process.on('SIGINT', () => process.exit(0));` },
    {
      name: "Electron's quit that kills a thread",
      code: `import { app } from 'electron'; import { Worker } from 'node:worker_threads'; const worker = new Worker('./x.js'); app.on('before-quit', () => { worker.terminate(); });`,
    },
    {
      name: "Electron's before-quit that holds the app",
      code: `import { app } from 'electron'; import { fork } from 'node:child_process'; const child = fork('x'); app.on('before-quit', async (event) => { event.preventDefault(); child.kill(); await gone(child); app.exit(); });`,
    },
  ],
  invalid: [
    {
      name: 'a server, and only other parts are awaited',
      code: `${SERVER} const janitor = new Janitor(); process.on('SIGTERM', async () => { server.close(); await janitor.stop(); await pool.end(); [|process.exit(0)|]; });`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'Electron: an end that is awaited when nothing waits',
      code: `import { app } from 'electron'; [|app.on('before-quit', async () => { await pool.close(); })|];`,
      messageId: 'unheld',
      data: { event: 'before-quit', end: 'close' },
      output: null,
    },
    {
      name: 'Electron: kills behind a promise',
      code: `import { app } from 'electron'; const stopAll = () => list().then((pids) => { for (const pid of pids) process.kill(pid); }); [|app.on('will-quit', () => { stopAll(); })|];`,
      messageId: 'unheld',
      output: null,
    },
    {
      name: 'an exit hook that awaits an end',
      code: `[|process.on('exit', async () => { await server.close(); })|];`,
      output: null,
      errors: [{ messageId: 'hook', data: { end: 'close' } }],
    },
    {
      name: 'an exit hook that comes to the end behind an await, over methods',
      code: `class Pool { constructor() { [|process.once('exit', () => this.cleanup())|]; } async cleanup() { if (this.over) return; this.over = true; await this.closeAll(); } async closeAll() { await Promise.all(this.list.map((one) => one.close())); this.note(); } }`,
      output: null,
      errors: [{ messageId: 'hook' }],
    },
    {
      name: 'an exit hook with the files removed when something else is done',
      code: `import { rmSync } from 'node:fs'; const end = async () => { await flush(); rmSync(dir); }; [|process.on('exit', end)|];`,
      output: null,
      errors: [{ messageId: 'hook', data: { end: 'rmSync' } }],
    },
    {
      name: 'an exit hook whose ends are in a chain',
      code: `class Broker { constructor() { this.end = () => { this.stop().catch(note).then(() => process.exit(0)); }; [|process.on('exit', this.end)|]; } stop() { return Promise.resolve().then(() => this.cache.close()).then(() => this.metrics.stop()); } }`,
      output: null,
      errors: [{ messageId: 'hook', data: { end: 'stop' } }],
    },
    {
      name: 'a server, once only, and the end of a store is awaited',
      code: `${SERVER} let stopping = false; process.on('SIGTERM', async () => { if (stopping) return; stopping = true; server.close(); await pool.end(); [|process.exit(0)|]; });`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'a flag that nothing raises tells no second signal',
      code: `${QUEUE} let quick = false; export const hurry = () => { quick = true; }; process.on('SIGINT', async () => { if (!quick) { await worker.close(); } else { log('at once'); } [|process.exit(0)|]; });`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'a server, and only the end of a store is awaited',
      code: `${SERVER} process.on('SIGTERM', async () => { server.close(); await pool.end(); [|process.exit(0)|]; });`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'a server, and only the end of a store leads to the exit',
      code: `${SERVER} process.on('SIGTERM', () => { server.close(); mongoose.connection.close().then(() => { [|process.exit(0)|]; }); });`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'a consumer, and only the ends of stores are awaited',
      code: `${QUEUE} process.on('SIGTERM', async () => { worker.close(); await Promise.all([prisma.$disconnect(), redis.quit()]); [|process.exit(0)|]; });`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'a server, closed by a function that awaits a store',
      code: `${SERVER} async function shutdown() { server.close(); await pool.end(); } process.on('SIGTERM', async () => { await shutdown(); [|process.exit(0)|]; });`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'a finally behind a close that nobody awaits',
      code: `${SERVER} process.on('SIGTERM', async () => { try { server.close(); } catch (error) { log(error); } finally { [|process.exit(0)|]; } });`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'a finally behind a close that is awaited in some cases only',
      code: `${QUEUE} process.on('SIGTERM', async () => { try { note('end'); if (soft) await worker.close(); } finally { [|process.exit(0)|]; } });`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'a consumer that is not awaited',
      code: `${QUEUE} process.on('SIGTERM', () => { worker.close(); [|process.exit(0)|]; });`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'a server whose end is not awaited',
      code: `${SERVER} process.on('SIGTERM', () => { server.close(); [|process.exit(0)|]; });`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'workers, and no word to them',
      code: `${WORKER} process.once('SIGINT', () => [|process.exit(130)|]);`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'several signals, through a function',
      code: `${WORKER} function stop() { console.log('bye'); [|process.exit(0)|]; } for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => stop());`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'only the log is awaited',
      code: `${QUEUE} process.on('SIGTERM', async () => { worker.close(); await logger.flush(); [|process.exit(0)|]; });`,
      messageId: 'exit',
      output: null,
    },
    {
      name: 'a delay in place of a wait',
      code: `${SERVER} process.on('SIGTERM', () => { server.close(); setTimeout(() => [|process.exit(0)|], 3000); });`,
      messageId: 'delay',
      output: null,
    },
    {
      name: "Electron's quit waits for nothing",
      code: `import { app } from 'electron'; import { fork } from 'node:child_process'; const child = fork('x'); app.on('quit', () => { [|child.kill()|]; });`,
      messageId: 'quit',
      output: null,
    },
  ],
});
