/** Where each number stands in a thread's state. The worker writes, its owner reads; `asked` is the owner's. */
const AT = {
  phase: 0,
  /** Tasks with an id that came over a port of the program's own and have no answer, and answers that it has given there. */
  portOpen: 1,
  portAnswered: 7,
  received: 2,
  posted: 3,
  receivedAtPost: 4,
  asked: 5,
  /** 1 while we find out where it begins to wait, which takes a cold thread some milliseconds. */
  entersWait: 6,
  waitSite: 8,
  waitBytes: 9,
  waitIndex: 10,
  waitValue: 11,
  lateSite: 12,
  lateAt: 13,
  goesOnSite: 14,
  portClosedSite: 15,
  iterationSite: 16,
  writes: 17,
  writeSite: 18,
  userCodeAt: 19,
  /** 1 when the wait stands in a loop: for the next task. */
  waitInLoop: 20,
  /** Messages that its owner has sent; the owner's. */
  sent: 21,
  /** When it last sent a message, over any port. */
  lastPostAt: 22,
  /** Messages taken from any port, and how many they were at its last post. */
  taken: 23,
  takenAtPost: 24,
  /** Where it listens for messages. */
  listenSite: 25,
  /** Messages that it has sent over any port, and those of them after which its code has returned. */
  sends: 26,
  sendsBack: 27,
  /** Its number in the system, on Linux. */
  tid: 28,
  /** Tasks with an id that came over a BroadcastChannel and have no answer, answers that it has given, and where it listens. */
  broadcastOpen: 29,
  broadcastAnswered: 30,
  broadcastSite: 31,
} as const;

/** Rows of numbers that come and go. */
const ROWS = {
  /** Site and deadline. */
  sleeps: { start: 32, count: 4, width: 2 },
  /** Site, byte length of the buffer, index, value, and 1 when the word has been released before. */
  locks: { start: 40, count: 8, width: 5 },
  /** Those of the locks that are words of shared memory. */
  wordLocks: { start: 40, count: 4, width: 5 },
  webLocks: { start: 60, count: 4, width: 5 },
  /** Site and process id. */
  children: { start: 80, count: 8, width: 2 },
  /** Site, and when it was last written to. */
  files: { start: 96, count: 8, width: 2 },
} as const;
const SIZE = 112;

/** Stands for the byte length of the buffer of a lock that has none. */
export const WEB_LOCK = -1;

export type Field = keyof typeof AT;
export type RowKind = keyof typeof ROWS;

export const BOOTING = 0;
export const RUNNING = 1;
/** The thread has come to its own end: its exit handlers run. */
export const ENDING = 2;

/** What must be known of a thread when it can no longer answer: numbers in shared memory, which outlive a kill. */
export class ThreadState {
  readonly buffer: SharedArrayBuffer;
  /** `Date.now()` at which the clock of this state began. */
  readonly epoch: number;
  readonly #numbers: Int32Array;

  constructor(buffer = new SharedArrayBuffer(SIZE * 4), epoch = Date.now() - 1) {
    this.buffer = buffer;
    this.epoch = epoch;
    this.#numbers = new Int32Array(buffer);
  }

  get(field: Field): number {
    return this.#numbers[AT[field]] as number;
  }

  set(field: Field, value: number): void {
    this.#numbers[AT[field]] = value;
  }

  increment(field: Field): void {
    this.#numbers[AT[field]] = this.get(field) + 1;
  }

  /** Milliseconds since the epoch, never 0. */
  now(): number {
    return Math.max(1, Date.now() - this.epoch) | 0;
  }

  /** Fills a free row; gives its number, or -1 when all are taken. Its first value must not be 0. */
  addRow(kind: RowKind, values: readonly number[]): number {
    const { start, count, width } = ROWS[kind];
    for (let row = 0; row < count; row++) {
      const at = start + row * width;
      if (this.#numbers[at] !== 0) continue;
      for (const [i, value] of values.entries()) if (i > 0) this.#numbers[at + i] = value;
      this.#numbers[at] = values[0] as number;
      return row;
    }
    return -1;
  }

  removeRow(kind: RowKind, row: number): void {
    if (row >= 0) this.#numbers[ROWS[kind].start + row * ROWS[kind].width] = 0;
  }

  setRow(kind: RowKind, row: number, value: number): void {
    if (row >= 0) this.#numbers[ROWS[kind].start + row * ROWS[kind].width + 1] = value;
  }

  /** The numbers of a row themselves. */
  openRow(kind: RowKind, row: number): Int32Array<ArrayBuffer> {
    const { start, width } = ROWS[kind];
    return this.#numbers.subarray(start + row * width, start + (row + 1) * width) as never;
  }

  getRows(kind: RowKind): number[][] {
    const { start, count, width } = ROWS[kind];
    const rows = Array.from({ length: count }, (_, row) => start + row * width);
    return rows.filter((at) => this.#numbers[at] !== 0).map((at) => [...this.#numbers.subarray(at, at + width)]);
  }
}
