import { findEnclosingFunction } from '../ast/predicates.ts';
import { findStaticNumber } from '../ast/static-number.ts';
import type { TSESLint } from '../ast/types.ts';
import {
  findFlagTest,
  findRepeat,
  findSwallowingCatch,
  getMisplacedOptions,
  getPauses,
  getSignals,
  isBounded,
  isInStopPath,
  isLastStep,
  mayHoldPauses,
  mayHoldStopSource,
  type Pause,
  type StopSignal,
} from '../analysis/stop/index.ts';
import { findWorkerReason, mayHoldWorkerCode, type WorkerReason } from '../analysis/worker-context/index.ts';
import { findNamedFunction } from '../analysis/handles/index.ts';
import { interruptPause } from '../fixes/interrupt-pause.ts';
import { moveOptions } from '../fixes/move-options.ts';
import {
  findHelperSource,
  findParameterSource,
  findPlatform,
  findPortSource,
  type SignalSource,
} from '../fixes/stop-source.ts';
import { waitOnFlag } from '../fixes/wait-on-flag.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../kit/is-test-file.ts';
import { getSourceFile, type SourceFile } from '../kit/source-file.ts';

export interface InterruptibleWaitOptions {
  outsideLoops: boolean;
  minMs: number;
}

type MessageId = 'deafPause' | 'signalUnused' | 'misplaced' | 'passSignal' | 'makeSignal' | 'acceptSignal' | 'waitOnFlag';

type Report = TSESLint.ReportDescriptor<MessageId>;

export const preferInterruptibleWait = createRule<MessageId, [InterruptibleWaitOptions]>({
  name: 'prefer-interruptible-wait',
  meta: {
    type: 'problem',
    docs: {
      description: 'require pauses that a request to stop can wake',
      recommended: 'recommended',
      strict: { outsideLoops: true },
    },
    fixable: 'code',
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        properties: {
          outsideLoops: {
            type: 'boolean',
            description: 'Report pauses in worker and job code that are in no loop or retry too.',
          },
          minMs: {
            type: 'integer',
            minimum: 0,
            description: 'Shortest literal pause, in milliseconds, that is worth waking.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ outsideLoops: false, minMs: 100 }],
    messages: {
      deafPause: 'A request to stop waits until this pause ends: it {{reason}}. Pass an AbortSignal to the wait.',
      signalUnused: "A stop waits until this pause ends, although '{{signal}}' is in scope. Pass it to the wait.",
      misplaced: 'This pause looks interruptible and is not: its {{what}} in the wrong place. Pass the options as argument {{position}}.',
      passSignal: "Pass '{{signal}}' to the wait.",
      makeSignal: 'Give the file a signal that {{source}} fires, and pass it to the wait.',
      waitOnFlag: 'Wait on a shared flag that the owner sets and notifies (workerData.stopFlag).',
      acceptSignal: 'Let the function take a signal, and pass it to the wait.',
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!mayHoldPauses(file) || !(mayHoldStopSource(file) || mayHoldWorkerCode(file))) return {};
    if (isTestFile(file.filename, file.root)) return {};
    const [options] = context.options as [InterruptibleWaitOptions];
    return {
      Program() {
        for (const misplaced of getMisplacedOptions(file)) {
          const { call: node, what, position } = misplaced;
          const fix = moveOptions(file.code, misplaced, findSwallowingCatch(file, node));
          context.report({ node, messageId: 'misplaced', data: { what, position: position + 1 }, fix });
        }
        for (const pause of getPauses(file)) {
          const report = judge(file, pause, options);
          if (report) context.report(report);
        }
      },
    };
  },
});

/** Who could want to wake the pause, and how it would be told; null when nobody waits for it or it ends soon anyway. */
function judge(file: SourceFile, pause: Pause, options: InterruptibleWaitOptions): Report | null {
  if (isShort(file, pause, options.minMs)) return null;
  const signals = getSignals(file, pause.node);
  const why = findWorkerReason(file, pause.node);
  const flag = findFlagTest(file, pause.node);
  if (signals.length === 0 && !why && !flag) return null;
  if (isInStopPath(file, pause.node) || isLastStep(pause.node)) return null;
  const [signal] = signals;
  if (signal && !isBlocking(pause)) return withSignal(file, pause, signals, signal);
  if (flag) return withReason(file, pause, why, `'${flag}' is only tested when it is over`);
  if (!why || (isBounded(file, pause.node) && !isBlocking(pause))) return null;
  if (!options.outsideLoops && !why.perJob && !isBlocking(pause) && !findRepeat(file, pause.node)) return null;
  return withReason(file, pause, why, getReasonText(why));
}

function isShort(file: SourceFile, { delay, form }: Pause, minMs: number): boolean {
  if (form === 'busy' || form === 'command') return false;
  if (!delay) return true;
  const ms = findStaticNumber(file.code, delay);
  return ms !== null && ms < minMs;
}

/** Does the pause hold the whole thread, so that no signal can be delivered meanwhile? */
function isBlocking({ form }: Pause): boolean {
  return form === 'atomics' || form === 'busy' || form === 'command';
}

function getReasonText({ kind, reason }: WorkerReason): string {
  return kind === 'job' ? `is in job code (the code ${reason})` : `runs in a worker (the file ${reason})`;
}

/** A signal is in scope: one candidate is a fix, more are a suggestion each. */
function withSignal(file: SourceFile, pause: Pause, signals: readonly StopSignal[], nearest: StopSignal): Report {
  const report = { node: pause.node, messageId: 'signalUnused' as const, data: { signal: nearest.text } };
  const edits = signals.slice(0, 3).flatMap(({ text, isOptional }) => {
    const fix = getEdit(file, pause, { text, isOptional, edits: () => [] });
    return fix ? [{ text, fix }] : [];
  });
  const [only] = edits;
  if (only && signals.length === 1 && !pause.definition) return { ...report, fix: only.fix };
  return { ...report, suggest: edits.map(({ text, fix }) => ({ messageId: 'passSignal', data: { signal: text }, fix })) };
}

/** No signal in scope: the stop helper's where the project has one, else a suggestion that makes one. */
function withReason(file: SourceFile, pause: Pause, why: WorkerReason | null, reason: string): Report {
  const report = { node: pause.node, messageId: 'deafPause' as const, data: { reason } };
  if (isBlocking(pause)) return { ...report, suggest: getBlockingCures(file, pause) };
  if (why?.kind === 'worker') {
    const helper = findHelperSource(file);
    const fix = helper && getEdit(file, pause, helper);
    if (fix && !pause.definition) return { ...report, fix };
    const port = findPortSource(file, findPlatform(file));
    const edit = port && getEdit(file, pause, port);
    if (edit) return { ...report, suggest: [{ messageId: 'makeSignal', data: { source: "the owner's 'stop' message" }, fix: edit }] };
  }
  const fn = findNamedFunction(pause.node) ?? findEnclosingFunction(pause.node);
  const parameter = fn && findParameterSource(file, fn);
  const edit = parameter && getEdit(file, pause, parameter);
  return { ...report, suggest: edit ? [{ messageId: 'acceptSignal', fix: edit }] : [] };
}

function getEdit(file: SourceFile, pause: Pause, source: SignalSource): TSESLint.ReportFixFunction | null {
  return interruptPause(file, { ...pause, source, swallowing: findSwallowingCatch(file, pause.node) });
}

function getBlockingCures(file: SourceFile, pause: Pause): TSESLint.SuggestionReportDescriptor<MessageId>[] {
  const edit = waitOnFlag(file, pause.node, pause.delay);
  return edit ? [{ messageId: 'waitOnFlag', fix: edit }] : [];
}
