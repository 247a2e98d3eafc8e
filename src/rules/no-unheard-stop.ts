import type { SourceCode, TSESLint } from '../source/types.ts';
import { getUnheard, type Unheard } from '../checks/no-unheard-stop/unheard.ts';
import { printMessage } from '../facts/ends/heard-stop.ts';
import { addIteratorOption } from '../fixes/check-in-loop.ts';
import { hearStop } from '../fixes/hear-stop.ts';
import { listenForMessage } from '../fixes/relay-stop.ts';
import { removeRequest } from '../fixes/remove-request.ts';
import { transferSignal } from '../fixes/transfer-signal.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { getSourceFile } from '../summaries/open-file.ts';
import { isTypeScript, type SourceFile } from '../source/source-file.ts';
import { holdsAny } from '../source/text-gate.ts';

type MessageId =
  | 'plainSignal'
  | 'signalOption'
  | 'processSignal'
  | 'close'
  | 'deaf'
  | 'noBranch'
  | 'listen'
  | 'postHeard'
  | 'removeRequest';
type Report = TSESLint.ReportDescriptor<MessageId>;

const WORDS = ['postMessage', 'workerData', 'parentPort', 'SIG', 'Worker'];
const TRIGGER = /postMessage|workerData|parentPort|['"`]SIG[A-Z]|\bWorker\s*\(/;

export const noUnheardStop = createRule<MessageId, []>({
  name: 'no-unheard-stop',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow requests to stop that cannot arrive',
      recommended: 'recommended',
    },
    fixable: 'code',
    hasSuggestions: true,
    schema: [],
    messages: {
      plainSignal:
        'This signal never fires in the worker: it arrives as a plain object. Use transferableAbortController() and transfer it.',
      signalOption:
        'The worker never sees this signal: Worker has no such option. Post a message when the signal fires.',
      processSignal:
        "'{{event}}' never reaches a worker, so this handler never runs. Let the main thread relay it as a message.",
      close:
        "This close() leaves the loop over messages hanging: exit code 13, no 'finally'. Let the iterator end with the port.",
      deaf: 'Nobody can ask this worker to stop, so that {{kill}} kills it at work. Let it end after {{message}}; then ask there.',
      noBranch: "Nobody hears '{{value}}': {{file}} has no branch for it. Post {{heard}}.",
      listen: "Run the handler on the message 'stop', which the main thread relays.",
      postHeard: 'Post {{message}}, which the worker hears.',
      removeRequest: 'Remove the request that nobody hears.',
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!holdsAny(file, WORDS) || !TRIGGER.test(file.code.text)) return {};
    if (isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        for (const unheard of getUnheard(file)) context.report(describe(file, unheard));
      },
    };
  },
});

function describe(file: SourceFile, unheard: Unheard): Report {
  const { code } = file;
  switch (unheard.form) {
    case 'plainSignal': {
      const report = { node: unheard.node, messageId: 'plainSignal' as const };
      const fix = transferSignal(code, unheard);
      // Else something has to post a message that the worker hears and ends after: nobody can tell which from here.
      return fix ? { ...report, fix } : report;
    }
    case 'signalOption':
      return { node: unheard.node, messageId: 'signalOption' };
    case 'processSignal': {
      const fix = listenForMessage(code, unheard.node, isTypeScript(file));
      const report = { node: unheard.node, messageId: 'processSignal' as const, data: { event: unheard.event } };
      return { ...report, suggest: fix && [{ messageId: 'listen', fix }] };
    }
    case 'close': {
      const fix = addIteratorOption(file, unheard.iterator, "close: ['close']");
      return { node: unheard.node, messageId: 'close', ...(fix ? { fix } : {}) };
    }
    case 'deaf': {
      const { node, place, kill } = unheard;
      const data = { kill: `${kill.file}:${kill.line}`, message: printMessage(place.message) };
      const fix = hearStop(code, place);
      return { node, messageId: 'deaf', data, ...(fix ? { fix } : {}) };
    }
    case 'message':
      return describeMessage(code, unheard);
  }
}

/** One message that the worker hears: a fix. Several: a suggestion each. None: what is posted is dead code. */
function describeMessage(code: SourceCode, unheard: Extract<Unheard, { form: 'message' }>): Report {
  const { node, value, file } = unheard;
  const texts = [
    ...new Set(unheard.heard.map((m) => (m.field === null ? `'${m.value}'` : `{ ${m.field}: '${m.value}' }`))),
  ];
  const data = { value, file, heard: texts.join(' or ') || 'what it hears, or give it a branch' };
  const report = { node, messageId: 'noBranch' as const, data };
  const message = node.arguments[0];
  if (!message) return report;
  const edits = texts.map((text) => ({ text, fix: (fixer: TSESLint.RuleFixer) => fixer.replaceText(message, text) }));
  const [only] = edits;
  if (only && edits.length === 1) return { ...report, fix: only.fix };
  if (only)
    return {
      ...report,
      suggest: edits.map(({ text, fix }) => ({ messageId: 'postHeard', data: { message: text }, fix })),
    };
  const remove = removeRequest(code, node);
  return { ...report, suggest: remove && [{ messageId: 'removeRequest', fix: remove }] };
}
