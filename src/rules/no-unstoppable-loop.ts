import { findEnclosingFunction, findFunctionName } from '../source/predicates.ts';
import type { Node, TSESLint } from '../source/types.ts';
import { findNamedFunction } from '../semantics/functions.ts';
import { doesYield } from '../facts/loops/yields.ts';
import { getEndless, type Endless } from '../checks/no-unstoppable-loop/endless.ts';
import { getRetries } from '../checks/no-unstoppable-loop/retries.ts';
import { listLiveSignals } from '../facts/signals/live-signal.ts';
import { givesNothing, planAbort } from '../facts/signals/abort-plan.ts';
import { findHearing } from '../facts/messages/hearing-place.ts';
import { mayHoldEndless } from '../checks/no-unstoppable-loop/gate.ts';
import { findWorkerReason, mayHoldWorkerCode, printReason, type WorkerReason } from '../facts/jobs/worker-context.ts';
import {
  addIteratorOption,
  addIteratorSignal,
  leaveFirst,
  leaveOnMessage,
  testSignalInLoop,
  throwInLoop,
} from '../fixes/check-in-loop.ts';
import { testSharedFlag, testSignalAndYield } from '../fixes/let-messages-in.ts';
import { isCommonJs } from '../fixes/insert-import.ts';
import { findHelperSource, findPortSource, findProcessSource, type SignalSource } from '../fixes/stop-source.ts';
import { takeSignal } from '../fixes/take-signal.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { getSourceFile } from '../summaries/open-file.ts';
import type { SourceFile } from '../source/source-file.ts';

export interface UnstoppableLoopOptions {
  retries: boolean;
}

type MessageId =
  | ('loop' | 'deafLoop' | 'reschedule' | 'iteration' | 'retry')
  | ('checkSignal' | 'makeSignal' | 'takeTurn' | 'sharedFlag' | 'leaveOnStop');

type Report = TSESLint.ReportDescriptor<MessageId>;
type Loop = Extract<Endless, { form: 'loop' }>['node'];

/** A source of the request, and how a cure with it is called; known ones are safe enough for `--fix`. */
interface Candidate {
  readonly source: SignalSource;
  readonly cure: 'checkSignal' | 'makeSignal';
  readonly isSure: boolean;
}

export const noUnstoppableLoop = createRule<MessageId, [UnstoppableLoopOptions]>({
  name: 'no-unstoppable-loop',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow endless loops in workers and job processors that never check whether to stop',
      recommended: 'recommended',
      strict: { retries: true },
    },
    fixable: 'code',
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        properties: {
          retries: {
            type: 'boolean',
            description: 'Report retries and polls that have awaits but neither a limit nor a signal.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ retries: false }],
    messages: {
      loop: 'This loop can only be killed, and loses what it is doing: it {{reason}}. Check a stop signal on every turn.',
      deafLoop:
        'This loop can only be killed, as it never lets a message in: it {{reason}}. Check a shared flag, or yield.',
      reschedule:
        "'{{name}}' starts itself again for ever and can only be killed: it {{reason}}. Check a stop signal first.",
      iteration: 'This iteration never ends and can only be killed: it {{reason}}. Pass a signal to the iterator.',
      retry: 'This retry has no limit and cannot be told to stop: it {{reason}}. Check a stop signal on every turn.',
      checkSignal: "Check '{{signal}}' on every turn.",
      makeSignal: 'Give the file a signal that a stop fires, and check it on every turn.',
      takeTurn: 'Check {{signal}} and let the event loop turn once a round.',
      sharedFlag: 'Check a shared flag, stopFlag, that the owner hands over.',
      leaveOnStop: "Leave the iteration when the owner sends 'stop'.",
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!mayHoldWorkerCode(file) || !mayHoldEndless(file) || isTestFile(file.filename, file.root)) return {};
    const [options] = context.options;
    return {
      Program() {
        for (const endless of getEndless(file)) {
          const why = findWorkerReason(file, endless.node);
          const report = why && describe(file, endless, why);
          if (report) context.report(report);
        }
        for (const node of options.retries ? getRetries(file) : []) {
          const why = findWorkerReason(file, node);
          if (why) context.report(describeRound(file, node, why, 'retry'));
        }
      },
    };
  },
});

function describe(file: SourceFile, endless: Endless, why: WorkerReason): Report | null {
  switch (endless.form) {
    case 'loop':
      return doesYield(file, endless.node)
        ? describeRound(file, endless.node, why, 'loop')
        : describeDeaf(file, endless.node, why);
    case 'reschedule': {
      const data = { name: findFunctionName(endless.fn) ?? 'function', reason: printReason(why) };
      return withCures({ node: endless.node, messageId: 'reschedule', data }, file, endless.fn.body, why, (source) =>
        leaveFirst(file, endless.fn, source, endless.node),
      );
    }
    case 'iteration':
      return describeIteration(file, endless, why);
  }
}

