import { findEnclosingFunction } from '../source/predicates.ts';
import type { TSESLint } from '../source/types.ts';
import type { StopFlag } from '../facts/flags/stop-flag.ts';
import { findFlagTest } from '../facts/signals/flag-test.ts';
import { findRepeat, isBounded, isLastStep } from '../facts/pauses/repeats.ts';
import { findWayOut, planAbort } from '../facts/signals/abort-plan.ts';
import { findUnaskedStop } from '../checks/prefer-interruptible-wait/unasked-stops.ts';
import { getMisplacedOptions, type MisplacedOptions } from '../facts/pauses/misplaced-options.ts';
import { isUnreferenced } from '../facts/pauses/pause-definition.ts';
import { getPauses, isBlocking, isEndless, isShort, type Pause } from '../facts/pauses/pauses.ts';
import { isPretended } from '../facts/pauses/pretended.ts';
import { isSettling } from '../facts/pauses/settling.ts';
import { listLiveSignals } from '../facts/signals/live-signal.ts';
import type { StopSignal } from '../facts/signals/signals.ts';
import { findHearing } from '../facts/messages/hearing-place.ts';
import { isInEnd } from '../facts/ends/life-cycle.ts';
import { mayHoldPauses, mayHoldStopSource } from '../facts/gate.ts';
import {
  findNearbyJobs,
  findWorkerReason,
  mayHoldWorkerCode,
  printReason,
  type WorkerReason,
} from '../facts/jobs/worker-context.ts';
import { interruptPause } from '../fixes/interrupt-pause.ts';
import { moveOptions } from '../fixes/move-options.ts';
import {
  findFlagSource,
  findHelperSource,
  findPortSource,
  findProcessSource,
  type SignalSource,
} from '../fixes/stop-source.ts';
import { takeSignal } from '../fixes/take-signal.ts';
import { waitOnFlag } from '../fixes/wait-on-flag.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { getSourceFile } from '../summaries/open-file.ts';
import type { SourceFile } from '../source/source-file.ts';

export interface InterruptibleWaitOptions {
  nearJobs: boolean;
  outsideLoops: boolean;
  unitStops: boolean;
  minMs: number;
}

type MessageId =
  'unasked' | 'deafPause' | 'endless' | 'signalUnused' | 'misplaced' | 'passSignal' | 'makeSignal' | 'waitOnFlag';

type Report = TSESLint.ReportDescriptor<MessageId>;

