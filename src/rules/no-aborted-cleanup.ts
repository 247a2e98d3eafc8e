import { getSelfCancelled } from '../checks/no-aborted-cleanup/self-cancelled.ts';
import { renewSignal } from '../fixes/renew-signal.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { getSourceFile } from '../summaries/open-file.ts';
import { holdsAny } from '../source/text-gate.ts';

export interface AbortedCleanupOptions {
  anyCall: boolean;
  timeoutMs: number;
}

type MessageId = 'cancelled';

/** A file that hands on no signal has none to hand on in vain. */
const SIGNAL = ['signal', 'Signal'];
/** Where a signal is known to have fired. */
const FIRED = ['finally', 'catch', 'abort'];

export const noAbortedCleanup = createRule<MessageId, [AbortedCleanupOptions]>({
  name: 'no-aborted-cleanup',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow clean-up under the abort signal that has just fired',
      recommended: 'recommended',
      strict: { anyCall: true },
    },
    fixable: 'code',
    schema: [
      {
        type: 'object',
        properties: {
          anyCall: {
            type: 'boolean',
            description: 'Report every call in `finally` that gets the signal, whatever it is called.',
          },
          timeoutMs: {
            type: 'integer',
            minimum: 1,
            description: 'Time, in milliseconds, that the fix gives the clean-up.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ anyCall: false, timeoutMs: 5000 }],
    messages: {
      cancelled:
        "A stop cancels this clean-up too: '{{signal}}' has fired by then. Pass AbortSignal.timeout({{ms}}) instead.",
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!holdsAny(file, SIGNAL) || !holdsAny(file, FIRED) || isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        const [options] = context.options;
        const ms = options.timeoutMs;
        for (const found of getSelfCancelled(file, options)) {
          const fix = renewSignal(file.code, found, ms);
          if (fix)
            context.report({ node: found.call, messageId: 'cancelled', data: { signal: found.signal, ms }, fix });
        }
      },
    };
  },
});
