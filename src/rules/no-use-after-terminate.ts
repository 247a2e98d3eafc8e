import { getLateUses } from '../checks/no-use-after-terminate/late-uses.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { holdsAny } from '../source/text-gate.ts';
import { getSourceFile } from '../summaries/open-file.ts';

type MessageId = 'use' | 'threadId';

const WORDS = ['terminate', 'destroy', 'threadId', 'parentPort'];

export const noUseAfterTerminate = createRule<MessageId, []>({
  name: 'no-use-after-terminate',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow the use of a worker that has been ended',
      recommended: 'recommended',
    },
    schema: [],
    messages: {
      use: "Nobody hears this: '{{name}}' was ended on the way here. Ask before the end, or start a new one.",
      threadId:
        "'threadId' is -1 once the worker has ended, so what is kept under it stays. Keep the id in a variable.",
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!holdsAny(file, WORDS) || isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        for (const { form, node, name } of getLateUses(file)) {
          context.report({ node, messageId: form === 'threadId' ? 'threadId' : 'use', data: { name } });
        }
      },
    };
  },
});
