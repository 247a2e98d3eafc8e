import type { MessagePort, Worker } from 'node:worker_threads';
import type { WatchedWorker } from './watched-worker.ts';

/** Messages that are kept in mind, and words of each. */
const LIMIT = 1000;
const WORDS = 8;
const SHORTEST = 3;

/** What was sent and has no answer yet; an answer is told by a word that it shares with its request. */
export class AnswerBook {
  #open: string[][] = [];
  #answered = 0;
  /** Messages that are no answers. */
  #others = 0;
  #isFull = false;

  noteTask(words: string[]): void {
    if (this.#open.length < LIMIT) this.#open.push(words);
    else this.#isFull = true;
  }

  noteAnswer(message: unknown): void {
    const words = new Set(listWords(message));
    const at = this.#open.findIndex((list) => list.some((word) => words.has(word)));
    if (at < 0) this.#others += 1;
    else {
      this.#answered += 1;
      this.#open.splice(at, 1);
    }
  }

  /** Was message after message answered, and nothing else said? */
  answersEach(): boolean {
    return !this.#isFull && this.#answered > 0 && this.#others === 0;
  }
}

const books = new WeakMap<WatchedWorker, AnswerBook>();

/** Notes a message without an id that was sent to a worker. */
export function noteTask(item: WatchedWorker, message: unknown): void {
  const words = listWords(message);
  let book = books.get(item);
  if (!book) {
    if (words.length === 0) return;
    book = new AnswerBook();
    books.set(item, book);
    listen(item, book);
  }
  book.noteTask(words);
}

/** Has it answered message after message, and said nothing else? */
export function answersEach(item: WatchedWorker): boolean {
  return books.get(item)?.answersEach() === true;
}

/** At the worker's inner port, so that neither listeners nor stacks of the program show it. */
function listen(item: WatchedWorker, book: AnswerBook): void {
  const worker = item.worker.deref() as Worker & Record<symbol, unknown>;
  const key = Object.getOwnPropertySymbols(worker).find(({ description }) => description === 'kPublicPort');
  const port = key && (worker[key] as MessagePort | undefined);
  port?.on('message', (message: unknown) => book.noteAnswer(message));
}

/** The texts of a message that can tell it from others. Getters are not called. */
export function listWords(message: unknown): string[] {
  if (typeof message === 'string') return message.length >= SHORTEST ? [message] : [];
  if (typeof message !== 'object' || message === null || ArrayBuffer.isView(message)) return [];
  const words: string[] = [];
  for (const name of Object.keys(message).slice(0, WORDS)) {
    if (name === 'type' || name === 'kind' || name === 'cmd') continue;
    const value = Object.getOwnPropertyDescriptor(message, name)?.value as unknown;
    if (typeof value === 'string' && value.length >= SHORTEST && value.length < 500) words.push(value);
  }
  return words;
}
