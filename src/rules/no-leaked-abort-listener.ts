import { getFaultyListeners } from '../checks/no-late-abort-listener/listener-faults.ts';
import { printSignal } from '../facts/signals/signal-origin.ts';
import { createRule } from '../kit/create-rule.ts';
import { ABORT_LISTENER_WORDS } from '../knowledge/abort-listeners.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { holdsAny } from '../source/text-gate.ts';
import { getSourceFile } from '../summaries/open-file.ts';

type MessageId = 'leaked';

export const noLeakedAbortListener = createRule<MessageId, []>({
  name: 'no-leaked-abort-listener',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow abort listeners that outlive their work',
      recommended: 'recommended',
    },
    schema: [],
    messages: {
      leaked:
        "A later abort of '{{signal}}' still acts on this work when it is over. Remove the listener on every end.",
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!holdsAny(file, ABORT_LISTENER_WORDS) || isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        for (const { node, signal } of getFaultyListeners(file, 'leaked')) {
          context.report({ node, messageId: 'leaked', data: { signal: printSignal(file, signal) } });
        }
      },
    };
  },
});
