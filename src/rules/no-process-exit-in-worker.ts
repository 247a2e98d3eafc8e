import { getCutMessages } from '../checks/no-process-exit-in-worker/unsent-messages.ts';
import { getThreadExits } from '../checks/no-process-exit-in-worker/thread-exits.ts';
import { mayHoldWorkerCode } from '../facts/jobs/worker-context.ts';
import { closePort } from '../fixes/close-port.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { holds, holdsAny } from '../source/text-gate.ts';
import { getSourceFile } from '../summaries/open-file.ts';

type MessageId = 'exit' | 'close' | 'message';

const WORDS = ['process', 'Deno'];
const SEND = 'process.send';
const EXITS = ['.exit', '.abort', 'reallyExit', '.kill', 'exit(', 'exit }', 'exit,'];

export const noProcessExitInWorker = createRule<MessageId, [{ everyExit: boolean }]>({
  name: 'no-process-exit-in-worker',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow ending the process, or the thread at once, in worker code',
      recommended: 'recommended',
      strict: { everyExit: true },
    },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        properties: {
          everyExit: {
            type: 'boolean',
            description:
              'Report exits too that answer neither a message nor an uncaught error, or that wait for something before.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ everyExit: false }],
    messages: {
      exit: "'{{name}}' drops work in progress and 'finally' blocks; the file {{reason}}. Set process.exitCode, close the port.",
      message: "What 'process.send' was given may not be written yet: its rest is lost. Exit in its callback.",
      close: 'Set process.exitCode and close the port, so that the thread ends by itself.',
    },
  },
  create(context) {
    const file = getSourceFile(context);
    const mayCutMessage = holds(file, SEND);
    if (!holdsAny(file, WORDS) || !holdsAny(file, EXITS) || !(mayCutMessage || mayHoldWorkerCode(file))) return {};
    if (isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        const [{ everyExit }] = context.options;
        for (const { node, isLarge } of mayCutMessage ? getCutMessages(file) : [])
          if (everyExit || isLarge) context.report({ node, messageId: 'message' });
        for (const { node, name, reason, last, code, isAtOnce } of getThreadExits(file)) {
          if (!everyExit && !isAtOnce) continue;
          const fix = last && closePort(file.code, last, code);
          const suggest = fix && [{ messageId: 'close' as const, fix }];
          context.report({ node, messageId: 'exit', data: { name, reason }, suggest });
        }
      },
    };
  },
});
