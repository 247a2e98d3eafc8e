import { visitorKeys } from '@typescript-eslint/visitor-keys';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { listFiles, parse } from '../support/sources.ts';

/** The layers that reason: what they know of names and words stands in src/knowledge. */
const LAYERS = ['semantics', 'flow', 'facts', 'checks'];

/** Files whose words have not moved yet. The list only gets shorter. */
const NOT_YET: ReadonlySet<string> = new Set([
  'src/checks/no-aborted-cleanup/self-cancelled.ts',
  'src/checks/require-signal/candidates.ts',
  'src/checks/require-signal/last-work.ts',
  'src/checks/require-signal/mutations.ts',
  'src/facts/gate.ts',
  'src/facts/pauses/pauses.ts',
  'src/facts/pauses/repeats.ts',
  'src/facts/signals/abort-plan.ts',
  'src/facts/signals/result-use.ts',
  'src/facts/signals/signals.ts',
  'src/facts/signals/targets.ts',
  'src/facts/flags/stop-flag.ts',
  'src/facts/signals/process-signals.ts',
  'src/facts/starts/constructed.ts',
  'src/semantics/classes.ts',
  'src/semantics/imported.ts',
  'src/semantics/jsdoc-types.ts',
  'src/semantics/origin.ts',
  'src/semantics/text-values.ts',
  'src/semantics/trace-call.ts',
  'src/semantics/trace-variable.ts',
  'src/semantics/worker-name.ts',
]);

/** From so many alternatives on a pattern is a list of words. */
const MOST = 3;

const sources = LAYERS.flatMap((layer) => listFiles(`src/${layer}`, '.ts'));

describe('vocabulary', () => {
  it('a pattern in the logic holds syntax, no list of words', () => {
    expect(sources.filter((file) => !NOT_YET.has(file)).flatMap(listWordPatterns)).toEqual([]);
  });

  it('a file whose words have moved is off the list', () => {
    const stale = [...NOT_YET].filter((file) => !sources.includes(file) || listWordPatterns(file).length === 0);
    expect(stale).toEqual([]);
  });
});

function listWordPatterns(file: string): string[] {
  const source = parse(file);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node) && listWords(node.text).length >= MOST) {
      found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${node.text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The alternatives of a pattern that are words; types of nodes are the tool's own language. */
function listWords(pattern: string): string[] {
  return pattern.split('|').flatMap((alternative) => {
    const word = /[a-z]{3,}/i.exec(alternative.replaceAll(/\\./g, ' '))?.[0];
    return word === undefined || word in visitorKeys ? [] : [word];
  });
}
