import { getSite } from './bus.ts';
import type { WorkerContext } from './context.ts';
import { quietly } from './patch.ts';

export type Word = Int32Array | BigInt64Array;

interface Lock {
  readonly buffer: ArrayBufferLike;
  /** In bytes. */
  readonly at: number;
  /** Where it was first taken. */
  readonly site: number;
  row: number;
  isHeld: boolean;
  /** This thread has given it back before, so that it surely is a lock. */
  isReleased: boolean;
}

/** Locks that are held at the same time; the oldest is forgotten for another. */
const MOST = 16;

/** The words of shared memory that this thread has taken. One that is taken again and again costs one write each time. */
export class WordLocks {
  hasHeld = false;
  /** The one that was taken last: as long as no other is, its row is its own. */
  #last: Lock | null = null;
  #array: Word | null = null;
  #index = 0;
  #value: unknown = 0;
  #site = 0;
  #row = new Int32Array(1);
  #isLastHeld = false;
  readonly #others: Lock[] = [];
  readonly #known = new WeakMap<ArrayBufferLike, Map<number, Lock>>();
  readonly #context: WorkerContext;

  constructor(context: WorkerContext) {
    this.#context = context;
  }

  /** A word was 0, and has this value now. */
  onTake(array: Word, index: number, value: unknown): void {
    if (array === this.#array && index === this.#index && value === this.#value) {
      this.#row[0] = this.#site;
      this.#isLastHeld = true;
      this.hasHeld = true;
    } else quietly(() => this.#take(array, index, value));
  }

  /** A word may be 0 again. */
  onChange(array: Word, index: number): void {
    if (this.#isLastHeld && array === this.#array && index === this.#index) {
      if (array[index]) return;
      this.#row[0] = 0;
      this.#isLastHeld = false;
      this.hasHeld = this.#others.length > 0;
    } else if (this.#others.length > 0 || array !== this.#array) quietly(() => this.#release(array, index));
  }

  #take(array: Word, index: number, value: unknown): void {
    this.#leaveLast();
    const lock = this.#find(array, index);
    if (lock.site === 0 || lock.isHeld) return;
    const { state } = this.#context;
    const values = [lock.site, array.buffer.byteLength, lock.at, Number(value), lock.isReleased ? 1 : 0];
    lock.row = state.addRow('wordLocks', values);
    lock.isHeld = true;
    this.hasHeld = true;
    if (lock.isReleased && lock.row >= 0) {
      [this.#last, this.#array, this.#index, this.#value, this.#site] = [lock, array, index, value, lock.site];
      this.#row = state.openRow('wordLocks', lock.row);
      this.#isLastHeld = true;
    } else this.#others.push(lock);
    if (this.#others.length > MOST) (this.#others.shift() as Lock).isHeld = false;
  }

  #release(array: Word, index: number): void {
    if (array[index]) return;
    const at = getOffset(array, index);
    if (this.#last?.buffer === array.buffer && this.#last.at === at) this.#leaveLast();
    const i = this.#others.findIndex((lock) => lock.at === at && lock.buffer === array.buffer);
    if (i < 0) return;
    const [lock] = this.#others.splice(i, 1) as [Lock];
    this.hasHeld = this.#isLastHeld || this.#others.length > 0;
    this.#context.state.removeRow('wordLocks', lock.row);
    lock.isHeld = false;
    lock.isReleased = true;
  }

  #leaveLast(): void {
    if (this.#last) this.#last.isHeld = this.#isLastHeld;
    if (this.#last && this.#isLastHeld) this.#others.push(this.#last);
    [this.#last, this.#array, this.#isLastHeld] = [null, null, false];
  }

  #find(array: Word, index: number): Lock {
    const locks = this.#known.get(array.buffer) ?? new Map<number, Lock>();
    this.#known.set(array.buffer, locks);
    const at = getOffset(array, index);
    let lock = locks.get(at);
    if (!lock) {
      const site = getSite(this.#context.tell);
      lock = { buffer: array.buffer, at, site, row: -1, isHeld: false, isReleased: false };
      locks.set(at, lock);
    }
    return lock;
  }
}

function getOffset(array: Word, index: number): number {
  return array.byteOffset + index * array.BYTES_PER_ELEMENT;
}
