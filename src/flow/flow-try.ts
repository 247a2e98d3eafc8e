import type { TSESTree } from '../source/types.ts';
import type { CatchFrame, Cleanup, FinallyFrame, FlowBuilder, Visitors } from './flow-builder.ts';

/** Finalizers inside this many finalizers have one copy for all kinds of exit, which allows paths that cannot be. */
const MAX_FINALIZER_DEPTH = 2;

export const tryVisitors: Visitors = {
  TryStatement(flow, node) {
    flow.point(node);
    if (!node.finalizer) {
      visitGuarded(flow, node);
      return;
    }
    const frame: FinallyFrame = {
      kind: 'finally',
      loop: flow.loop,
      isShared: flow.finalizerDepth >= MAX_FINALIZER_DEPTH,
      cleanups: new Map(),
    };
    flow.within(frame, () => visitGuarded(flow, node));
    flow.finalizerDepth += 1;
    visitFinalizer(flow, frame, node.finalizer);
    flow.finalizerDepth -= 1;
  },
};

function visitGuarded(flow: FlowBuilder, { block, handler }: TSESTree.TryStatement): void {
  const start = flow.point(null);
  if (!handler) {
    flow.visit(block);
    return;
  }
  const frame: CatchFrame = { kind: 'catch', handler: flow.addVertex(handler), isUsed: false };
  flow.within(frame, () => flow.visit(block));
  // Nobody writes a `catch` for nothing: `a.b` and conversions may fail, too.
  if (!frame.isUsed && block.body.length > 0) flow.link(start, frame.handler);
  const done = flow.at;
  flow.at = frame.handler;
  flow.visit(handler.param);
  flow.visit(handler.body);
  flow.point(null, done, flow.at);
}

/** The finalizer runs once for the normal way on and once for each kind of exit that leads through it. */
function visitFinalizer(flow: FlowBuilder, frame: FinallyFrame, finalizer: TSESTree.BlockStatement): void {
  const cleanups = [...frame.cleanups.values()];
  if (frame.isShared && cleanups[0]) flow.link(flow.at, cleanups[0].entry);
  else cleanups.unshift({ entry: flow.at, exits: new Set(), sources: [] });
  const [next] = cleanups.map((cleanup) => visitCleanup(flow, cleanup, finalizer));
  flow.at = next as number;
}

function visitCleanup(flow: FlowBuilder, cleanup: Cleanup, finalizer: TSESTree.BlockStatement): number {
  const { entry, exits, sources } = cleanup;
  flow.at = entry;
  flow.visit(finalizer);
  const resume = flow.point(null);
  if (exits.size > 0) flow.graph.origins.set(resume, sources);
  for (const exit of exits) {
    flow.at = resume;
    flow.leave(exit);
  }
  return resume;
}
