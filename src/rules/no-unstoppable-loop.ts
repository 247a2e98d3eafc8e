import { findEnclosingFunction, findFunctionName } from '../ast/predicates.ts';
import type { Node, TSESLint } from '../ast/types.ts';
import { findNamedFunction } from '../analysis/handles/index.ts';
import { doesYield, getEndless, getRetries, getSignals, type Endless } from '../analysis/stop/index.ts';
import { findWorkerReason, mayHoldWorkerCode, type WorkerReason } from '../analysis/worker-context/index.ts';
import {
  addIteratorOption,
  leaveFirst,
  testSharedFlag,
  testSignalAndYield,
  testSignalInLoop,
} from '../fixes/check-in-loop.ts';
import {
  findHelperSource,
  findParameterSource,
  findPlatform,
  findPortSource,
  type SignalSource,
} from '../fixes/stop-source.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../kit/is-test-file.ts';
import { getSourceFile, type SourceFile } from '../kit/source-file.ts';

export interface UnstoppableLoopOptions {
  retries: boolean;
}

type MessageId = 'loop' | 'deafLoop' | 'reschedule' | 'iteration' | 'retry' | 'checkSignal' | 'makeSignal' | 'takeTurn' | 'sharedFlag' | 'endOnClose';

type Report = TSESLint.ReportDescriptor<MessageId>;
type Fix = TSESLint.ReportFixFunction;

/** A source of the request, and how sure it is that this is the one that stops the code. */
interface Candidate {
  readonly source: SignalSource;
  readonly isKnown: boolean;
  readonly label: string;
}

/** Heads of loops that may be endless, and calls that may start the next round. */
const TRIGGER =
  /\bwhile\s*\(\s*(?:[1-9]|!0|!?\s*(?:this\s*\.\s*#)?[\w$]+\s*(?:\)|&&|\|\|))|\bfor\s*\([^;)]*;\s*;|\bfor\s+await\b|\b(?:setTimeout|setImmediate|nextTick|queueMicrotask)\b|\.\s*(?:then|finally)\s*\(\s*[\w$.]+\s*\)/;

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
      deafLoop: 'This loop can only be killed, as it never lets a message in: it {{reason}}. Check a shared flag, or yield.',
      reschedule: "'{{name}}' starts itself again for ever and can only be killed: it {{reason}}. Check a stop signal first.",
      iteration: 'This iteration never ends and can only be killed: it {{reason}}. Pass a signal to the iterator.',
      retry: 'This retry has no limit and cannot be told to stop: it {{reason}}. Check a stop signal on every turn.',
      checkSignal: "Check '{{signal}}' on every turn.",
      makeSignal: "Give the file a signal that the owner's 'stop' message fires, and check it on every turn.",
      takeTurn: 'Check {{signal}} and let the event loop turn once a round.',
      sharedFlag: 'Check a shared flag that the owner passes as workerData.stopFlag.',
      endOnClose: "End the iteration when the port closes: { close: ['close'] }.",
    },
  },
  create(context) {
    if (!TRIGGER.test(context.sourceCode.text)) return {};
    const file = getSourceFile(context);
    if (!mayHoldWorkerCode(file) || isTestFile(file.filename, file.root)) return {};
    const [options] = context.options as [UnstoppableLoopOptions];
    return {
      Program() {
        for (const endless of getEndless(file)) {
          const why = findWorkerReason(file, endless.node);
          if (why) context.report(describe(file, endless, why));
        }
        for (const node of options.retries ? getRetries(file) : []) {
          const why = findWorkerReason(file, node);
          if (why) context.report(describe(file, { form: 'loop', node }, why, 'retry'));
        }
      },
    };
  },
});

