import { getTimedRuns } from '../checks/no-vm-timeout-kill/timed-runs.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { holds } from '../source/text-gate.ts';
import { getSourceFile } from '../summaries/open-file.ts';

type MessageId = 'timeout';

export const noVmTimeoutKill = createRule<MessageId, []>({
  name: 'no-vm-timeout-kill',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'disallow time-outs of node:vm around code that can call the program',
      recommended: 'strict',
    },
    schema: [],
    messages: {
      timeout:
        'The time-out stops the code where it is, and what it took stays taken. Run it in a worker that can be asked to stop.',
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!holds(file, 'runIn') || !holds(file, 'timeout')) return {};
    if (isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        for (const node of getTimedRuns(file)) context.report({ node, messageId: 'timeout' });
      },
    };
  },
});
