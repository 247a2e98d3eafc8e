import type { TSESLint, TSESTree } from '../source/types.ts';
import { getLateLooks } from '../checks/require-signal/late-looks.ts';
import { CONTEXT_MODULES, getUntaken } from '../checks/require-signal/untaken.ts';
import { getUnbounded, type Unbounded } from '../checks/require-signal/unbounded.ts';
import { getUnendedListeners } from '../checks/require-signal/unended-listeners.ts';
import { getUnpassed, type Unpassed } from '../checks/require-signal/unpassed.ts';
import { leavesQuietly, planAbort } from '../facts/signals/abort-plan.ts';
import type { StopSignal } from '../facts/signals/signals.ts';
import { mayHoldWorkerCode } from '../facts/jobs/worker-context.ts';
import { passSignal } from '../fixes/pass-signal.ts';
import { takeSignal } from '../fixes/take-signal.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { getSourceFile } from '../summaries/open-file.ts';
import type { SourceFile } from '../source/source-file.ts';
import { holdsAny } from '../source/text-gate.ts';

export interface RequireSignalOptions {
  ownSignals: boolean;
  briefCalls: boolean;
  mutations: boolean;
  unbounded: boolean;
  timeoutMs: number;
}

type MessageId =
  | 'untaken'
  | 'unpassed'
  | 'listener'
  | 'onlyTimeLimit'
  | 'unbounded'
  | 'passSignal'
  | 'mergeSignal'
  | 'limitTime'
  | 'looksLate';
type Report = TSESLint.ReportDescriptor<MessageId>;

const SIGNAL_WORDS = ['signal', 'Signal', 'AbortController'];
const LISTENERS = ['addEventListener'];
/** Options go behind the two arguments that are there. */
const ADDED = { state: 'missing', skipped: 0, before: null } as const;
/** Plain words of the network calls in the table. */
const NETWORK_WORDS = [
  'fetch',
  'http',
  'undici',
  'axios',
  'ky',
  'got',
  '@aws-sdk/',
  'openai',
  'anthropic',
  "'ai'",
  '"ai"',
];

