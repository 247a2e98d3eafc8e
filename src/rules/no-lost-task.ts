import { getEarlyAcks } from '../checks/no-lost-task/early-acks.ts';
import { findLoss, type Loss } from '../checks/no-lost-task/losses.ts';
import { getTakes, type Take } from '../checks/no-lost-task/takes.ts';
import { putBack } from '../fixes/put-back.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import type { SourceFile } from '../source/source-file.ts';
import { holdsAny } from '../source/text-gate.ts';
import type { TSESLint } from '../source/types.ts';
import { getSourceFile } from '../summaries/open-file.ts';

export interface LostTaskOptions {
  earlyAcks: boolean;
  ownQueues: boolean;
}

type MessageId = 'left' | 'acknowledged' | 'putBack';
type Report = TSESLint.ReportDescriptor<MessageId>;

/** What takes something off a queue is called so. */
const TAKES = ['.shift(', '.pop(', '.splice(', 'dequeue(', 'popFront(', 'shiftMany(', '.delete(', 'pop('];
const LEAVES = ['abort', 'stop', 'Stop', 'clos', 'Clos', 'shut', 'Shut', 'cancel', 'running', 'signal'];
const ACKNOWLEDGES = ['.ack(', '.acknowledge(', 'deleteMessage('];

export const noLostTask = createRule<MessageId, [LostTaskOptions]>({
  name: 'no-lost-task',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow leaving with a task that was taken off its queue',
      recommended: 'recommended',
      strict: { earlyAcks: true, ownQueues: true },
    },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        properties: {
          earlyAcks: {
            type: 'boolean',
            description: 'Report messages that are acknowledged before the work on them, which some do on purpose.',
          },
          ownQueues: {
            type: 'boolean',
            description:
              'Report queues too that nothing else takes from, so that what is left in them may be lost anyway.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ earlyAcks: false, ownQueues: false }],
    messages: {
      left: "A stop at line {{line}} loses what was taken off '{{queue}}' here. Put it back first, or look before taking.",
      acknowledged:
        'A stop during the work at line {{line}} loses the message: it counts as done. Acknowledge it after the work.',
      putBack: "Put it back with '{{call}}'.",
    },
  },
  create(context) {
    const file = getSourceFile(context);
    const mayTake = holdsAny(file, TAKES) && holdsAny(file, LEAVES);
    const mayAck = context.options[0].earlyAcks && holdsAny(file, ACKNOWLEDGES);
    if ((!mayTake && !mayAck) || isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        for (const take of mayTake ? getTakes(file) : []) {
          const loss = take.isKept || context.options[0].ownQueues ? findLoss(file, take) : null;
          if (loss) context.report(describe(file, take, loss));
        }
        for (const { call, work } of mayAck ? getEarlyAcks(file) : []) {
          context.report({ node: call, messageId: 'acknowledged', data: { line: work.loc.start.line } });
        }
      },
    };
  },
});

function describe(
  file: SourceFile,
  { call, queue, variables: [variable], putBack: method }: Take,
  { at, branch }: Loss,
): Report {
  const report = { node: call, messageId: 'left' as const, data: { line: at.loc.start.line, queue } };
  if (!branch || method === null || !variable) return report;
  const back = `${queue}.${method}(${variable.name})`;
  return { ...report, suggest: [{ messageId: 'putBack', data: { call: back }, fix: putBack(file, branch, back) }] };
}
