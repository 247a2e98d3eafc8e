import { getSpent } from '../checks/no-spent-controller/spent.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { holds } from '../source/text-gate.ts';
import { getSourceFile } from '../summaries/open-file.ts';

type MessageId = 'controller' | 'limit';

export const noSpentController = createRule<MessageId, []>({
  name: 'no-spent-controller',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow signals of a controller that an earlier stop has aborted',
      recommended: 'recommended',
    },
    schema: [],
    messages: {
      controller:
        "Behind the first abort this fails at once: '{{name}}' is never made anew. Make a controller for each start.",
      limit:
        "The time of '{{name}}' runs from the loading of the file, so later calls fail at once. Make it in the call.",
    },
  },
  create(context) {
    const file = getSourceFile(context);
    const mayBe = holds(file, 'AbortController') && holds(file, '.abort');
    if ((!mayBe && !holds(file, 'AbortSignal.timeout')) || isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        for (const { form, node, name } of getSpent(file)) {
          context.report({ node, messageId: form === 'limit' ? 'limit' : 'controller', data: { name } });
        }
      },
    };
  },
});
