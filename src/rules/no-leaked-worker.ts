import { listLeaks, type Leak } from '../checks/no-leaked-worker/leaks.ts';
import { listLeftBehind } from '../checks/no-leaked-worker/left-behind.ts';
import { listRevivals } from '../checks/no-leaked-worker/ended-in-vain.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { holdsAny } from '../source/text-gate.ts';
import type { TSESLint } from '../source/types.ts';
import { getSourceFile } from '../summaries/open-file.ts';

/** Parts of what makes workers and pools. */
const STARTS = ['Worker', 'Piscina', 'Tinypool', 'Pool'];

type MessageId = 'effect' | 'call' | 'dropped' | 'memo' | 'left' | 'revived';

export const noLeakedWorker = createRule<MessageId, [{ memos: boolean }]>({
  name: 'no-leaked-worker',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow workers and pools that nobody can end any more',
      recommended: 'recommended',
      strict: { memos: true },
    },
    schema: [
      {
        type: 'object',
        properties: {
          memos: { type: 'boolean', description: "Report workers that React's `useMemo` makes anew, too." },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ memos: false }],
    messages: {
      effect: "Each mount leaves a running worker behind: nothing ends '{{name}}'. End it in the effect's clean-up.",
      call: "Each call leaves a running worker behind: nothing ends '{{name}}'. End it when its result is there, or keep one.",
      dropped: "'{{name}}' may still run, and nobody can end it without its reference. End it first.",
      left: "'{{name}}' runs on behind '{{stop}}', and nobody has it any more who could end it. End it there.",
      revived:
        "'exit' comes for the workers that '{{stop}}' ends, too: new ones take their place. Look for the stop first.",
      memo: 'A worker is made anew when a dependency changes, and the old one runs on. Make it in an effect that ends it.',
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!holdsAny(file, STARTS) || isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        const [{ memos }] = context.options;
        for (const leak of listLeaks(file)) if (leak.why !== 'memo' || memos) context.report(describe(leak));
        for (const { node, stop } of listRevivals(file)) context.report({ node, messageId: 'revived', data: { stop } });
        for (const { node, name, stop } of listLeftBehind(file))
          context.report({ node, messageId: 'left', data: { name, stop } });
      },
    };
  },
});

function describe({ node, name, why }: Leak): TSESLint.ReportDescriptor<MessageId> {
  const data = { name };
  switch (why) {
    case 'effect':
      return { node, messageId: 'effect', data };
    case 'call':
      return { node, messageId: 'call', data };
    case 'dropped':
      return { node, messageId: 'dropped', data };
    case 'memo':
      return { node, messageId: 'memo' };
  }
}
