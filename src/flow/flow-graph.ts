import type { Node } from '../source/types.ts';
import { findPathOrder, type PathOrder } from './path-order.ts';

/** Nodes that a path may not evaluate: a list, or a predicate that is asked once for each point that a search meets. */
export type Avoiding = Iterable<Node> | ((node: Node) => boolean);

/** Ways that a path may not go: those on which a condition holds, or does not. Asked for the parts of `&&`, `||`, `!`. */
export type RuledOut = (condition: Node, holds: boolean) => boolean;

/**
 * Questions about the paths through one function, the top level of a file, or one field initialiser.
 *
 * Every expression and statement is a point: an expression and a simple statement (`x = f();`, `return x`, a variable
 * declaration) the moment when it is complete, its children before it; a compound statement (block, `if`, `switch`,
 * `try`, label) its beginning; a loop its head, where each turn begins (`for`: after the initialiser, before the
 * test; `for…of`: where the next value is fetched); a `case` and a `catch` the beginning of their statements.
 * A nested function is one point and is not entered. Types, labels and names of keys are no points.
 *
 * A call, `new`, `await`, `yield`, tagged template or `for…of` head inside a `try` may fail into its `catch` or
 * `finally`; it then counts as evaluated when it is avoided or asked for, but a path *from* it begins after its success.
 * Outside of every `try` only an explicit `throw` leaves by an error.
 */
export interface Flow {
  /**
   * Is there a way from `from` to `to` on which nothing of `avoiding` is evaluated? `'end'` is falling off the end and
   * `return`; `'throw'` is an explicit `throw` that nothing catches and a call that never returns. The search leaves
   * `from` first: `hasPath(a, a)` asks for a cycle. False when `to` itself is avoided, or when a node is no point of
   * this flow (it belongs to another function).
   */
  hasPath(from: Start, to: Node | 'end' | 'throw', avoiding?: Avoiding, isRuledOut?: RuledOut): boolean;
  /** The same from `from` to any node: one search for all of them. */
  getReached(from: Start, avoiding?: Avoiding, isRuledOut?: RuledOut): (to: Node) => boolean;
  /** The same for many questions with one bar: one walk for all of them, which answers most. */
  getPathOrder(isBarred: (node: Node) => boolean): PathOrder;
  /** Can the node be evaluated at all once the function is entered? */
  isReachable(node: Node): boolean;
}

/** Where a path begins: at the first node, or at any of several. */
export type Start = Node | 'entry' | readonly (Node | 'entry')[];

/** What a search does with a vertex that it meets: go through it, stay out, or end with success. */
export type Step = 'enter' | 'skip' | 'found';

export const ENTRY = 0;
export const END = 1;
export const THROW = 2;
export const NO_LOOP = -1;

/** Vertices are numbers; a node has several where a finalizer runs for several kinds of exit. */
export class FlowGraph implements Flow {
  /** The node of each vertex; null for joins. */
  readonly nodes: (Node | null)[] = [];
  /** The number of the innermost loop around each vertex. */
  readonly loopOf: number[] = [];
  /** The number of the loop around each loop. */
  readonly loopParents: number[] = [];
  /** Where control goes when the evaluation of a vertex fails inside a `try`. */
  readonly failures = new Map<number, number>();
  /** For the end of a finalizer that runs on the way out: the `break`, `return` … that went through it. */
  readonly origins = new Map<number, readonly number[]>();
  /** For where a condition has turned out true or false: the condition, and which. */
  readonly outcomes = new Map<number, { readonly condition: Node; readonly holds: boolean }>();
  /** Where control is when a branch of an `if` has come to its end; a branch in a finalizer has several. */
  readonly branchEnds: Map<Node, number[]> = new Map<Node, number[]>();
  private readonly firstEdge: number[] = [];
  private readonly nextEdge: number[] = [];
  private readonly targets: number[] = [];
  /** The vertices of each node, nearly always a single one. */
  private readonly points = new Map<Node, number | number[]>();
  private met: Uint8Array | null = null;
  private reachable: Uint8Array | null = null;
  /** The number of the last loop inside each loop: those inside one are numbered after it, without a gap. */
  private lastInside: number[] | null = null;

  constructor() {
    for (let pseudo = ENTRY; pseudo <= THROW; pseudo += 1) this.addVertex(null, NO_LOOP);
  }

  addVertex(node: Node | null, loop: number): number {
    const vertex = this.nodes.push(node) - 1;
    this.loopOf.push(loop);
    this.firstEdge.push(-1);
    if (!node) return vertex;
    const known = this.points.get(node);
    if (known === undefined) this.points.set(node, vertex);
    else if (typeof known === 'number') this.points.set(node, [known, vertex]);
    else known.push(vertex);
    return vertex;
  }

  addEdge(from: number, to: number): void {
    this.nextEdge.push(this.firstEdge[from] as number);
    this.firstEdge[from] = this.targets.push(to) - 1;
  }

  addLoop(parent: number): number {
    return this.loopParents.push(parent) - 1;
  }

  getPoints(node: Node): readonly number[] {
    const points = this.points.get(node) ?? [];
    return typeof points === 'number' ? [points] : points;
  }

