import { findEnclosingFunction } from '../source/predicates.ts';
import type { TSESLint } from '../source/types.ts';
import { getDeaf, isHot, mayHoldDeaf, type Deaf, type Setter } from '../checks/no-deaf-stop-flag/index.ts';
import { findWorkerReason } from '../facts/jobs/worker-context.ts';
import { isCommonJs } from '../fixes/insert-import.ts';
import { leaveBySharedFlag, takeRareTurn, takeTurn, testSharedFlag } from '../fixes/let-messages-in.ts';
import { makeAsync } from '../fixes/make-async.ts';
import { isSurelyNode } from '../fixes/platform.ts';
import { loadAtomically, pollStopPort } from '../fixes/read-atomically.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { getSourceFile } from '../summaries/open-file.ts';
import { isTypeScript, type SourceFile } from '../source/source-file.ts';

export interface DeafStopFlagOptions {
  bounded: boolean;
}

type MessageId =
  | ('flag' | 'signal' | 'copy' | 'plainRead' | 'poll')
  | ('takeTurn' | 'takeRareTurn' | 'goAsync' | 'sharedFlag' | 'stopPort');
type Report = TSESLint.ReportDescriptor<MessageId>;
type Suggestion = TSESLint.SuggestionReportDescriptor<MessageId>;
type InLoop = Extract<Deaf, { form: 'flag' | 'signal' | 'copy' }>;

const SETTERS: Readonly<Record<Setter, string>> = {
  message: 'a message handler',
  signal: 'a signal handler',
  timer: 'a timer',
  worker: "a worker's event",
};

export const noDeafStopFlag = createRule<MessageId, [DeafStopFlagOptions]>({
  name: 'no-deaf-stop-flag',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow stop checks that cannot see the stop',
      recommended: 'recommended',
      strict: { bounded: true },
    },
    fixable: 'code',
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        properties: {
          bounded: {
            type: 'boolean',
            description: 'Report loops that data or a count ends as well, so that the stop only comes late.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ bounded: false }],
    messages: {
      flag: "This loop misses the change of '{{text}}': {{setter}} cannot run while it {{does}}. Let the event loop turn in it.",
      signal:
        "This loop misses the abort that '{{text}}' tells of: none arrives while it {{does}}. Let the event loop turn in it.",
      copy: "This loop misses the change of '{{text}}': the main thread sets a copy of its own. Check a shared flag.",
      plainRead:
        "This loop may miss what another thread stores: '{{text}}' is a plain read. Read it with Atomics.load().",
      poll: "This check takes tasks off '{{text}}' and drops them. Poll a port that carries nothing but the stop.",
      takeTurn: 'Let the event loop turn once a round.',
      takeRareTurn: 'Let the event loop turn once in a thousand rounds.',
      goAsync: 'Make the function async, and let the event loop turn once a round.',
      sharedFlag: 'Check a shared flag, stopFlag, that the owner hands over.',
      stopPort: 'Poll a port of its own, stopPort, that the owner hands over.',
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!mayHoldDeaf(file) || isTestFile(file.filename, file.root)) return {};
    const [options] = context.options;
    return {
      Program() {
        for (const deaf of getDeaf(file)) {
          const report = describe(file, deaf, options);
          if (report) context.report(report);
        }
      },
    };
  },
});

/** Null where nothing can be done about it. */
function describe(file: SourceFile, deaf: Deaf, options: DeafStopFlagOptions): Report | null {
  const { code } = file;
  const { node } = deaf;
  switch (deaf.form) {
    case 'plainRead': {
      const as = deaf.isTyped || !isTypeScript(file) ? null : 'Int32Array';
      const fix = loadAtomically(code, deaf.node, as);
      return fix && { node, messageId: 'plainRead', data: { text: code.getText(node) }, fix };
    }
    case 'poll': {
      const fix = pollStopPort(file, deaf.port);
      return (
        fix && {
          node,
          messageId: 'poll',
          data: { text: code.getText(deaf.port) },
          suggest: [{ messageId: 'stopPort', fix }],
        }
      );
    }
    default:
      return deaf.isBounded && !options.bounded ? null : describeLoop(file, deaf);
  }
}

function describeLoop(file: SourceFile, deaf: InLoop): Report | null {
  const { node, loop, text, awaits, isBounded } = deaf;
  const does = awaits ? 'awaits microtasks only' : 'never yields';
  const setter = deaf.form === 'flag' ? SETTERS[deaf.setter] : '';
  const report = {
    node,
    messageId: deaf.form === 'flag' ? 'flag' : deaf.form === 'signal' ? 'signal' : 'copy',
    data: { text, does, setter },
  } as const;
  const fn = findEnclosingFunction(loop);
  const canAwait = fn ? fn.async : !isCommonJs(file.code) && file.code.ast.sourceType === 'module';
  const turn = deaf.form === 'copy' ? null : takeTurn(file, loop);
  const isQuick = !awaits && isHot(file, loop);
  if (turn && canAwait && !isBounded && !isQuick && isSurelyNode(file)) return { ...report, fix: turn };
  const suggest: Suggestion[] = [];
  const rare = turn && canAwait && isQuick ? takeRareTurn(file, loop) : null;
  if (rare) suggest.push({ messageId: 'takeRareTurn', fix: rare });
  if (turn && canAwait) suggest.push({ messageId: 'takeTurn', fix: turn });
  const flag =
    findWorkerReason(file, loop)?.kind === 'worker'
      ? (testSharedFlag(file, loop) ?? leaveBySharedFlag(file, loop))
      : null;
  if (flag) suggest.push({ messageId: 'sharedFlag', fix: flag });
  const start = turn && fn && !fn.async ? makeAsync(file.code, fn) : null;
  if (turn && start) suggest.push({ messageId: 'goAsync', fix: (fixer) => [...start(fixer), ...turn(fixer)] });
  // A copy is never seen, whatever the loop does: that is told also where no edit can hand the worker a shared flag.
  return suggest.length > 0 ? { ...report, suggest } : deaf.form === 'copy' ? report : null;
}
