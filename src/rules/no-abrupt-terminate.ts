import { losesRepliesOnly } from '../checks/no-lost-reply/lost.ts';
import { canAwait } from '../source/can-await.ts';
import { getLastName } from '../source/predicates.ts';
import type { TSESLint, TSESTree } from '../source/types.ts';
import {
  findDelegation,
  getDelegations,
  isLeftAlone,
  mayDelegate,
  type Delegation,
} from '../facts/ends/delegations.ts';
import { findStopMessage } from '../facts/ends/stop-message.ts';
import { findTemplateKill } from '../facts/ends/template-kills.ts';
import { getKills, type Kill } from '../facts/ends/kills.ts';
import { getRuns } from '../facts/ends/pool-runs.ts';
import type { Loss } from '../facts/ends/loss.ts';
import { isReplaced } from '../facts/ends/replaced.ts';
import { findHarm, isUnexpectedKill } from '../facts/ends/unexpected-kill.ts';
import { callStopWorker } from '../fixes/call-stop-worker.ts';
import { replacePoolKill } from '../fixes/replace-pool-kill.ts';
import { stopInsteadOfDispose } from '../fixes/stop-instead-of-dispose.ts';
import { getStopSequence, type StopPlan } from '../fixes/stop-instead-of-kill.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { onTemplate } from '../source/on-template.ts';
import { getSourceFile } from '../summaries/open-file.ts';
import { isTypeScript, type SourceFile } from '../source/source-file.ts';
import { holdsAny } from '../source/text-gate.ts';
import type { PoolRow } from '../knowledge/types.ts';

export interface AbruptTerminateOptions {
  everywhere: boolean;
  evenPure: boolean;
  graceMs: number;
  message: string;
}

type MessageId =
  'killed' | 'held' | 'pure' | 'delegated' | 'poolKilled' | 'disposed' | 'askFirst' | 'letFinish' | 'stopBeforeDispose';

type Report = TSESLint.ReportDescriptor<MessageId>;

const KILLS = ['terminate', 'destroy', 'using'];
const TRIGGER = /\bterminate\b|\bdestroy\b|\bawait\s+using\s+[\w$]+\s*[=:]/;

export const noAbruptTerminate = createRule<MessageId, [AbruptTerminateOptions]>({
  name: 'no-abrupt-terminate',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow killing a worker that may be in the middle of its work',
      recommended: 'recommended',
      strict: { everywhere: true },
    },
    fixable: 'code',
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        properties: {
          everywhere: {
            type: 'boolean',
            description:
              'Report kills outside stop paths too, such as restarts, and of workers whose file tells nothing.',
          },
          evenPure: {
            type: 'boolean',
            description:
              'Report kills of workers too that are seen to lose nothing: they only take messages and answer.',
          },
          graceMs: {
            type: 'integer',
            minimum: 1,
            description: 'Milliseconds that a fix gives the worker to end by itself before it is killed.',
          },
          message: {
            type: 'string',
            description:
              'Message after which every worker of the project ends; suggested where the one that this worker hears is not seen; empty: none.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ everywhere: false, evenPure: false, graceMs: 5000, message: '' }],
    messages: {
      killed:
        "'{{worker}}' is killed, and whatever it is at or holds is lost. Ask it to stop, wait for its end, kill last.",
      held: "'{{worker}}' is killed while it may {{loss}}. Ask it to stop, wait for its end, kill last.",
      pure: "'{{worker}}' is killed, and what it computes is lost. Ask it to stop, wait for its end, kill last.",
      poolKilled:
        "'{{worker}}.{{method}}()' kills the running tasks: their promises fail. Await the tasks, then {{graceful}}.",
      delegated:
        "'{{worker}}.{{method}}()' kills workers mid-work, at {{place}}: their tasks are lost. Await the tasks first.",
      disposed:
        "'await using' kills '{{worker}}' mid-work: its dispose is terminate(). Ask it to stop and await its 'exit' first.",
      askFirst: 'Send {{message}}, wait up to {{graceMs}} ms for the end, then kill.',
      letFinish: 'Let the running tasks finish: {{call}}.',
      stopBeforeDispose:
        "Declare it with 'const' and stop it with a message and a bounded wait at the end of the block.",
    },
  },
  create(context) {
    const file = getSourceFile(context);
    const ownKills = file.settings.pools.flatMap(({ kills }) => kills.map(({ method }) => method));
    const delegates = context.options[0].everywhere && mayDelegate(file);
    if (!delegates && !(holdsAny(file, KILLS) && TRIGGER.test(file.code.text)) && !holdsAny(file, ownKills)) return {};
    if (isTestFile(file.filename, file.root)) return {};
    const [options] = context.options;
    const inTemplate = (call: TSESTree.CallExpression): void => {
      const kill = options.everywhere ? findTemplateKill(file, call) : null;
      // There is no room for an edit.
      if (kill) context.report(getReport(file, kill, { is: 'unknown' }));
    };
    return {
      ...onTemplate(file, { CallExpression: inTemplate }),
      Program() {
        for (const kill of getKills(file)) {
          const loss = findHarm(file, kill, options.everywhere, options.evenPure);
          if (loss && !losesRepliesOnly(file, kill)) context.report(describe(file, kill, loss, options));
        }
        for (const delegation of delegates ? getDelegations(file) : []) {
          if (isUnexpectedKill(file, delegation, true)) context.report(describeDelegation(file, delegation));
        }
      },
    };
  },
});