function describe(file: SourceFile, endless: Endless, why: WorkerReason, retry?: 'retry'): Report {
  const reason = why.kind === 'job' ? `is in job code (the code ${why.reason})` : `runs in a worker (the file ${why.reason})`;
  switch (endless.form) {
    case 'loop':
      return describeLoop(file, endless.node, why, reason, retry);
    case 'reschedule': {
      const name = findFunctionName(endless.fn) ?? 'function';
      const report = { node: endless.node, messageId: 'reschedule' as const, data: { name, reason } };
      return withCures(report, file, endless.node, why, (source) => leaveFirst(file, endless.fn, source));
    }
    case 'iteration': {
      const report = { node: endless.source, messageId: 'iteration' as const, data: { reason } };
      const first = endless.source.arguments[0];
      if (first && /port/i.test(file.code.getText(first)) && endless.source.arguments.length > 1) {
        const fix = addIteratorOption(endless.source, "close: ['close']", null);
        if (fix) return { ...report, fix };
      }
      return withCures(report, file, endless.node, why, (source) =>
        addIteratorOption(endless.source, source.text === 'signal' ? 'signal' : `signal: ${source.text}`, source),
      );
    }
  }
}

function describeLoop(
  file: SourceFile,
  node: Extract<Endless, { form: 'loop' }>['node'],
  why: WorkerReason,
  reason: string,
  retry?: 'retry',
): Report {
  if (doesYield(file, node)) {
    const report = { node, loc: getHead(node), messageId: retry ?? ('loop' as const), data: { reason } };
    return withCures(report, file, node, why, (source) => testSignalInLoop(file, node, source));
  }
  const report = { node, loc: getHead(node), messageId: 'deafLoop' as const, data: { reason } };
  const suggest: TSESLint.SuggestionReportDescriptor<MessageId>[] = [];
  const [candidate] = getCandidates(file, node, why);
  const turn = findEnclosingFunction(node)?.async && candidate ? testSignalAndYield(file, node, candidate.source) : null;
  if (turn && candidate) suggest.push({ messageId: 'takeTurn', data: { signal: candidate.label }, fix: turn });
  const flag = testSharedFlag(file, node);
  if (flag) suggest.push({ messageId: 'sharedFlag', fix: flag });
  return { ...report, suggest };
}

/** The loop's keyword and test: a report over the whole body would hide the code that it is about. */
function getHead(loop: Extract<Endless, { form: 'loop' }>['node']): Readonly<TSESLint.AST.SourceLocation> {
  return loop.type === 'DoWhileStatement' ? { start: loop.loc.start, end: loop.body.loc.start } : { start: loop.loc.start, end: loop.body.loc.start };
}

/** One known source: a fix. Otherwise a suggestion each. */
function withCures(report: Report, file: SourceFile, at: Node, why: WorkerReason, edit: (source: SignalSource) => Fix | null): Report {
  const cures = getCandidates(file, at, why).flatMap((candidate) => {
    const fix = edit(candidate.source);
    return fix ? [{ ...candidate, fix }] : [];
  });
  const [only] = cures;
  if (only?.isKnown && cures.length === 1) return { ...report, fix: only.fix };
  return {
    ...report,
    suggest: cures.map(({ isKnown, label, fix }) =>
      isKnown ? { messageId: 'checkSignal', data: { signal: label }, fix } : { messageId: 'makeSignal', fix },
    ),
  };
}

/** Signals in scope; without any the stop helper's; without that one made from the owner's message or a parameter. */
function getCandidates(file: SourceFile, at: Node, why: WorkerReason): Candidate[] {
  const signals = getSignals(file, at).slice(0, 3);
  if (signals.length > 0) {
    return signals.map(({ text, isOptional }) => ({ source: { text, isOptional, edits: () => [] }, isKnown: true, label: text }));
  }
  const helper = why.kind === 'worker' ? findHelperSource(file) : null;
  if (helper) return [{ source: helper, isKnown: true, label: helper.text }];
  const fn = findNamedFunction(at) ?? findEnclosingFunction(at);
  const made = why.kind === 'worker' ? findPortSource(file, findPlatform(file)) : fn && findParameterSource(file, fn);
  return made ? [{ source: made, isKnown: false, label: made.text }] : [];
}
