import { mayHoldWorkerCode } from '../facts/jobs/worker-context.ts';
import { getOrphans } from '../checks/no-orphan-child/orphans.ts';
import { createRule } from '../kit/create-rule.ts';
import { PROCESS_MODULE_WORDS } from '../knowledge/child-starters.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { holdsAny } from '../source/text-gate.ts';
import { getSourceFile } from '../summaries/open-file.ts';

type MessageId = 'orphan';

export const noOrphanChild = createRule<MessageId, []>({
  name: 'no-orphan-child',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow child processes that a worker starts and its stop does not end',
      recommended: 'strict',
    },
    schema: [],
    messages: {
      orphan:
        "The process of '{{name}}' runs on when this worker ends. Keep it, and end it where the worker is asked to stop.",
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!holdsAny(file, PROCESS_MODULE_WORDS) || !mayHoldWorkerCode(file)) return {};
    if (isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        for (const { call, name } of getOrphans(file))
          context.report({ node: call, messageId: 'orphan', data: { name } });
      },
    };
  },
});
