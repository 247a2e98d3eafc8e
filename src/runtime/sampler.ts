import type { Session } from 'node:inspector';
import { readStack, type Place } from './call-site.ts';

const STACK =
  '(()=>{const l=Error.stackTraceLimit;Error.stackTraceLimit=50;try{return new Error().stack}finally{Error.stackTraceLimit=l}})()';
const TURN = 'new Promise((r)=>setImmediate(r))';
/** Milliseconds in which a loop that turns answers. */
const ANSWER = 250;
/** Between two continuations no frame of the program is on the stack. */
const TRIES = 20;

interface Answer {
  readonly id?: number;
  readonly result?: { readonly result?: { readonly value?: unknown } };
}

/**
 * Where worker threads are, without their help and without pausing them: by the inspector's NodeWorker domain, asked to
 * evaluate `new Error().stack` on top of the running frames. Connected only while it is asked. `onPlace` is called when
 * there is a frame of the program, so not in native code; `onEnd` says whether the loop has answered.
 */
export async function sampleWorkers(
  threads: readonly number[],
  onPlace: (thread: number, place: Place) => void,
  onEnd: (thread: number, hasTurned: boolean) => void,
): Promise<void> {
  const inspector = process.getBuiltinModule('node:inspector');
  const session = new inspector.Session();
  session.connect();
  try {
    const attached = attach(session, new Set(threads.map(String)));
    session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
    await attached.ready;
    await Promise.all(
      threads.map(async (thread) => {
        const ask = attached.asks.get(String(thread));
        if (ask) onEnd(thread, await sample(ask, (place) => onPlace(thread, place)));
      }),
    );
  } finally {
    session.post('NodeWorker.disable');
    session.disconnect();
  }
}

type Ask = (expression: string, awaitPromise?: boolean) => Promise<Answer>;

function attach(session: Session, wanted: ReadonlySet<string>): { asks: Map<string, Ask>; ready: Promise<void> } {
  const asks = new Map<string, Ask>();
  const pending = new Map<number, (answer: Answer) => void>();
  let last = 0;
  session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
    const answer = JSON.parse(params.message) as Answer;
    if (answer.id !== undefined) pending.get(answer.id)?.(answer);
  });
  const ready = new Promise<void>((resolve) => {
    session.on('NodeWorker.attachedToWorker', ({ params: { sessionId, workerInfo } }) => {
      asks.set(workerInfo.workerId, (expression, awaitPromise = false) => {
        const id = ++last;
        const message = JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression, awaitPromise } });
        return new Promise((answered) => {
          pending.set(id, answered);
          session.post('NodeWorker.sendMessageToWorker', { sessionId, message });
        });
      });
      if ([...wanted].every((worker) => asks.has(worker))) resolve();
    });
    void pause(ANSWER).then(resolve);
  });
  return { asks, ready };
}

async function sample(ask: Ask, onPlace: (place: Place) => void): Promise<boolean> {
  // Asked first, so that the loop may answer while the stacks come in.
  let hasTurned = false;
  const turn = ask(TURN, true).then(({ result }) => (hasTurned = result?.result !== undefined));
  for (let i = 0; i < TRIES; i++) {
    const answer = await Promise.race([ask(STACK), pause(ANSWER)]);
    const stack = answer?.result?.result?.value;
    if (typeof stack !== 'string') break;
    const place = readStack(stack);
    if (place) onPlace(place);
    if (place || hasTurned) break;
    await pause(3);
  }
  if (!hasTurned) await Promise.race([turn, pause(ANSWER)]);
  return hasTurned;
}

/** Does not keep the program alive. */
function pause(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, ms, undefined).unref());
}
