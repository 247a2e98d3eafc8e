import { findUnended } from '../checks/require-stop-path/unended.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { holds, holdsAny } from '../source/text-gate.ts';
import { getSourceFile } from '../summaries/open-file.ts';

/** Parts of what makes a server, a consumer, a pool or a child that runs on. */
const STARTS = ['.listen', 'Worker', 'Piscina', 'Tinypool', 'ool(', 'onsumer', 'Queue', 'Bee', 'oss', 'genda', 'fork'];
const NEST = 'NestFactory';

type MessageId = 'thing' | 'hooks';

const NAMES = { consumer: 'consumer', pool: 'pool', child: 'child process', server: 'server', worker: 'worker' };

export const requireStopPath = createRule<MessageId, []>({
  name: 'require-stop-path',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'require that a program can end what it starts',
      recommended: 'strict',
    },
    schema: [],
    messages: {
      thing:
        'Nothing in this program ends the {{kind}}: a deploy can only kill it in mid-work. Listen for SIGTERM and end it.',
      hooks:
        'Nest runs none of the hooks that this program has for its end. Call enableShutdownHooks() on the application.',
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if ((!holdsAny(file, STARTS) && !holds(file, NEST)) || isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        const found = findUnended(file);
        if (!found) return;
        const { node, why, kind } = found;
        if (why === 'hooks') context.report({ node, messageId: 'hooks' });
        else context.report({ node, messageId: 'thing', data: { kind: NAMES[kind] } });
      },
    };
  },
});
