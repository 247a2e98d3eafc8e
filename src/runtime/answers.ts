import type { MessagePort, Worker } from 'node:worker_threads';
import type { WatchedWorker } from './watched-worker.ts';

/** Messages that are kept in mind, and words of each. */
const LIMIT = 1000;
const WORDS = 8;
const SHORTEST = 3;

/** What was sent and has no answer yet; an answer is told by a word that it shares with its request. */
interface Book {
  open: string[][];
  answered: number;
  /** Messages of the worker that are no answers. */
  others: number;
  isFull: boolean;
}

const books = new WeakMap<WatchedWorker, Book>();

/** Notes a message without an id that was sent to a worker. */
export function noteTask(item: WatchedWorker, message: unknown): void {
  const words = listWords(message);
  let book = books.get(item);
  if (!book) {
    if (words.length === 0) return;
    book = { open: [], answered: 0, others: 0, isFull: false };
    books.set(item, book);
    listen(item, book);
  }
  if (book.open.length < LIMIT) book.open.push(words);
  else book.isFull = true;
}

/** Has it answered message after message, and said nothing else? */
export function answersEach(item: WatchedWorker): boolean {
  const book = books.get(item);
  return book !== undefined && !book.isFull && book.answered > 0 && book.others === 0;
}

/** At the worker's inner port, so that neither listeners nor stacks of the program show it. */
function listen(item: WatchedWorker, book: Book): void {
  const worker = item.worker.deref() as Worker & Record<symbol, unknown>;
  const key = Object.getOwnPropertySymbols(worker).find(({ description }) => description === 'kPublicPort');
  const port = key && (worker[key] as MessagePort | undefined);
  port?.on('message', (message: unknown) => {
    const words = new Set(listWords(message));
    const at = book.open.findIndex((list) => list.some((word) => words.has(word)));
    if (at < 0) book.others += 1;
    else {
      book.answered += 1;
      book.open.splice(at, 1);
    }
  });
}

/** The texts of a message that can tell it from others. Getters are not called. */
function listWords(message: unknown): string[] {
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
