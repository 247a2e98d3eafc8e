import { getAtomicSections } from '../checks/require-lock-release/atomics-sections.ts';
import { getEarly, getLazyCallbacks, type Early } from '../checks/require-lock-release/early.ts';
import { getSections, type Section } from '../checks/require-lock-release/sections.ts';
import { findMiss, type Miss } from '../checks/require-lock-release/unreleased.ts';
import { getWebLockFaults, type WebLockFault } from '../checks/require-lock-release/web-locks.ts';
import { releaseInFinally } from '../fixes/release-in-finally.ts';
import { createRule } from '../kit/create-rule.ts';
import { isTestFile } from '../project/is-test-file.ts';
import { getNodes } from '../source/node-index.ts';
import type { SourceFile } from '../source/source-file.ts';
import { holdsAny } from '../source/text-gate.ts';
import type { TSESLint } from '../source/types.ts';
import { getSourceFile } from '../summaries/open-file.ts';

export interface LockReleaseOptions {
  everyCall: boolean;
  everyWebLock: boolean;
}

type MessageId = 'error' | 'exit' | 'lazy' | 'running' | 'stolen' | 'endless' | 'wrap' | 'await';
type Report = TSESLint.ReportDescriptor<MessageId>;

/** A lock is taken by one of these, or it is none that the rule knows. */
const TAKES = [
  'acquire',
  'Lock(',
  '.lock(',
  ' lock(',
  'compareExchange',
  'locks.request',
  'runExclusive',
  'mutexify',
  'async-queue',
];

export const requireLockRelease = createRule<MessageId, [LockReleaseOptions]>({
  name: 'require-lock-release',
  meta: {
    type: 'problem',
    docs: {
      description: 'require that a lock is let go on every way out of its section',
      recommended: 'recommended',
      strict: { everyCall: true, everyWebLock: true },
    },
    fixable: 'code',
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        properties: {
          everyCall: {
            type: 'boolean',
            description: 'Count every call in a section as one that can throw.',
          },
          everyWebLock: {
            type: 'boolean',
            description: 'Report Web Locks that are never let go outside of workers too.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ everyCall: false, everyWebLock: false }],
    messages: {
      error: "An error at line {{line}} leaves '{{lock}}' locked for good. Let it go in 'finally'.",
      exit: "The way out at line {{line}} leaves '{{lock}}' locked for good. Let it go in 'finally'.",
      lazy: "'{{name}}' runs when the lock is free again: a generator begins later. Go through it inside the section.",
      running: "'{{name}}' still runs when 'finally' lets the lock go. Await it inside the section.",
      stolen: 'Two holders work at once: the one that is robbed goes on. Wait for the lock, or end its holder first.',
      endless:
        'The lock {{lock}} is held until its thread dies, whatever it is asked. Wait for a promise that a stop settles.',
      await: "Await '{{name}}' inside the section.",
      wrap: "Let '{{lock}}' go in 'finally'.",
    },
  },
  create(context) {
    const file = getSourceFile(context);
    if (!holdsAny(file, TAKES) || isTestFile(file.filename, file.root)) return {};
    const [options] = context.options;
    return {
      Program() {
        for (const section of [...getSections(file), ...getAtomicSections(file)]) {
          const miss = findMiss(file, section, options.everyCall);
          if (miss) context.report(describeMiss(file, section, miss));
          else for (const early of getEarly(file, section)) context.report(describeEarly(early));
        }
        for (const call of getNodes(file.code, 'CallExpression'))
          for (const early of getLazyCallbacks(file, call)) context.report(describeEarly(early));
        for (const fault of getWebLockFaults(file, options.everyWebLock)) context.report(describeFault(fault));
      },
    };
  },
});

function describeMiss(file: SourceFile, section: Section, { by, at }: Miss): Report {
  const data = { line: at.loc.start.line, lock: section.text };
  const report = { node: section.node, messageId: by === 'error' ? ('error' as const) : ('exit' as const), data };
  const fix = releaseInFinally(file, section.node, section.releases);
  if (!fix) return report;
  // With one release and no way around it the edit changes what an error does, and nothing else.
  return by === 'error' && section.releases.length === 1 && !leavesBefore(file, section)
    ? { ...report, fix }
    : { ...report, suggest: [{ messageId: 'wrap', data, fix }] };
}

/** Is there a way around the release that the code takes by itself? It may hold the lock on purpose. */
function leavesBefore(file: SourceFile, section: Section): boolean {
  const isExit = (type: string): boolean => type === 'ReturnStatement' || type === 'ThrowStatement';
  const [release] = section.releases;
  if (!release) return true;
  const between = [...getNodes(file.code, 'ReturnStatement'), ...getNodes(file.code, 'ThrowStatement')];
  return between.some(
    ({ type, range }) => isExit(type) && range[0] > section.node.range[1] && range[1] < release.range[0],
  );
}

function describeEarly({ node, name, kind, isCaught }: Early): Report {
  if (kind === 'lazy' || isCaught) return { node, messageId: kind, data: { name } };
  const fix = (fixer: TSESLint.RuleFixer): TSESLint.RuleFix => fixer.insertTextBefore(node, 'await ');
  return { node, messageId: 'running', data: { name }, suggest: [{ messageId: 'await', data: { name }, fix }] };
}

function describeFault({ kind, node, text }: WebLockFault): Report {
  return { node, messageId: kind === 'stolen' ? 'stolen' : 'endless', data: { lock: text } };
}
