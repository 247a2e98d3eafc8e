import { describe } from 'vitest';
import { preferInterruptibleWait } from '../../src/rules/prefer-interruptible-wait.ts';
import { testRule } from '../support/rule-tester.ts';

const options = [{ nearJobs: false, outsideLoops: false, unitStops: true, minMs: 100 }] as const;
const SLEEP = `const sleep = (ms: number) => new Promise((go) => setTimeout(go, ms));\n`;

/** A class with a stop that `send` looks at, and a retry with the given loop. */
function getDriver(loop: string, more = ''): string {
  return `${SLEEP}export class Driver {
  closed = false;
  async open() { ${loop} }
  send(data: string) { if (this.closed) throw new Error('closed'); this.port.write(data); }
  async close() { this.closed = true; await this.port.end(); }
  ${more}
}`;
}

const RETRY = 'for (;;) { try { this.port = await connect(); return; } catch { await [|sleep(1000)|]; } }';
const bare = (code: string): string => code.replace(/\[\||\|\]/g, '');
const valid = (name: string, code: string) => ({ name, code, options });
const invalid = (name: string, code: string) => ({ name, code, options, messageId: 'unasked' as const, output: null });

describe('a stop that the loop around a pause never looks at', () => {
  testRule(preferInterruptibleWait, {
    valid: [
      { name: 'only where it is asked for', code: bare(getDriver(RETRY)) },
      valid(
        'a look in the loop',
        getDriver('for (;;) { await sleep(1000); if (this.closed) break; }').replace('sleep(1000)', 'tick(1000)'),
      ),
      valid(
        'a look in what the loop calls',
        getDriver('for (;;) { try { this.send("?"); return; } catch { await sleep(1000); } }'),
      ),
      valid(
        'a loop that looks at something else that ends it',
        getDriver('for (;;) { if (this.port.destroyed) return; await sleep(1000); }'),
      ),
      valid(
        'a stop that nobody looks at',
        `${SLEEP}export class Poll { async run() { for (;;) { await sleep(1000); await ask(); } } stop() { this.stopped = true; } }`,
      ),
      valid(
        'a loop that the stop waits for',
        getDriver(
          'await this.empty();',
          'async end() { this.closed = true; await this.empty(); } async empty() { while (this.port.count()) await sleep(1000); }',
        ).replace('async close() { this.closed = true;', 'async close() { await this.end();'),
      ),
      valid(
        'a guard against two stops at once, which the stop sets back',
        bare(getDriver(RETRY)).replace('await this.port.end();', 'await this.port.end(); this.closed = false;'),
      ),
      valid(
        'few short rounds',
        getDriver('for (let i = 0; i < 3; i++) { if (await connect()) return; await sleep(1000); }'),
      ),
      valid(
        'a loop with a deadline',
        getDriver('while (Date.now() < end) { if (await connect()) return; await sleep(1000); }'),
      ),
      valid(
        'a pause that is surely short',
        getDriver('for (;;) { if (await connect()) return; await sleep(10 + Math.floor(Math.random() * 41)); }'),
      ),
      valid(
        'what was taken is brought out',
        getDriver(
          '',
          `async flushBatch(batch: string[]) { for (;;) { try { return await insert(batch); } catch { await sleep(1000); } } }`,
        ),
      ),
      valid('the loop of another class', `${getDriver('')}\nexport class Other { async open() { ${bare(RETRY)} } }`),
      valid(
        'a generator, which its consumer ends',
        getDriver('', 'async *read() { for (;;) { yield await connect(); await sleep(1000); } }'),
      ),
      valid(
        'what another method ends',
        getDriver('', `stopRecording() { this.recording = false; } record() { if (this.recording) return; }`).replace(
          'this.closed = true;',
          '',
        ),
      ),
    ],
    invalid: [
      invalid('a retry that opens again behind the end', getDriver(RETRY)),
      invalid(
        'a count of rounds that take long',
        getDriver('for (let i = 0; i < 10; i++) { if (await connect()) return; await [|sleep(1000)|]; }'),
      ),
      invalid(
        'what the loop starts and does not wait for',
        getDriver('for (;;) { if (await connect()) { void this.send("?"); return; } await [|sleep(1000)|]; }'),
      ),
      invalid(
        'a function that calls itself again',
        getDriver(
          '',
          'async again() { try { await connect(); } catch { await [|sleep(1000)|]; return this.again(); } }',
        ),
      ),
      invalid(
        'a state',
        getDriver(RETRY)
          .replaceAll('this.closed = true', "this.state = 'closed'")
          .replace('if (this.closed)', "if (this.state === 'closed')"),
      ),
      invalid(
        'a promise of the end, which a getter tells',
        `${SLEEP}export class Driver {
  get isDestroyed() { return !!this.destroying; }
  send() { if (this.isDestroyed) return; this.port.write(); }
  destroy() { this.destroying ??= this.port.end(); }
  async open() { ${RETRY} }
}`,
      ),
      invalid(
        'a factory',
        `${SLEEP}export function makeDriver() {
  let closed = false;
  async function open() { for (;;) { if (await connect()) return; await [|sleep(1000)|]; } }
  return { open, send() { if (closed) return; push(); }, close() { closed = true; } };
}`,
      ),
      invalid(
        'a file with a handler of a process signal',
        `${SLEEP}let ending = false;
process.on('SIGTERM', () => { ending = true; });
export function take() { if (!ending) start(); }
export async function connect() { for (;;) { if (await open()) return; await [|sleep(1000)|]; } }`,
      ),
    ],
  });
});