export const requireSignal = createRule<MessageId, [RequireSignalOptions]>({
  name: 'require-signal',
  meta: {
    type: 'problem',
    docs: {
      description: 'require calls that can be ended early to get the abort signal that is in scope',
      recommended: 'recommended',
      strict: { ownSignals: true, briefCalls: true, mutations: true, unbounded: true },
    },
    fixable: 'code',
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        properties: {
          ownSignals: {
            type: 'boolean',
            description: 'Count signals of controllers that the file makes too, whoever aborts them.',
          },
          briefCalls: {
            type: 'boolean',
            description: 'Report calls that end soon by themselves too, such as reading a file.',
          },
          mutations: {
            type: 'boolean',
            description: 'Report requests that may change something at the other side too: POST, PUT, PATCH, DELETE.',
          },
          unbounded: {
            type: 'boolean',
            description: 'Report network calls in worker and job code that have neither a signal nor a time limit.',
          },
          timeoutMs: {
            type: 'integer',
            minimum: 1,
            description: 'Time limit, in milliseconds, that is suggested where there is no signal.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ ownSignals: false, briefCalls: false, mutations: false, unbounded: false, timeoutMs: 30_000 }],
    messages: {
      unpassed: "A stop waits until '{{call}}' ends by itself. Pass it '{{signal}}', which is in scope.",
      untaken: "A stop cannot end '{{call}}': this callback does not take its '{{signal}}'. Take it, and pass it on.",
      onlyTimeLimit: "A stop waits until the time limit of '{{call}}' ends it. Merge the limit with '{{signal}}'.",
      unbounded:
        "Nothing can end '{{call}}': no signal, no time limit, and it {{reason}}. Pass AbortSignal.timeout(ms).",
      listener: "A stop leaves this listener on: '{{signal}}' takes off the one beside it only. Pass it here, too.",
      looksLate: "An abort of '{{signal}}' is seen when the answer comes, if ever. Listen for it, and reject there.",
      passSignal: "Pass '{{signal}}' to the call.",
      mergeSignal: "Merge '{{signal}}' with the time limit.",
      limitTime: 'Pass AbortSignal.timeout({{ms}}).',
    },
  },
  create(context) {
    const file = getSourceFile(context);
    const hasSignals = holdsAny(file, SIGNAL_WORDS);
    const hasContexts = holdsAny(file, CONTEXT_MODULES);
    if (
      !hasSignals &&
      !hasContexts &&
      !(context.options[0].unbounded && holdsAny(file, NETWORK_WORDS) && mayHoldWorkerCode(file))
    )
      return {};
    if (isTestFile(file.filename, file.root)) return {};
    const [options] = context.options;
    return {
      Program() {
        const unpassed = hasSignals ? getUnpassed(file, options) : [];
        for (const found of unpassed) {
          const report = describe(file, found);
          if (report) context.report(report);
        }
        for (const { call, signal } of hasSignals ? getLateLooks(file) : [])
          context.report({ node: call, messageId: 'looksLate', data: { signal } });
        for (const { call, signal } of hasSignals && holdsAny(file, LISTENERS) ? getUnendedListeners(file) : []) {
          const fix =
            call.arguments.length === 2
              ? passSignal(file, call, 'signal', ADDED, { text: signal, isOptional: false })
              : null;
          context.report({
            node: call,
            messageId: 'listener',
            data: { signal },
            suggest: fix && [{ messageId: 'passSignal', data: { signal }, fix }],
          });
        }
        for (const { node, option: signal, call } of hasContexts ? getUntaken(file) : [])
          context.report({ node, messageId: 'untaken', data: { signal, call: getName(file, call) } });
        if (!options.unbounded) return;
        const reported = new Set(unpassed.map(({ target }) => target.call));
        for (const found of getUnbounded(file)) {
          if (!reported.has(found.target.call)) context.report(describeUnbounded(file, found, options.timeoutMs));
        }
      },
    };
  },
});

/** One sure candidate is a fix, else a suggestion each. Without any edit that would stop well nothing is said. */
function describe(file: SourceFile, unpassed: Unpassed): Report | null {
  const { target, filling, signals, isSure } = unpassed;
  const edits = signals.slice(0, 3).flatMap((signal) => {
    const fix = getEdit(file, unpassed, signal);
    return fix ? [{ signal, fix }] : [];
  });
  const [first] = edits;
  if (!first) return null;
  const isMerge = filling.state === 'time-limit';
  const report = {
    node: target.call,
    messageId: isMerge ? ('onlyTimeLimit' as const) : ('unpassed' as const),
    data: { call: getName(file, target.call), signal: first.signal.text },
  };
  if (isSure && isSafe(file, unpassed, first.signal)) return { ...report, fix: first.fix };
  return {
    ...report,
    suggest: edits.map(({ signal, fix }) => ({
      messageId: isMerge ? ('mergeSignal' as const) : ('passSignal' as const),
      data: { signal: signal.text },
      fix,
    })),
  };
}

/** Whoever passed the signal reckons with an AbortError; who only made a controller, or ends a loop by it, may not. */
function isSafe(file: SourceFile, { target, use }: Unpassed, signal: StopSignal): boolean {
  const isAwaited = use === 'waited' || use === 'returned';
  return isAwaited && !signal.isOwn && target.row?.hasOtherNames !== true && !leavesQuietly(file, target.call, signal);
}

/** The signal goes in together with the check that its abort needs where a loop goes on after an error (facts 5b). */
function getEdit(
  file: SourceFile,
  { target, filling }: Unpassed,
  signal: StopSignal,
): TSESLint.ReportFixFunction | null {
  const plan = planAbort(file, target.call, { text: signal.text, isOwn: false, mayFail: true });
  // Nobody waits for what would fail, and what the call gives is missing then.
  if (!plan || plan.isQuiet) return null;
  return passSignal(file, target.call, target.slot.option, filling, takeSignal(signal), plan.leave);
}

function describeUnbounded(file: SourceFile, { target, filling, why }: Unbounded, ms: number): Report {
  const limit = { text: `AbortSignal.timeout(${ms})`, isOptional: false };
  const fix = passSignal(file, target.call, target.slot.option, filling, limit);
  const reason = why.kind === 'job' ? 'is in job code' : 'runs in a worker';
  const report = {
    node: target.call,
    messageId: 'unbounded' as const,
    data: { call: getName(file, target.call), reason },
  };
  return fix ? { ...report, suggest: [{ messageId: 'limitTime', data: { ms }, fix }] } : report;
}

/** The called name, short: `fetch`, `client.send`. */
function getName({ code }: SourceFile, call: TSESTree.CallExpression): string {
  const text = code.getText(call.callee).replace(/\s+/g, '');
  return text.length > 30 ? `…${text.slice(-29)}` : text;
}
