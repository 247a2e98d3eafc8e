import { getRearmed } from '../checks/no-rearmed-timer/rearmed.ts';
import { createRule } from '../kit/create-rule.ts';
import { REARMS } from '../knowledge/restarts.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { holdsAny } from '../source/text-gate.ts';
import { getSourceFile } from '../summaries/open-file.ts';

type MessageId = 'rearmed';

const TIMERS = [...REARMS];
/** Parts of the names of stops, and of what listens for one. */
const STOPS = [
  'top',
  'lose',
  'ispose',
  'estroy',
  'bort',
  'ancel',
  'hutdown',
  'nmount',
  'erminate',
  'isconnect',
  'lear',
];

export const noRearmedTimer = createRule<MessageId, [{ looseTies: boolean }]>({
  name: 'no-rearmed-timer',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow timers that are set again behind a stop',
      recommended: 'recommended',
      strict: { looseTies: true },
    },
    schema: [
      {
        type: 'object',
        properties: {
          looseTies: {
            type: 'boolean',
            description:
              'Report timers too that a stop has no handle of: it sets a flag, or closes what the turn talks to.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ looseTies: false }],
    messages: {
      rearmed:
        'A stop that came meanwhile is lost: the timer is set again. Look for the stop first, and keep the handle.',
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!holdsAny(file, TIMERS) || !holdsAny(file, STOPS) || isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        const [{ looseTies }] = context.options;
        for (const { call: node, tie } of getRearmed(file))
          if (looseTies || tie !== 'loose') context.report({ node, messageId: 'rearmed' });
      },
    };
  },
});