/** A loop that yields: a test of the signal; where the loop's end would have to give a value, an error from it. */
function describeRound(file: SourceFile, node: Loop, why: WorkerReason, messageId: 'loop' | 'retry'): Report {
  const fn = findEnclosingFunction(node);
  return withCures(
    { node, loc: getHead(node), messageId, data: { reason: printReason(why) } },
    file,
    node,
    why,
    (source) =>
      !fn || givesNothing(file, fn) ? testSignalInLoop(file, node, source) : throwInLoop(file, node, source),
  );
}

/** A loop that never yields; null in a job that could not yield either, so that nothing can stop it. */
function describeDeaf(file: SourceFile, node: Loop, why: WorkerReason): Report | null {
  const suggest: TSESLint.SuggestionReportDescriptor<MessageId>[] = [];
  const [candidate] = getCandidates(file, node, why);
  const fn = findEnclosingFunction(node);
  const canAwait = fn ? fn.async : !isCommonJs(file.code);
  const turn = canAwait && candidate ? testSignalAndYield(file, node, candidate.source) : null;
  if (turn && candidate) suggest.push({ messageId: 'takeTurn', data: { signal: candidate.source.text }, fix: turn });
  const flag = why.kind === 'worker' ? testSharedFlag(file, node) : null;
  if (flag) suggest.push({ messageId: 'sharedFlag', fix: flag });
  const report = {
    node,
    loc: getHead(node),
    messageId: 'deafLoop' as const,
    data: { reason: printReason(why) },
    suggest,
  };
  return why.kind === 'job' && !canAwait ? null : report;
}

/** The loop's keyword and test: a report over the whole body would hide the code that it is about. */
function getHead(loop: Loop): Readonly<TSESLint.AST.SourceLocation> {
  return { start: loop.loc.start, end: loop.body.loc.start };
}

function describeIteration(
  file: SourceFile,
  { node, source: call }: Extract<Endless, { form: 'iteration' }>,
  why: WorkerReason,
): Report {
  const report = { node: call, messageId: 'iteration' as const, data: { reason: printReason(why) } };
  const port = call.arguments.length > 1 && call.arguments[0] ? file.code.getText(call.arguments[0]) : '';
  const isOwners = /\bparentPort$/.test(port);
  // The other side can close a port of its own; the owner's is closed by the worker, if at all.
  if (/port\d*$/i.test(port) && (!isOwners || file.code.text.includes(`${port}.close(`))) {
    const fix = addIteratorOption(file, call, "close: ['close']");
    if (fix) return { ...report, fix };
  }
  const leave = isOwners && listLiveSignals(file, node).length === 0 ? leaveOnMessage(file, node) : null;
  if (leave) return { ...report, suggest: [{ messageId: 'leaveOnStop', fix: leave }] };
  return withCures(report, file, node, why, (source) => {
    const plan = planAbort(file, call, source);
    return plan && addIteratorSignal(file, call, source, plan.iteration);
  });
}

/** One known source: a fix. Otherwise a suggestion each. */
function withCures(
  report: Report,
  file: SourceFile,
  at: Node,
  why: WorkerReason,
  edit: (source: SignalSource) => TSESLint.ReportFixFunction | null,
): Report {
  const cures = getCandidates(file, at, why).flatMap(({ source, cure, isSure }) => {
    const fix = edit(source);
    return fix ? [{ messageId: cure, data: { signal: source.text }, fix, isSure }] : [];
  });
  const [only] = cures;
  if (only?.isSure && cures.length === 1) return { ...report, fix: only.fix };
  return { ...report, suggest: cures.map(({ messageId, data, fix }) => ({ messageId, data, fix })) };
}

/** Signals in scope; without any the stop helper's; without that one made from the owner's message or SIGTERM. */
function getCandidates(file: SourceFile, at: Node, why: WorkerReason): Candidate[] {
  const signals = listLiveSignals(file, at).slice(0, 3);
  if (signals.length > 0)
    return signals.map((signal) => ({ source: takeSignal(signal), cure: 'checkSignal', isSure: true }));
  const helper = why.kind === 'worker' ? findHelperSource(file) : null;
  if (helper) return [{ source: helper, cure: 'checkSignal', isSure: true }];
  const fn = findNamedFunction(at) ?? findEnclosingFunction(at);
  const hearing = why.kind === 'worker' ? findHearing(file, at) : undefined;
  const made = why.kind === 'worker' ? findPortSource(file, hearing) : fn ? null : findProcessSource(file);
  // Nobody asks for a stop yet: until somebody does, a branch for it changes nothing.
  return made ? [{ source: made, cure: 'makeSignal', isSure: hearing !== undefined }] : [];
}