  /** Is the vertex inside the loop with this number? */
  isInLoop(vertex: number, loop: number): boolean {
    const own = this.loopOf[vertex] as number;
    return own >= loop && own <= (loop === NO_LOOP ? Infinity : (this.getLastInside()[loop] as number));
  }

  private getLastInside(): readonly number[] {
    if (this.lastInside) return this.lastInside;
    const last = this.loopParents.map((_, loop) => loop);
    for (let loop = last.length - 1; loop >= 0; loop -= 1) {
      const parent = this.loopParents[loop] as number;
      if (parent !== NO_LOOP) last[parent] = Math.max(last[parent] as number, last[loop] as number);
    }
    return (this.lastInside = last);
  }

  hasPath(
    from: Start,
    to: Node | 'end' | 'throw',
    avoiding: Avoiding = [],
    isRuledOut: RuledOut | null = null,
  ): boolean {
    const goals = to === 'end' ? [END] : to === 'throw' ? [THROW] : this.getPoints(to);
    if (goals.length === 0) return false;
    return this.spreadFrom(from, avoiding, isRuledOut, (vertex) => (goals.includes(vertex) ? 'found' : 'enter'));
  }

  getReached(from: Start, avoiding: Avoiding = [], isRuledOut: RuledOut | null = null): (to: Node) => boolean {
    const reached = new Uint8Array(this.nodes.length);
    this.spreadFrom(from, avoiding, isRuledOut, (vertex) => {
      reached[vertex] = 1;
      return 'enter';
    });
    return (to) => this.getPoints(to).some((vertex) => reached[vertex] === 1);
  }

  /** A search that stays out of what is avoided or ruled out. */
  private spreadFrom(
    from: Start,
    avoiding: Avoiding,
    isRuledOut: RuledOut | null,
    step: (vertex: number) => Step,
  ): boolean {
    const isAvoided = toPredicate(avoiding);
    const starts = Array.isArray(from) ? (from as readonly (Node | 'entry')[]) : [from as Node | 'entry'];
    const vertices = starts.flatMap((start) => (start === 'entry' ? [ENTRY] : this.getPoints(start)));
    return this.search(vertices, (vertex) => {
      const node = this.nodes[vertex];
      if (node && isAvoided(node)) return 'skip';
      const outcome = isRuledOut && this.outcomes.get(vertex);
      if (outcome && isRuledOut?.(outcome.condition, outcome.holds)) return 'skip';
      return step(vertex);
    });
  }

  getPathOrder(isBarred: (node: Node) => boolean): PathOrder {
    return findPathOrder(this, isBarred);
  }

  isReachable(node: Node): boolean {
    return this.getPoints(node).some((vertex) => this.isVertexReachable(vertex));
  }

  isVertexReachable(vertex: number): boolean {
    if (!this.reachable) {
      const reached = new Uint8Array(this.nodes.length);
      this.search([ENTRY], (met) => {
        reached[met] = 1;
        return 'enter';
      });
      this.reachable = reached;
    }
    return this.reachable[vertex] === 1;
  }

  /** Leaves `starts` by their success edges, meets every further vertex once; true as soon as `step` says `found`. */
  search(starts: readonly number[], step: (vertex: number) => Step): boolean {
    // Kept for the next search, so that a short one in a long function is cheap; `step` may begin a search of its own.
    const met = this.met ?? new Uint8Array(this.nodes.length);
    this.met = null;
    const order: number[] = [];
    const found = this.spread(starts, (vertex) => {
      if (met[vertex] === 1) return 'skip';
      met[vertex] = 1;
      order.push(vertex);
      return step(vertex);
    });
    for (const vertex of order) met[vertex] = 0;
    this.met = met;
    return found;
  }

  private spread(starts: readonly number[], step: (vertex: number) => Step): boolean {
    const open: number[] = [];
    const meet = (vertex: number): boolean => {
      const answer = step(vertex);
      if (answer === 'enter') open.push(vertex);
      return answer === 'found';
    };
    for (const start of starts) if (this.someTarget(start, meet)) return true;
    for (let vertex = open.pop(); vertex !== undefined; vertex = open.pop()) {
      if (this.someTarget(vertex, meet)) return true;
      const failure = this.failures.get(vertex);
      if (failure !== undefined && meet(failure)) return true;
    }
    return false;
  }

  /** The vertices right after this one, that of its failure included. */
  listNext(vertex: number): number[] {
    const failure = this.failures.get(vertex);
    const next = failure === undefined ? [] : [failure];
    this.someTarget(vertex, (target) => next.push(target) === 0);
    return next;
  }

  /** Does one of the vertices right after this one, failures left out, satisfy `test`? */
  someTarget(vertex: number, test: (target: number) => boolean): boolean {
    for (let edge = this.firstEdge[vertex] as number; edge !== -1; edge = this.nextEdge[edge] as number) {
      if (test(this.targets[edge] as number)) return true;
    }
    return false;
  }
}

export function toPredicate(avoiding: Avoiding): (node: Node) => boolean {
  if (typeof avoiding === 'function') return avoiding;
  const nodes = avoiding instanceof Set ? (avoiding as ReadonlySet<Node>) : new Set(avoiding);
  return (node) => nodes.has(node);
}
