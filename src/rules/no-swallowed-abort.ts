import type { TSESLint, TSESTree } from '../source/types.ts';
import { keepsOutcome } from '../checks/no-swallowed-abort/kept-outcome.ts';
import { getSwallowed, type Swallowed } from '../checks/no-swallowed-abort/swallowed.ts';
import { endRetrying } from '../fixes/end-retrying.ts';
import { leaveOnAbort, skipOnAbort } from '../fixes/leave-on-abort.ts';
import { rethrowOnAbort } from '../fixes/rethrow-on-abort.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { getSourceFile } from '../summaries/open-file.ts';
import { isTypeScript, type SourceFile } from '../source/source-file.ts';
import { holdsAny } from '../source/text-gate.ts';

export interface SwallowedAbortOptions {
  boundedLoops: boolean;
  unknownHandlers: boolean;
}

type MessageId = 'inverted' | 'endless' | 'bounded' | 'retried' | 'leave' | 'skip' | 'rethrow' | 'endRetrying';
type Report = TSESLint.ReportDescriptor<MessageId>;
type Edit = { messageId: MessageId; data?: Record<string, string>; fix: TSESLint.ReportFixFunction };

/** Every signal is called so somewhere, and every place that eats errors, or tries again, holds one of the others. */
const SIGNAL = ['ignal'];
const EATERS = [
  'catch',
  '.then',
  'allSettled',
  'retry',
  'cockatiel',
  'exponential-backoff',
  'attempt',
  'radash',
  'es-toolkit',
];

export const noSwallowedAbort = createRule<MessageId, [SwallowedAbortOptions]>({
  name: 'no-swallowed-abort',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow loops and retries that eat the abort of their signal',
      recommended: 'recommended',
      strict: { boundedLoops: true, unknownHandlers: true },
    },
    fixable: 'code',
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        properties: {
          boundedLoops: {
            type: 'boolean',
            description: 'Report loops too that go over items, count their rounds or have another way out.',
          },
          unknownHandlers: {
            type: 'boolean',
            description: 'Report places too that give the error, or the results, to code which may look at them.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ boundedLoops: false, unknownHandlers: false }],
    messages: {
      endless:
        "After an abort of '{{signal}}' this goes on for ever: {{what}} eats the error. Leave when the signal is aborted.",
      bounded:
        "An abort of '{{signal}}' counts as a failure, and the loop goes on: {{what}} eats it. Leave when the signal is aborted.",
      retried:
        "After an abort of '{{signal}}' this tries again: an abort is an error like others. Tell it to end with the signal.",
      inverted: 'Nothing but an abort leads here, and it starts the work again. Turn the test of the error round.',
      leave: "Leave the loop when '{{signal}}' is aborted.",
      skip: "Start no further round when '{{signal}}' is aborted.",
      rethrow: "Let the error through when '{{signal}}' is aborted.",
      endRetrying: "End the retrying when '{{signal}}' is aborted.",
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!holdsAny(file, SIGNAL) || !holdsAny(file, EATERS) || isTestFile(file.filename, file.root)) return {};
    const [options] = context.options;
    return {
      Program() {
        for (const swallowed of getSwallowed(file)) {
          const report = describe(file, swallowed, options);
          if (report) context.report(report);
        }
      },
    };
  },
});

function describe(file: SourceFile, swallowed: Swallowed, options: SwallowedAbortOptions): Report | null {
  if (swallowed.form === 'inverted') return { node: swallowed.node, messageId: 'inverted' };
  const { signal } = swallowed;
  const data = { signal: signal.text };
  if (swallowed.form === 'retry') {
    const { node, row } = swallowed;
    const fix = endRetrying(file.code, node, row, signal, isTypeScript(file));
    const report = { node: node.callee, messageId: 'retried' as const, data };
    return fix && withEdit(report, { messageId: 'endRetrying', data, fix }, row.cure.in !== 'callback');
  }
  const { isBounded, isUnknown } = swallowed;
  if ((isBounded && !options.boundedLoops) || (isUnknown && !options.unknownHandlers)) return null;
  const edit = findEdit(file, swallowed);
  const what =
    swallowed.form === 'settled'
      ? 'allSettled()'
      : swallowed.node.type === 'CatchClause'
        ? 'this catch'
        : 'this handler';
  const report = {
    loc: getPlace(file, swallowed.node),
    messageId: isBounded ? ('bounded' as const) : ('endless' as const),
    data: { ...data, what },
  };
  return edit && withEdit(report, edit, !isBounded && !isUnknown && edit.messageId !== 'rethrow');
}

function withEdit(report: Report, edit: Edit, isFix: boolean): Report {
  return isFix ? { ...report, fix: edit.fix } : { ...report, suggest: [edit] };
}

function findEdit(file: SourceFile, swallowed: Exclude<Swallowed, { form: 'retry' | 'inverted' }>): Edit | null {
  const { signal } = swallowed;
  const data = { signal: signal.text };
  if (swallowed.form === 'round')
    return { messageId: 'skip', data, fix: (fixer) => skipOnAbort(fixer, swallowed.restart, signal) };
  if (swallowed.form === 'catch' && swallowed.isBounded && keepsOutcome(file, swallowed)) return null;
  const { how } = swallowed;
  const at = swallowed.form === 'catch' ? swallowed.node : swallowed.statement;
  if (at) return { messageId: 'leave', data, fix: (fixer) => leaveOnAbort(file.code, fixer, { at, how }, signal) };
  const callback = swallowed.form === 'callback' ? swallowed.node.arguments.at(-1) : null;
  const fix = callback ? rethrowOnAbort(file.code, callback, signal) : null;
  return fix && { messageId: 'rethrow', data, fix };
}

/** `catch (error)`, `.catch`, `Promise.allSettled`. */
function getPlace({ code }: SourceFile, node: TSESTree.CatchClause | TSESTree.CallExpression): TSESTree.SourceLocation {
  if (node.type === 'CatchClause') {
    const open = code.getFirstToken(node.body) as TSESTree.Token;
    return { start: node.loc.start, end: (code.getTokenBefore(open) as TSESTree.Token).loc.end };
  }
  const { callee } = node;
  return callee.type === 'MemberExpression' ? callee.property.loc : callee.loc;
}