function describe(file: SourceFile, kill: Kill, loss: Loss, options: AbruptTerminateOptions): Report {
  const report = getReport(file, kill, loss);
  const { node, handle, how } = kill;
  if (how === 'pool' && node.type !== 'VariableDeclarator') return describePool(file, kill, report);
  // What is given to a library's function has no `postMessage`.
  if (how === 'static') return report;
  // What another file wraps around a worker need not have its methods.
  const isNamed = node.type === 'CallExpression' && handle.evidence === 'name';
  const delegation = isNamed ? findDelegation(file, node) : null;
  if (delegation) return describeDelegation(file, delegation);
  const edit = getEdit(file, kill, options);
  if (!edit) return report;
  const { fix, message, isSure } = edit;
  if (isSure) return { ...report, fix };
  const messageId = node.type === 'VariableDeclarator' ? 'stopBeforeDispose' : 'askFirst';
  return { ...report, suggest: [{ messageId, data: { message, graceMs: options.graceMs }, fix }] };
}

/** Ask, wait, kill last: where the worker is seen, or said by the user, to end when it is asked; else nothing. */
function getEdit(
  file: SourceFile,
  { node, target, handle, ...kill }: Kill,
  { message: given, graceMs }: AbruptTerminateOptions,
): { fix: TSESLint.ReportFixFunction; message: string; isSure: boolean } | null {
  const heard = isReplaced(file, { node, target }) ? null : findStopMessage(file, handle);
  const message = heard ?? (given ? toText(given) : null);
  if (message === null) return null;
  if (node.type === 'VariableDeclarator') {
    const fix = stopInsteadOfDispose(file.code, node, message, graceMs);
    return fix && { fix, message, isSure: heard !== null };
  }
  const plan: StopPlan = {
    call: node,
    target,
    ...getPlatform(file, { node, target, handle, ...kill }),
    message,
    graceMs,
    canAwait: canAwait(node),
    isTypeScript: isTypeScript(file),
  };
  const helper = file.settings.helper === null ? null : callStopWorker(file, file.settings.helper, plan);
  if (helper) return { fix: helper, message, isSure: true };
  const sequence = getStopSequence(file.code, plan);
  if (!sequence) return null;
  const fix = (fixer: TSESLint.RuleFixer): TSESLint.RuleFix => fixer.replaceTextRange(sequence.range, sequence.text);
  return { fix, message, isSure: heard !== null };
}

/** The report without its edits. */
function getReport(file: SourceFile, { node, target, handle, how }: Kill, loss: Loss): Report {
  const worker = file.code.getText(target);
  if (node.type === 'VariableDeclarator') return { node, messageId: 'disposed', data: { worker } };
  if (how !== 'pool') {
    if (loss.is === 'lost') return { node, messageId: 'held', data: { worker, loss: loss.phrase } };
    return { node, messageId: loss.is === 'nothing' ? 'pure' : 'killed', data: { worker } };
  }
  const graceful = (handle.row as PoolRow).graceful ?? 'end the pool';
  return { node, messageId: 'poolKilled', data: { worker, method: getLastName(node.callee) ?? '', graceful } };
}

function describePool(file: SourceFile, kill: Kill, report: Report): Report {
  const call = kill.node as Extract<Kill['node'], { type: 'CallExpression' }>;
  const row = kill.handle.row as PoolRow;
  const edit = replacePoolKill(file.code, call, row, getRuns(file, kill), isTypeScript(file));
  if (!edit) return report;
  if (edit.isSafe) return { ...report, fix: edit.fix };
  return { ...report, suggest: [{ messageId: 'letFinish', data: { call: edit.text }, fix: edit.fix }] };
}

/** A kill that another file makes: the tasks that this file starts can be waited for. */
function describeDelegation(file: SourceFile, { node, target, method, place, runs }: Delegation): Report {
  const data = { worker: file.code.getText(target), method, place: `${place.file}:${place.line}` };
  const row = { module: '', constructors: [], kills: [], graceful: null };
  const edit = isLeftAlone(node) ? null : replacePoolKill(file.code, node, row, runs, isTypeScript(file));
  return {
    node,
    messageId: 'delegated',
    data,
    suggest: edit && [{ messageId: 'letFinish', data: { call: edit.text }, fix: edit.fix }],
  };
}

/** A worker known by its name only: `on`/`once` and imports of worker_threads speak for Node. */
function getPlatform(file: SourceFile, { handle }: Kill): Pick<StopPlan, 'platform' | 'isPlatformSure'> {
  const likelier = /\bworker_threads\b/.test(file.code.text) ? 'node' : 'web';
  return { platform: handle.platform ?? likelier, isPlatformSure: handle.platform !== null };
}

function toText(message: string): string {
  return `'${message.replace(/[\\']/g, '\\$&')}'`;
}
