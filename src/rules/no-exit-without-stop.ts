import { listEarlyExits, type EarlyExit } from '../checks/no-exit-without-stop/early-exits.ts';
import { listWaitingHooks } from '../checks/no-exit-without-stop/exit-hooks.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { holdsAny } from '../source/text-gate.ts';
import type { TSESLint } from '../source/types.ts';
import { getLastName, isInside } from '../source/predicates.ts';
import { getSourceFile } from '../summaries/open-file.ts';

type MessageId = 'exit' | 'delay' | 'quit' | 'hook' | 'unheld';

const HANDLERS = ['SIGINT', 'SIGTERM', 'SIGHUP', "quit'", 'quit"', "'exit'", '"exit"'];

export const noExitWithoutStop = createRule<MessageId, []>({
  name: 'no-exit-without-stop',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow leaving the program on a signal without waiting for what it runs',
      recommended: 'recommended',
    },
    schema: [],
    messages: {
      exit: '{{what}} is cut off mid-work: this exit does not wait for it. Await its end first, with a limit.',
      delay: '{{what}} may take longer than this delay and is cut off. Await its end; keep the timer as the limit.',
      quit: "The app is gone before {{what}} has ended: 'quit' waits for nothing. Await its end in 'before-quit'.",
      hook: "Nothing is waited for in 'exit': the process is gone before '{{end}}' is done. Await it before the exit.",
      unheld:
        "The app is gone before '{{end}}' is done: '{{event}}' does not wait. Call preventDefault(), await it, quit again.",
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!holdsAny(file, HANDLERS) || isTestFile(file.filename, file.root)) return {};
    return {
      Program() {
        const early = listEarlyExits(file);
        for (const found of early) context.report(describe(found));
        for (const { node, event, end } of listWaitingHooks(file)) {
          const data = { event, end: getLastName(end.callee) ?? 'the end' };
          const isTold = early.some((one) => isInside(one.node, node));
          if (!isTold) context.report({ node, messageId: event === 'exit' ? 'hook' : 'unheld', data });
        }
      },
    };
  },
});

const NAMES: Readonly<Record<EarlyExit['thing']['kind'], string>> = {
  worker: 'worker',
  pool: 'pool',
  child: 'child process',
  server: 'server',
  consumer: 'consumer',
};

function describe({ node, why, thing }: EarlyExit): TSESLint.ReportDescriptor<MessageId> {
  const line = thing.start.loc.start.line;
  const name = `${NAMES[thing.kind]} of line ${line}`;
  if (why === 'quit') return { node, messageId: 'quit', data: { what: `the ${name}` } };
  const data = { what: `The ${name}` };
  return { node, messageId: why === 'delay' ? 'delay' : 'exit', data };
}