export const preferInterruptibleWait = createRule<MessageId, [InterruptibleWaitOptions]>({
  name: 'prefer-interruptible-wait',
  meta: {
    type: 'problem',
    docs: {
      description: 'require pauses that a request to stop can wake',
      recommended: 'recommended',
      strict: { nearJobs: true, outsideLoops: true, unitStops: true },
    },
    fixable: 'code',
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        properties: {
          nearJobs: {
            type: 'boolean',
            description: 'Report pauses in job libraries, and in files named after jobs where one is used.',
          },
          outsideLoops: {
            type: 'boolean',
            description: 'Report pauses in worker and job code that are in no loop or retry too.',
          },
          unitStops: {
            type: 'boolean',
            description:
              'Report retries and polls that go on behind a stop that other code of their class or file looks at.',
          },
          minMs: {
            type: 'integer',
            minimum: 0,
            description: 'Longest literal pause, in milliseconds, that is not worth waking.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ nearJobs: false, outsideLoops: false, unitStops: false, minMs: 100 }],
    messages: {
      deafPause: 'A request to stop waits until this pause ends: {{reason}}. Pass an AbortSignal to the wait.',
      endless:
        'Nothing ever ends this wait: no other thread can notify this memory. Hand the memory over, or pass a limit.',
      signalUnused: "A stop waits until this pause ends, although '{{signal}}' is in scope. Pass it to the wait.",
      unasked:
        "This loop goes on behind {{stop}} (line {{line}}): it never looks at '{{flag}}'. Look behind the pause, and wake it.",
      misplaced:
        'This pause looks interruptible and is not: its {{what}} in the wrong place. Pass the options as argument {{position}}.',
      passSignal: "Pass '{{signal}}' to the wait.",
      makeSignal: 'Give the file a signal that {{source}} fires, and pass it to the wait.',
      waitOnFlag: 'Wait on a shared flag, stopFlag, that the owner hands over, sets and notifies.',
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!mayHoldPauses(file) || isTestFile(file.filename, file.root)) return {};
    const [options] = context.options;
    const mayBeJob = options.nearJobs && findNearbyJobs(file) !== null;
    if (!mayHoldStopSource(file) && !mayHoldWorkerCode(file) && !mayBeJob) return {};
    return {
      Program() {
        for (const misplaced of getMisplacedOptions(file)) {
          context.report(describeMisplaced(file, misplaced));
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
  if (isEndless(pause)) return { node: pause.node, messageId: 'endless' };
  if (isShort(pause, options.minMs) || isInEnd(file, pause.node) || isLastStep(pause.node)) return null;
  // Else it would hang on what else is linted: a file that may be a worker's is looked at until that is known.
  const mayBeAsked = mayHoldStopSource(file);
  const signals = mayBeAsked ? listLiveSignals(file, pause.node) : [];
  const why = findWorkerReason(file, pause.node) ?? (options.nearJobs ? findNearbyJobs(file) : null);
  const isHeld = mayBeAsked && !isUnreferenced(pause.made?.promise ?? pause.node);
  const flag = isHeld ? findFlagTest(file, pause.node) : null;
  if (signals.length === 0 && !why && !flag) {
    const data = isHeld && options.unitStops && findUnaskedStop(file, pause);
    return data ? { node: pause.node, messageId: 'unasked', data } : null;
  }
  const isOnce = !isBlocking(pause) && pause.form !== 'iterator' && !findRepeat(file, pause.node);
  const [nearest] = isBlocking(pause) ? [] : signals;
  if (nearest) {
    const isDoubtful = isOnce && (nearest.kind === 'field' || isSettling(file, pause));
    return isDoubtful && !options.outsideLoops ? null : withSignal(file, pause, signals, nearest);
  }
  if (flag) return withReason(file, pause, why, flag, `'${flag.text}' is only tested when it is over`);
  if (!why || (isBounded(file, pause.node) && !isBlocking(pause))) return null;
  if (isOnce && !options.outsideLoops && !why.perJob) return null;
  if (why.perJob && !isBlocking(pause) && isPretended(file, pause)) return null;
  return withReason(file, pause, why, null, `it ${printReason(why)}`);
}

function describeMisplaced(file: SourceFile, misplaced: MisplacedOptions): Report {
  const { call: node, what, position, signal: text } = misplaced;
  const isOwn = listLiveSignals(file, node).some((signal) => signal.text === text && signal.isOwn);
  const plan = planAbort(file, node, { text, isOwn });
  const report = { node, messageId: 'misplaced' as const, data: { what, position: position + 1 } };
  return plan ? { ...report, fix: moveOptions(file.code, misplaced, plan) } : report;
}

/** A signal is in scope: one candidate is a fix, more are a suggestion each. */
function withSignal(file: SourceFile, pause: Pause, signals: readonly StopSignal[], nearest: StopSignal): Report {
  const report = { node: pause.node, messageId: 'signalUnused' as const, data: { signal: nearest.text } };
  const edits = signals.slice(0, 3).flatMap((signal) => {
    const fix = getEdit(file, pause, takeSignal(signal));
    return fix ? [{ messageId: 'passSignal' as const, data: { signal: signal.text }, fix }] : [];
  });
  const [only] = edits;
  // What a helper does beside pausing, and in which unit, is not for sure.
  if (only && signals.length === 1 && pause.form !== 'helper') return { ...report, fix: only.fix };
  return { ...report, suggest: edits };
}

/** No signal in scope: the stop helper's where the project has one, else a suggestion that makes one. */
function withReason(
  file: SourceFile,
  pause: Pause,
  why: WorkerReason | null,
  flag: StopFlag | null,
  reason: string,
): Report | null {
  const report = { node: pause.node, messageId: 'deafPause' as const, data: { reason } };
  if (isBlocking(pause)) return withBlockingCure(file, pause, why, report);
  const helper = why?.kind === 'worker' && pause.form !== 'helper' ? findHelperSource(file) : null;
  const fix = helper && getEdit(file, pause, helper);
  if (fix) return { ...report, fix };
  const makeSignal = (source: string, edit: TSESLint.ReportFixFunction | null): Report => ({
    ...report,
    suggest: edit ? [{ messageId: 'makeSignal', data: { source }, fix: edit }] : [],
  });
  const byFlag = flag?.writes ? getEdit(file, pause, findFlagSource(file, flag.writes), flag.text) : null;
  if (byFlag) return makeSignal('the same request', byFlag);
  const hearing = why?.kind === 'worker' ? findHearing(file, pause.node) : undefined;
  const byPort = why?.kind === 'worker' ? getEdit(file, pause, findPortSource(file, hearing)) : null;
  // Nobody asks for a stop yet: until somebody does, a branch for it changes nothing.
  if (byPort && hearing !== undefined && !flag && pause.form !== 'helper') return { ...report, fix: byPort };
  if (byPort) return makeSignal("the owner's 'stop' message", byPort);
  return makeSignal('SIGTERM', flag ? null : getEdit(file, pause, findProcessSource(file)));
}

/** A shared flag wakes a worker; what can await needs no blocking pause. Null for other code, which has no better way. */
function withBlockingCure(file: SourceFile, pause: Pause, why: WorkerReason | null, report: Report): Report | null {
  if (why?.kind === 'worker') {
    const way = findWayOut(file, pause.node);
    const fix = way === undefined ? null : waitOnFlag(file, pause.node, pause.delay, way);
    return { ...report, suggest: fix ? [{ messageId: 'waitOnFlag', fix }] : [] };
  }
  return findEnclosingFunction(pause.node)?.async ? report : null;
}

function getEdit(
  file: SourceFile,
  pause: Pause,
  source: SignalSource | null,
  flag: string | null = null,
): TSESLint.ReportFixFunction | null {
  // How long to wait is then another file's to say.
  if (pause.form === 'helper' && !pause.definition && !pause.delay && !pause.row) return null;
  const plan = source && planAbort(file, pause.node, { text: source.text, isOwn: source.isOwn, flag });
  return plan && interruptPause(file, { ...pause, ...plan, source });
}
