import { AnswerBook } from './answers.ts';
import type { Place } from './call-site.ts';

/** What a thread knows of a process that it has started. */
export interface WatchedProcess {
  /** The module that was forked, or the command. */
  readonly file: string;
  readonly place: Place | null;
  readonly startedAt: number;
  readonly pid: number;
  /** Has it a channel for messages? */
  readonly isForked: boolean;
  /** Messages sent to it, and taken from it. */
  sent: number;
  received: number;
  /** Messages with an id that wait for their answer, when it answers by id. */
  readonly requests: Map<unknown, Place | null>;
  answersById: boolean;
  readonly book: AnswerBook;
  /** When it was first asked to end, by a message, the end of its channel or its input, or a signal. */
  askedAt: number | null;
  /** Detached, or let go by `unref()`: meant to live on. */
  isLetGo: boolean;
  /** The signal that was sent to it last, and what it was doing. */
  killed: ProcessKill | null;
}

export interface ProcessKill {
  readonly signal: string;
  readonly place: Place | null;
  /** It had been asked before, and given time. */
  readonly wasAsked: boolean;
  /** It had a processor, or waited for a disk. */
  readonly wasRunning: boolean;
}

export function createWatchedProcess(
  start: Pick<WatchedProcess, 'file' | 'place' | 'pid' | 'isForked' | 'isLetGo'>,
): WatchedProcess {
  return {
    ...start,
    startedAt: Date.now(),
    sent: 0,
    received: 0,
    requests: new Map(),
    answersById: false,
    book: new AnswerBook(),
    askedAt: null,
    killed: null,
  };
}
