import { getPrivateEnds } from '../checks/no-internal-kill-api/private-ends.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { holdsAny } from '../source/text-gate.ts';
import { getSourceFile } from '../summaries/open-file.ts';

type MessageId = 'private';

const WORDS = [
  '._terminate',
  '._handle',
  '._worker',
  '._process',
  'Handle]',
  'process.binding',
  'inkedBinding',
  'internalBinding',
  '._kill',
  '._stop',
  '._destroy',
  'stopThread',
];

export const noInternalKillApi = createRule<MessageId, []>({
  name: 'no-internal-kill-api',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow stopping a thread or process through what is private to Node',
      recommended: 'recommended',
    },
    schema: [],
    messages: {
      private:
        'A private call stops it where it is, and the next Node may not have it. Ask it to stop, then terminate() or kill().',
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!holdsAny(file, WORDS) || isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        for (const node of getPrivateEnds(file)) context.report({ node, messageId: 'private' });
      },
    };
  },
});
