import { getThreadExits } from '../checks/no-process-exit-in-worker/thread-exits.ts';
import { mayHoldWorkerCode } from '../facts/jobs/worker-context.ts';
import { closePort } from '../fixes/close-port.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { holdsAny } from '../source/text-gate.ts';
import { getSourceFile } from '../summaries/open-file.ts';

type MessageId = 'exit' | 'close';

const WORDS = ['process', 'Deno'];
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
      close: 'Set process.exitCode and close the port, so that the thread ends by itself.',
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!holdsAny(file, WORDS) || !holdsAny(file, EXITS) || !mayHoldWorkerCode(file)) return {};
    if (isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        const [{ everyExit }] = context.options;
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
