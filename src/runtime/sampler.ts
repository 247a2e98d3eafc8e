import type { Session } from 'node:inspector';
import { readStack, type Place } from './call-site.ts';
import type { Inquiry } from './records.ts';

const CHECKER = "globalThis[Symbol.for('eslint-plugin-graceful/runtime')]";
/** The checker knows source maps; where it is not loaded, the stack must do. */
const STACK = `(()=>{const c=${CHECKER};if(c?.where)return c.where();const l=Error.stackTraceLimit;Error.stackTraceLimit=50;try{return new Error().stack}finally{Error.stackTraceLimit=l}})()`;
const LOOK = (isBegun: boolean): string => `${CHECKER}?.look?.(${isBegun})`;
/** Asks the checker in the thread to count the next turn of its loop; gives the turns that it has counted so far. */
const TURNS = `${CHECKER}?.count()`;
/** Milliseconds in which a loop that turns has turned. */
const ANSWER = 250;
/** Between two continuations no frame of the program is on the stack. */
const TRIES = 20;

interface Answer {
  readonly id?: number;
  readonly result?: { readonly result?: { readonly value?: unknown } };
}

/** Where it is; also whether its loop turns; what it begins and what keeps it alive. */
export type Depth = 'look' | 'turns' | 'inquire';

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
 * not in native code; `onEnd` says whether the loop has turned meanwhile, and what it has begun.
 */
export async function sampleWorkers(
  threads: readonly number[],
  onPlace: (thread: number, place: Place) => void,
  onEnd: (thread: number, hasTurned: boolean, inquiry: Inquiry | null) => void,
  depth: Depth = 'turns',
): Promise<void> {
  // The workers are told to the session as events.
  for (let i = 0; i < 10 && !threads.every((thread) => asks.has(String(thread))); i++) await pause(ANSWER / 10);
  await Promise.all(
    threads.map(async (thread) => {
      const ask = asks.get(String(thread));
      if (!ask) return;
      const { hasTurned, inquiry } = await sample(ask, depth, (place) => onPlace(thread, place));
      onEnd(thread, hasTurned, inquiry);
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

async function sample(
  ask: Ask,
  depth: Depth,
  onPlace: (place: Place) => void,
): Promise<{ readonly hasTurned: boolean; readonly inquiry: Inquiry | null }> {
  const before = depth === 'turns' ? await read(ask(TURNS)) : null;
  if (depth === 'inquire') await read(ask(LOOK(true)));
  else await findStack(ask, depth === 'look' ? 2 : TRIES, onPlace);
  if (depth === 'look') return { hasTurned: false, inquiry: null };
  await pause(ANSWER);
  const after = depth === 'turns' ? await read(ask(TURNS)) : null;
  const seen = depth === 'inquire' ? await read(ask(LOOK(false))) : null;
  return {
    hasTurned: typeof before === 'number' && typeof after === 'number' && after > before,
    inquiry: typeof seen === 'string' && seen !== '' ? (JSON.parse(seen) as Inquiry) : null,
  };
}

async function findStack(ask: Ask, tries: number, onPlace: (place: Place) => void): Promise<void> {
  for (let i = 0; i < tries; i++) {
    const stack = await read(ask(STACK));
    if (stack === undefined) return;
    const place = typeof stack === 'string' ? readStack(stack) : (stack as Place | null);
    if (place) return onPlace(place);
    await pause(3);
  }
}

/** Undefined when there is no answer in time: the thread is in native code, or gone. */
async function read(answer: Promise<Answer>): Promise<unknown> {
  return (await Promise.race([answer, pause(ANSWER)]))?.result?.result?.value;
}

/** Does not keep the program alive. */
function pause(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, ms, undefined).unref());
}
