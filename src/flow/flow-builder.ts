import type { Node, TSESTree } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';
import { END, ENTRY, FlowGraph, NO_LOOP, THROW } from './flow-graph.ts';

/** A way of leaving that passes through finalizers; a number is the vertex that a `break` or `continue` jumps to. */
export type Exit = 'return' | 'throw' | 'failure' | number;

export interface JumpFrame {
  readonly kind: 'jump';
  readonly labels: readonly string[];
  readonly breakTo: number;
  /** Null for what `continue` looks through: `switch` and labelled blocks. */
  readonly continueTo: number | null;
  /** False for labelled blocks, which only a `break` with their label leaves. */
  readonly isPlain: boolean;
}

export interface CatchFrame {
  readonly kind: 'catch';
  readonly handler: number;
  isUsed: boolean;
}

/** One run of a finalizer on the way out. */
export interface Cleanup {
  readonly entry: number;
  readonly exits: Set<Exit>;
  /** The vertices of the statements that leave through it. */
  readonly sources: number[];
}

export interface FinallyFrame {
  readonly kind: 'finally';
  readonly loop: number;
  /** One copy for all kinds of exit, where copies within copies would grow without bound. */
  readonly isShared: boolean;
  readonly cleanups: Map<Exit | 'shared', Cleanup>;
}

type Frame = (JumpFrame | CatchFrame | FinallyFrame) & { readonly outer: Frame | null };

type NodeOfType<T extends TSESTree.AST_NODE_TYPES> = Extract<Node, { type: T }>;

/** What to do with each type of node. A type without an entry has its children visited in the order of visitor keys. */
export type Visitors = {
  readonly [T in TSESTree.AST_NODE_TYPES]?: (flow: FlowBuilder, node: NodeOfType<T>) => void;
};

/** The state of one walk over a function: where control is, and what surrounds it. */
export class FlowBuilder {
  readonly graph = new FlowGraph();
  readonly file: SourceFile;
  /** The vertex that control is at. After a jump it is one that nothing leads to. */
  at = ENTRY;
  loop = NO_LOOP;
  /** Where `?.` goes when its object is missing. */
  chainEnd: number | null = null;
  finalizerDepth = 0;
  private frame: Frame | null = null;
  private readonly visitors: Visitors;

  constructor(file: SourceFile, visitors: Visitors) {
    this.file = file;
    this.visitors = visitors;
  }

  visit(node: Node | null | undefined): void {
    if (!node) return;
    const visitor = this.visitors[node.type] as ((flow: FlowBuilder, node: Node) => void) | undefined;
    if (visitor) visitor(this, node);
    else if (node.type.startsWith('TS')) this.point(node);
    else this.visitChildren(node);
  }

  visitAll(nodes: Iterable<Node | null>): void {
    for (const node of nodes) this.visit(node);
  }

  /** For nodes without branches, and for those of dialects that nobody has heard of. */
  visitChildren(node: Node): void {
    for (const key of this.file.code.visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, unknown>)[key];
      if (Array.isArray(child)) this.visitAll(child as Node[]);
      else this.visit(child as Node | null);
    }
    this.point(node);
  }

  /** Control evaluates the node (null: a join) coming from where it is, or from all of `from`. */
  point(node: Node | null, ...from: number[]): number {
    const vertex = this.addVertex(node);
    if (from.length === 0) this.link(this.at, vertex);
    for (const source of from) this.link(source, vertex);
    this.at = vertex;
    return vertex;
  }

  /** A vertex that is not linked to anything yet. */
  addVertex(node: Node | null = null): number {
    return this.graph.addVertex(node, this.loop);
  }

  link(from: number, to: number): void {
    this.graph.addEdge(from, to);
  }

  /** Control leaves from where it is; what is written next is unreachable unless something jumps there. */
  leave(exit: Exit): void {
    const target = this.findWayOut(this.at, exit);
    if (target !== null) this.link(this.at, target);
    this.stop();
  }

  /** The process ends here: no handler and no finalizer runs. */
  exitProcess(): void {
    this.link(this.at, THROW);
    this.stop();
  }

  stop(): void {
    this.at = this.addVertex();
  }

  /** The point that control is at may fail into the `try` around it. */
  mayFail(): void {
    const target = this.findWayOut(this.at, 'failure');
    if (target !== null) this.graph.failures.set(this.at, target);
  }

  /** Runs `inside` with one more thing around it. */
  within(frame: JumpFrame | CatchFrame | FinallyFrame, inside: () => void): void {
    const outer = this.frame;
    // The same object: the marks that are made on the frame belong to the caller.
    this.frame = Object.assign(frame, { outer });
    inside();
    this.frame = outer;
  }

  findJump(accepts: (frame: JumpFrame) => boolean): JumpFrame | null {
    for (let frame = this.frame; frame; frame = frame.outer) {
      if (frame.kind === 'jump' && accepts(frame)) return frame;
    }
    return null;
  }

  private findWayOut(from: number, exit: Exit): number | null {
    for (let frame = this.frame; frame; frame = frame.outer) {
      if (frame.kind === 'finally') return this.enterFinalizer(frame, from, exit);
      if (frame.kind === 'jump') {
        if (exit === frame.breakTo || exit === frame.continueTo) return exit;
      } else if (exit === 'throw' || exit === 'failure') {
        frame.isUsed = true;
        return frame.handler;
      }
    }
    if (exit === 'return') return END;
    return exit === 'throw' ? THROW : null;
  }

  private enterFinalizer(frame: FinallyFrame, from: number, exit: Exit): number {
    const key = frame.isShared ? 'shared' : exit;
    let cleanup = frame.cleanups.get(key);
    if (!cleanup) {
      cleanup = { entry: this.graph.addVertex(null, frame.loop), exits: new Set(), sources: [] };
      frame.cleanups.set(key, cleanup);
    }
    cleanup.exits.add(exit);
    if (exit !== 'failure') cleanup.sources.push(from);
    return cleanup.entry;
  }
}
