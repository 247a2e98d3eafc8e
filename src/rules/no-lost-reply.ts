import { getLostReplies, type LostReply } from '../checks/no-lost-reply/lost.ts';
import { getKills } from '../facts/ends/kills.ts';
import { isHarmfulKill } from '../facts/ends/unexpected-kill.ts';
import type { Thing } from '../facts/units/things.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { holds, holdsAny } from '../source/text-gate.ts';
import type { Node, TSESLint } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';
import { getSourceFile } from '../summaries/open-file.ts';

export interface LostReplyOptions {
  errorOnly: boolean;
}

type MessageId = 'never' | 'ended' | 'killed' | 'dropped';

const STARTS = ['orker', 'child_process', 'execa', 'utilityProcess'];
const ASKS = ['postMessage', '.send(', 'stdin', 'workerData', '= []'];

/** A class of its own that keeps what settles its promises, and an end of it. */
const KEEPS = ['.set(', '.push(', '] = {', '] = resolve'];
const ENDS = ['close(', 'destroy(', 'disconnect(', 'dispose('];

export const noLostReply = createRule<MessageId, [LostReplyOptions]>({
  name: 'no-lost-reply',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow replies of workers and children that nothing settles when the other side ends',
      recommended: 'recommended',
      strict: { errorOnly: true },
    },
    schema: [
      {
        type: 'object',
        properties: {
          errorOnly: {
            type: 'boolean',
            description:
              "Report replies that the end settles for failures only: of Node's workers by `error` alone, or where the exit code is not 0.",
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ errorOnly: false }],
    messages: {
      never: "If '{{worker}}' ends first, whoever awaits this reply waits for ever. Reject it on {{events}}.",
      ended: "'{{worker}}' has ended, and open replies stay open: their callers wait for ever. Reject them here.",
      killed: "'{{worker}}' is killed while replies are open: their callers wait for ever. Reject them first.",
      dropped: 'Open replies are dropped here: their callers wait for ever. Reject each of them first.',
    },
  },
  create(context) {
    const file = getSourceFile(context);
    const asksOther = holdsAny(file, STARTS) && holdsAny(file, ASKS);
    if (!holds(file, 'Promise') || !(asksOther || (holdsAny(file, KEEPS) && holdsAny(file, ENDS)))) return {};
    if (isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        const [{ errorOnly }] = context.options;
        for (const lost of getLostReplies(file)) {
          if ((lost.isDoubtful && !errorOnly) || isOtherRules(file, lost)) continue;
          context.report(describe(file, lost));
        }
      },
    };
  },
});

function describe(file: SourceFile, lost: LostReply): TSESLint.ReportDescriptor<MessageId> {
  const { node, why, target, thing } = lost;
  if (why === 'dropped' || !target || !thing) return { node, messageId: 'dropped' };
  const data = { worker: getName(file, target), events: getEvents(thing) };
  if (why === 'killed') return { node, messageId: 'killed', data };
  return { node, messageId: why === 'never' ? 'never' : 'ended', data };
}

/** A worker of Node that is killed holds more than replies: the kill is `no-abrupt-terminate`'s. */
function isOtherRules(file: SourceFile, { node, why, thing }: LostReply): boolean {
  if (why !== 'killed' || thing?.platform === 'web') return false;
  return getKills(file).some((kill) => kill.node === node && isHarmfulKill(file, kill, false));
}

function getName(file: SourceFile, target: Node): string {
  const text = file.code.getText(target);
  return target.type !== 'Literal' && text.length <= 30 && !text.includes('\n') ? text : 'the worker';
}

function getEvents(thing: Thing): string {
  if (thing.platform === 'web') return "'error'";
  return thing.kind === 'child' ? "'exit'" : "'error' and 'exit'";
}
