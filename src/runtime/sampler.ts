import type { Session } from 'node:inspector';
import { readStack, type Place } from './call-site.ts';

const STACK =
  '(()=>{const l=Error.stackTraceLimit;Error.stackTraceLimit=50;try{return new Error().stack}finally{Error.stackTraceLimit=l}})()';
/** Asks the checker in the thread to count the next turn of its loop; gives the turns that it has counted so far. */
const TURNS = "globalThis[Symbol.for('eslint-plugin-graceful/runtime')]?.count()";
/** Milliseconds in which a loop that turns has turned. */
const ANSWER = 250;
/** Between two continuations no frame of the program is on the stack. */
const TRIES = 20;

interface Answer {
  readonly id?: number;
  readonly result?: { readonly result?: { readonly value?: unknown } };
}

type Ask = (expression: string) => Promise<Answer>;

const asks = new Map<string, Ask>();
let session: Session | null = null;

/**
 * Opens the session, once, before the first worker; it stays open. Node (20 to 26) crashes when a worker ends while one is
 * opened or closed, or while a promise is awaited through it.
 */
export function openSampler(): void {
  session ??= open();
}

/**
 * Where worker threads are, without their help and without pausing them: by the inspector's NodeWorker domain, asked to
 * evaluate `new Error().stack` on top of the running frames. `onPlace` is called when there is a frame of the program, so
 * not in native code; `onEnd` says whether the loop has turned meanwhile.
 */
export async function sampleWorkers(
  threads: readonly number[],
  onPlace: (thread: number, place: Place) => void,
  onEnd: (thread: number, hasTurned: boolean) => void,
): Promise<void> {
  // The workers are told to the session as events.
  for (let i = 0; i < 10 && !threads.every((thread) => asks.has(String(thread))); i++) await pause(ANSWER / 10);
  await Promise.all(
    threads.map(async (thread) => {
      const ask = asks.get(String(thread));
      if (ask) onEnd(thread, await sample(ask, (place) => onPlace(thread, place)));
    }),
  );
}

function open(): Session {
  const inspector = process.getBuiltinModule('node:inspector');
  const opened = new inspector.Session();
  const workers = new Map<string, string>();
  const pending = new Map<number, (answer: Answer) => void>();
  let last = 0;
  opened.connect();
  opened.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
    const answer = JSON.parse(params.message) as Answer;
    if (answer.id === undefined) return;
    pending.get(answer.id)?.(answer);
    pending.delete(answer.id);
  });
  opened.on('NodeWorker.attachedToWorker', ({ params: { sessionId, workerInfo } }) => {
    workers.set(sessionId, workerInfo.workerId);
    asks.set(workerInfo.workerId, (expression) => {
      const id = ++last;
      const message = JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression, returnByValue: true } });
      return new Promise((answered) => {
        pending.set(id, answered);
        opened.post('NodeWorker.sendMessageToWorker', { sessionId, message }, (error) => {
          if (error) pending.delete(id);
        });
      });
    });
  });
  opened.on('NodeWorker.detachedFromWorker', ({ params: { sessionId } }) => {
    asks.delete(workers.get(sessionId) ?? '');
    workers.delete(sessionId);
  });
  opened.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  return opened;
}

async function sample(ask: Ask, onPlace: (place: Place) => void): Promise<boolean> {
  const before = await read(ask(TURNS));
  for (let i = 0; i < TRIES; i++) {
    const stack = await read(ask(STACK));
    if (typeof stack !== 'string') break;
    const place = readStack(stack);
    if (place) onPlace(place);
    if (place) break;
    await pause(3);
  }
  await pause(ANSWER);
  const after = await read(ask(TURNS));
  return typeof before === 'number' && typeof after === 'number' && after > before;
}

/** Undefined when there is no answer in time: the thread is in native code, or gone. */
async function read(answer: Promise<Answer>): Promise<unknown> {
  return (await Promise.race([answer, pause(ANSWER)]))?.result?.result?.value;
}

/** Does not keep the program alive. */
function pause(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, ms, undefined).unref());
}
