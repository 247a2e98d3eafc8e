import { listLateWaits, listUnwaitedEnds, type UnwaitedEnd } from '../checks/require-exit-wait/unwaited-ends.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { holdsAny } from '../source/text-gate.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { TSESLint } from '../source/types.ts';
import { getSourceFile } from '../summaries/open-file.ts';

export interface ExitWaitOptions {
  single: boolean;
}

type MessageId = 'removed' | 'again' | 'stop' | 'forEach' | 'callback' | 'late';

const ENDS = ['terminate', '.kill', '?.kill', 'postMessage', '.send(', 'disconnect'];
const STARTS = [
  'worker_threads',
  'child_process',
  'execa',
  'cluster',
  'utilityProcess',
  'cross-spawn',
  'forEach(async',
];

export const requireExitWait = createRule<MessageId, [ExitWaitOptions]>({
  name: 'require-exit-wait',
  meta: {
    type: 'problem',
    docs: {
      description: 'require a stop to wait for the end of the workers and children that it ends',
      recommended: 'recommended',
      strict: { single: true },
    },
    schema: [
      {
        type: 'object',
        properties: {
          single: {
            type: 'boolean',
            description:
              'Report a stop function that kills one worker or child and is not asynchronous, and a start that calls it.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ single: false }],
    messages: {
      removed: "Files go while '{{target}}' still writes: it fails or leaves them behind. Await its 'exit' first.",
      again: "The next one starts while '{{target}}' still holds its port and files. Await its 'exit' first.",
      stop: "The stop is over before '{{target}}' has ended: what follows meets it alive. Await its 'exit' here.",
      forEach:
        "'forEach' drops the promise: all goes on before '{{target}}' has ended. Await Promise.all() over 'map'.",
      callback: "Node 26 never calls a callback of 'terminate': what it does is lost. Await the promise.",
      late: "'{{target}}' has ended by then, so this waits for ever. Make the promise of 'exit' before the kill.",
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!holdsAny(file, STARTS) || !holdsAny(file, ENDS) || isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        const [{ single }] = context.options;
        for (const found of [...listUnwaitedEnds(file), ...listLateWaits(file)]) {
          if (!found.isDoubtful || single) context.report(describe(file, found));
        }
      },
    };
  },
});

function describe(file: SourceFile, { node, target, why }: UnwaitedEnd): TSESLint.ReportDescriptor<MessageId> {
  const text = file.code.getText(target);
  const data = { target: text.length <= 30 && !text.includes('\n') ? text : 'the worker' };
  switch (why) {
    case 'removed':
      return { node, messageId: 'removed', data };
    case 'again':
      return { node, messageId: 'again', data };
    case 'forEach':
      return { node, messageId: 'forEach', data };
    case 'callback':
      return { node, messageId: 'callback', data };
    case 'late':
      return { node, messageId: 'late', data };
    default:
      return { node, messageId: 'stop', data };
  }
}
