import { getHardKills } from '../checks/no-sigkill/hard-kills.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { holdsAny } from '../source/text-gate.ts';
import { getSourceFile } from '../summaries/open-file.ts';

type MessageId = 'killed' | 'option';

const WORDS = ['SIGKILL', '.kill', 'killSignal', 'treeKill', 'kill('];

export const noSigkill = createRule<MessageId, [{ weakReasons: boolean }]>({
  name: 'no-sigkill',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow killing a child by SIGKILL that was not asked to end before',
      recommended: 'recommended',
      strict: { weakReasons: true },
    },
    schema: [
      {
        type: 'object',
        properties: {
          weakReasons: {
            type: 'boolean',
            description:
              'Report kills too that answer a time-out or a failure, and those of tools whose work is thrown away.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ weakReasons: false }],
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
        const [{ weakReasons }] = context.options;
        for (const { form, node, isWeak } of getHardKills(file)) {
          if (!isWeak || weakReasons) context.report({ node, messageId: form === 'call' ? 'killed' : 'option' });
        }
      },
    };
  },
});
