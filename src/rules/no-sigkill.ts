import { getHardKills } from '../checks/no-sigkill/hard-kills.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { holdsAny } from '../source/text-gate.ts';
import { getSourceFile } from '../summaries/open-file.ts';

type MessageId = 'killed' | 'option';

const WORDS = ['SIGKILL', '.kill', 'killSignal', 'treeKill', 'kill('];

export const noSigkill = createRule<MessageId, []>({
  name: 'no-sigkill',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow killing a child by SIGKILL that was not asked to end before',
      recommended: 'recommended',
    },
    schema: [],
    messages: {
      killed:
        "The child can neither save nor clean up. Send SIGTERM first, wait for its 'exit' with a limit, then SIGKILL.",
      option:
        'A time-out or abort kills the child before it can clean up. Leave SIGTERM, the default, and escalate later.',
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!holdsAny(file, WORDS) || isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        for (const { form, node } of getHardKills(file)) {
          context.report({ node, messageId: form === 'call' ? 'killed' : 'option' });
        }
      },
    };
  },
});
