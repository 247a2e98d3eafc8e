import { listMisusedKilled, type MisusedKilled } from '../checks/no-misused-killed/misused-killed.ts';
import { askIfEnded } from '../fixes/ask-if-ended.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { holds } from '../source/text-gate.ts';
import { getSourceFile } from '../summaries/open-file.ts';

export interface MisusedKilledOptions {
  beforeSend: boolean;
}

type MessageId = MisusedKilled['why'];

export const noMisusedKilled = createRule<MessageId, [MisusedKilledOptions]>({
  name: 'no-misused-killed',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow `child.killed` as a sign that a child process has ended',
      recommended: 'recommended',
      strict: { beforeSend: true },
    },
    fixable: 'code',
    schema: [
      {
        type: 'object',
        properties: {
          beforeSend: {
            type: 'boolean',
            description: 'Report looks at `killed` that decide whether a message can be sent.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ beforeSend: false }],
    messages: {
      escalation:
        "'killed' is true once a signal was sent: this kill never comes. Look at 'exitCode' and 'signalCode'.",
      wait: "'killed' is true once a signal was sent: nothing is waited for. Wait for 'exit'.",
      running:
        "'killed' only says that a signal was sent: crashed counts as running. Look at 'exitCode' and 'signalCode'.",
      send: "A child that crashed is not 'killed': what is sent to it is lost. Ask for 'connected'.",
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!holds(file, '.killed') || isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        const [{ beforeSend }] = context.options;
        for (const found of listMisusedKilled(file)) {
          const { member, why, isSure } = found;
          if (why === 'send' && !beforeSend) continue;
          if (why === 'wait') context.report({ node: member, messageId: 'wait' });
          else if (why === 'send') context.report({ node: member, messageId: 'send' });
          else {
            const fix = isSure ? askIfEnded(file.code, member) : null;
            context.report({ node: member, messageId: why === 'running' ? 'running' : 'escalation', fix });
          }
        }
      },
    };
  },
});
