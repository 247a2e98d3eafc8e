import childProcess, { type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { isAborting } from '../aborting.ts';
import { listWords } from '../answers.ts';
import { captureSite, captureSparsely, isTestPlace } from '../call-site.ts';
import type { Context } from '../context.ts';
import { findAnsweredId, findId } from '../message-id.ts';
import { patch, quietly } from '../patch.ts';
import { judgeLostRequests, judgeProcessKill } from '../process-verdict.ts';
import { createWatchedProcess, type WatchedProcess } from '../watched-process.ts';

type Method = (this: ChildProcess, ...args: unknown[]) => unknown;
type Emit = (this: ChildProcess, name: string | symbol, ...args: unknown[]) => boolean;

interface SpawnOptions {
  readonly file?: string;
  readonly args?: readonly string[];
  readonly execArgv?: readonly string[];
  readonly stdio?: unknown;
  readonly detached?: boolean;
}

/** Requests of one process that are kept in mind. */
const LIMIT = 10_000;
/** Milliseconds that a process needs to start, in which it runs for its own sake. */
const STARTING = 300;
/** From the moment of a request, in milliseconds, before which its owner has not really waited. */
const WAITED = 5;
/** Milliseconds in which the last answers of a process come in that has ended. */
const SETTLE = 50;
/** Node's exit code for a top-level await that never settled. */
const UNSETTLED = 13;

/** Processes that this thread starts: what they were sent and have not answered when a signal ends them. */
export function watchProcesses(
  { tell, isStop }: Context,
  onChange: () => void = () => {},
): {
  /** Those that run and that nobody has asked to end, but for those that are meant to live on. */
  listUnasked(): WatchedProcess[];
  onProgramEnd(code: number): void;
} {
  const running = new Set<WatchedProcess>();
  const items = new WeakMap<ChildProcess, WatchedProcess>();
  const killed = new Map<WatchedProcess, string>();
  const left: WatchedProcess[] = [];
  const settle = (item: WatchedProcess): void => {
    const signal = killed.get(item);
    killed.delete(item);
    const finding = signal === undefined ? null : judgeProcessKill(item, signal);
    const at = item.killed?.place ?? null;
    if (finding && !(at && isTestPlace(at))) tell({ kind: 'finding', finding });
  };
  const onExit = (item: WatchedProcess, signal: unknown): void => {
    running.delete(item);
    onChange();
    if (item.requests.size > 0 && left.length < LIMIT) left.push(item);
    if (typeof signal !== 'string') return;
    killed.set(item, signal);
    setTimeout(() => quietly(() => settle(item)), SETTLE).unref();
  };
  watchStarts((child, options, isForked) => {
    const start = { file: getFile(options, isForked), place: captureSite(), pid: child.pid as number, isForked };
    const item = createWatchedProcess({ ...start, isLetGo: options.detached === true });
    items.set(child, item);
    running.add(item);
    onChange();
    if (!item.isForked) return;
    const onEnd = (): void => void (item.askedAt ??= Date.now());
    watchChannel(child, (message) => noteSend(item, message, isStop), onEnd);
  });
  watchEnds(items, onExit);
  return {
    listUnasked: () => [...running].filter(({ isLetGo, askedAt }) => !isLetGo && askedAt === null),
    onProgramEnd(code) {
      for (const item of [...killed.keys()]) settle(item);
      if (code !== UNSETTLED) return;
      for (const finding of left.flatMap((item) => judgeLostRequests(item) ?? [])) tell({ kind: 'finding', finding });
    },
  };
}

/** What the program does to its processes, and what they say and when they end. */
function watchEnds(
  items: WeakMap<ChildProcess, WatchedProcess>,
  onExit: (item: WatchedProcess, signal: unknown) => void,
): void {
  const { prototype } = childProcess.ChildProcess;
  patch<Method>(
    prototype,
    'kill',
    (original) =>
      function kill(...args) {
        const item = items.get(this);
        if (item) quietly(() => noteKill(item, this, args[0]));
        return original.apply(this, args);
      },
  );
  patch<Method>(
    prototype,
    'unref',
    (original) =>
      function unref(...args) {
        const item = items.get(this);
        if (item) item.isLetGo = true;
        return original.apply(this, args);
      },
  );
  patch<Emit>(
    prototype,
    'emit',
    (original) =>
      function emit(name, ...args) {
        const item = items.get(this);
        if (item && name === 'message') quietly(() => noteMessage(item, args[0]));
        else if (item && name === 'exit') quietly(() => onExit(item, args[1]));
        return original.call(this, name, ...args);
      },
  );
}

function noteKill(item: WatchedProcess, child: ChildProcess, signal: unknown): void {
  const name = typeof signal === 'string' ? signal : signal === 9 ? 'SIGKILL' : signal === undefined ? 'SIGTERM' : null;
  if (name === null || child.exitCode !== null || child.signalCode !== null) return;
  const now = Date.now();
  // What is aborted is not wanted any more.
  const wasAsked = (item.askedAt !== null && now - item.askedAt >= WAITED) || isAborting();
  const wasRunning = now - item.startedAt > STARTING && isRunning(child.pid);
  item.killed = { signal: name, place: captureSite(), wasAsked, wasRunning };
  item.askedAt ??= now;
}

function noteSend(item: WatchedProcess, message: unknown, isStop: (message: unknown) => boolean): void {
  if (isInternal(message)) return;
  if (isStop(message)) {
    item.askedAt ??= Date.now();
    return;
  }
  item.sent += 1;
  const id = findId(message);
  if (id === undefined) item.book.noteTask(listWords(message));
  else if (item.requests.size < LIMIT) item.requests.set(id, captureSparsely());
}

function noteMessage(item: WatchedProcess, message: unknown): void {
  item.received += 1;
  const id = findAnsweredId(message);
  if (id !== undefined && item.requests.delete(id)) item.answersById = true;
  else item.book.noteAnswer(message);
}

function watchStarts(onStart: (child: ChildProcess, options: SpawnOptions, isForked: boolean) => void): void {
  patch<Method>(
    childProcess.ChildProcess.prototype,
    'spawn',
    (original) =>
      function spawn(...args) {
        const options = args[0] as SpawnOptions;
        // Node replaces it when it starts the process.
        const isForked = quietly(() => Array.isArray(options.stdio) && options.stdio.includes('ipc')) ?? false;
        const result = original.apply(this, args);
        if (this.pid !== undefined) quietly(() => onStart(this, options, isForked));
        return result;
      },
  );
}

/** The channel's own methods, which the child has from its start on; `onEnd`: no more is sent, which asks most to end. */
function watchChannel(child: ChildProcess, onSend: (message: unknown) => void, onEnd: () => void): void {
  const watch = (name: 'send' | 'disconnect', note: (message: unknown) => void): void =>
    patch<Method>(
      child,
      name,
      (original) =>
        function (...args) {
          quietly(() => note(args[0]));
          return original.apply(this, args);
        },
    );
  watch('send', onSend);
  watch('disconnect', onEnd);
}

/** The module that is forked, or the command. */
function getFile({ file = '', args = [], execArgv = process.execArgv }: SpawnOptions, isForked: boolean): string {
  return (isForked ? args[1 + execArgv.length] : undefined) ?? file;
}

/** Node's own: of cluster, and of handles that are handed over. */
function isInternal(message: unknown): boolean {
  if (typeof message !== 'object' || message === null) return false;
  const cmd = Object.getOwnPropertyDescriptor(message, 'cmd')?.value as unknown;
  return typeof cmd === 'string' && cmd.startsWith('NODE_');
}

/** Has it a processor, or waits it for a disk? Known on Linux only. */
function isRunning(pid: number | undefined): boolean {
  const file = `/proc/${pid}/stat`;
  if (pid === undefined || !existsSync(file)) return false;
  return /\) [RD] /.test(readFileSync(file, 'utf8'));
}
