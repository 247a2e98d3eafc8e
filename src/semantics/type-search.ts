import type { Node } from '../source/types.ts';
import type { ValueType } from './handle.ts';

/** Answers that hold for good, by expression and by the number of collections around the value. */
export type KnownTypes = Map<Node, (ValueType | undefined)[]>;

/** How many expressions lead to one another at most, so that the stack lasts. */
const MOST_STEPS = 400;
const MOST_COLLECTIONS = 4;

interface Step {
  readonly node: Node;
  readonly elements: number;
  readonly index: number;
  /** The first step, of those that are still open, that the answer depends on. */
  low: number;
  answer: ValueType;
}

/**
 * One search for what an expression is. Each expression is asked once, one that leads back to itself adds nothing, and
 * every answer that does not hang on an open question is kept for the searches to come.
 */
export class TypeSearch {
  readonly #open: Step[] = [];
  /** Answered, but by way of a step that is still open. */
  readonly #pending: Step[] = [];
  readonly #seen = new Map<Node, (Step | undefined)[]>();
  readonly #known: KnownTypes;

  constructor(known: KnownTypes) {
    this.#known = known;
  }

  ask(node: Node, elements: number, compute: () => ValueType): ValueType {
    const known = this.#known.get(node)?.[elements];
    if (known !== undefined) return known;
    const seen = this.#seen.get(node)?.[elements];
    if (seen) this.#dependOn(seen.low);
    if (seen) return seen.answer;
    if (elements > MOST_COLLECTIONS) return null;
    if (this.#open.length >= MOST_STEPS) {
      this.#dependOn(-1);
      return null;
    }
    const index = this.#open.length;
    const step: Step = { node, elements, index, low: index, answer: null };
    set(this.#seen, step, step);
    this.#open.push(step);
    step.answer = compute();
    this.#open.pop();
    if (step.low < index) {
      this.#pending.push(step);
      this.#dependOn(step.low);
    } else {
      this.#settle(step);
    }
    return step.answer;
  }

  #dependOn(low: number): void {
    const current = this.#open.at(-1);
    if (current && low < current.low) current.low = low;
  }

  /** Where a circle leads to nothing, so does each of its members; where it leads somewhere, they are asked by themselves. */
  #settle(root: Step): void {
    set(this.#known, root, root.answer);
    while ((this.#pending.at(-1)?.low ?? -1) >= root.index) {
      const step = this.#pending.pop();
      if (!step) return;
      set(this.#seen, step, undefined);
      if (root.answer === null) set(this.#known, step, null);
    }
  }
}

function set<T>(map: Map<Node, T[]>, { node, elements }: Step, value: T): void {
  const answers = map.get(node) ?? [];
  answers[elements] = value;
  map.set(node, answers);
}
