import { listUndrained, type Undrained } from '../checks/require-drain/undrained.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { holdsAny } from '../source/text-gate.ts';
import type { Node, TSESLint } from '../source/types.ts';
import { getSourceFile } from '../summaries/open-file.ts';

type MessageId = 'turn' | 'work' | 'loop';

/** Work begins in a timer, in a list of promises or in a loop; all of it is asynchronous. */
const WAITS = ['await', '.finally(', '.then('];
const WORKS = ['setInterval', 'setTimeout', 'while', 'for (', '.add(', '.set('];
const STOPS = [
  'stop',
  'close',
  'shut',
  'ispose',
  'estroy',
  'Shut',
  'erminate',
  'eardown',
  'deactivate',
  'drain',
  'Dispose',
];

export const requireDrain = createRule<MessageId, [{ unseenHarm: boolean }]>({
  name: 'require-drain',
  meta: {
    type: 'problem',
    docs: {
      description: 'require a stop to wait for the work in progress',
      recommended: 'recommended',
      strict: { unseenHarm: true },
    },
    schema: [
      {
        type: 'object',
        properties: {
          unseenHarm: {
            type: 'boolean',
            description:
              'Report stops too that give no promise and take nothing away, and work that is not seen to change anything.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ unseenHarm: false }],
    messages: {
      turn: "'{{stop}}' is over while a turn may still run ('{{name}}'): what it uses is gone. Await the turn's promise.",
      work: "'{{stop}}' is over while '{{name}}' holds running work: it is cut off. Await all of it first.",
      loop: "'{{stop}}' is over while the loop is in its last turn ('{{name}}'): it is cut off. Keep its promise and await it.",
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!holdsAny(file, WAITS) || !holdsAny(file, WORKS) || !holdsAny(file, STOPS)) return {};
    if (isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        const [{ unseenHarm }] = context.options;
        for (const found of listUndrained(file)) if (unseenHarm || found.isHarmful) context.report(describe(found));
      },
    };
  },
});

function describe({ stop, why, name }: Undrained): TSESLint.ReportDescriptor<MessageId> {
  const node = getName(stop.fn);
  const data = { stop: stop.name ?? 'the stop', name };
  if (why === 'loop') return { node, messageId: 'loop', data };
  return { node, messageId: why === 'work' ? 'work' : 'turn', data };
}

/** The name of a function or method where it is written; the function itself where it has none. */
function getName(fn: Undrained['stop']['fn']): Node {
  const { parent } = fn;
  if (parent.type === 'MethodDefinition' || parent.type === 'Property' || parent.type === 'PropertyDefinition')
    return parent.key;
  if (parent.type === 'VariableDeclarator') return parent.id;
  return (fn.type !== 'ArrowFunctionExpression' && fn.id) || fn;
}
