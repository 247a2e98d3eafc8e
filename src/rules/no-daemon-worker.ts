import { getDaemons } from '../checks/no-daemon-worker/daemons.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { holds } from '../source/text-gate.ts';
import { getSourceFile } from '../summaries/open-file.ts';

type MessageId = 'daemon';

export const noDaemonWorker = createRule<MessageId, []>({
  name: 'no-daemon-worker',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'disallow workers that the end of the main thread cuts off',
      recommended: 'strict',
    },
    schema: [],
    messages: {
      daemon:
        "The end of the main thread cuts this worker off in mid-work. Ask it to stop and wait for its 'exit' first.",
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!holds(file, '.unref') || !holds(file, 'Worker')) return {};
    if (isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        for (const node of getDaemons(file)) context.report({ node, messageId: 'daemon' });
      },
    };
  },
});
