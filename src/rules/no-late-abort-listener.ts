import { getFaultyListeners } from '../checks/no-late-abort-listener/listener-faults.ts';
import { printSignal } from '../facts/signals/signal-origin.ts';
import { lookBehind } from '../fixes/look-behind-listener.ts';
import { createRule } from '../kit/create-rule.ts';
import { ABORT_LISTENER_WORDS } from '../knowledge/abort-listeners.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { holdsAny } from '../source/text-gate.ts';
import { getSourceFile } from '../summaries/open-file.ts';

type MessageId = 'late' | 'wait' | 'look';

export const noLateAbortListener = createRule<MessageId, []>({
  name: 'no-late-abort-listener',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow abort listeners on a signal that may have fired before',
      recommended: 'recommended',
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      late: "An abort that came before is lost: this listener never runs for it. Look at '{{signal}}.aborted' as well.",
      wait: "This wait never ends if '{{signal}}' has fired already. Look at '{{signal}}.aborted' first.",
      look: "Look at '{{signal}}.aborted' right behind the listener.",
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!holdsAny(file, ABORT_LISTENER_WORDS) || isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        for (const listener of getFaultyListeners(file, 'late')) {
          const data = { signal: printSignal(file, listener.signal) };
          const fix = lookBehind(file.code, listener);
          context.report({
            node: listener.node,
            messageId: listener.kind === 'wait' ? 'wait' : 'late',
            data,
            suggest: fix && [{ messageId: 'look', data, fix }],
          });
        }
      },
    };
  },
});
