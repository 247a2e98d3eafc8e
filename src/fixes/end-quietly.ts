import type { Node, SourceCode, TSESLint, TSESTree } from '../source/types.ts';
import { fitStyle, getIndent } from './layout.ts';
import { getCheck } from './leave-on-abort.ts';
import type { SignalSource } from './stop-source.ts';

/**
 * `try { for await … } catch (error) { if (!signal.aborted) throw error; }`: the abort of a signal of the file's own ends
 * the iteration, and nobody around reckons with an AbortError. Unhandled it would kill the owner of the thread (facts 5).
 */
export function endQuietly(
  code: SourceCode,
  fixer: TSESLint.RuleFixer,
  loop: TSESTree.ForOfStatement,
  source: Pick<SignalSource, 'text' | 'isOptional'>,
): TSESLint.RuleFix[] {
  const outer: Node = loop.parent.type === 'LabeledStatement' ? loop.parent : loop;
  const indent = getIndent(code, outer);
  const end = [`} catch (error) {`, `  if (!${getCheck(source)}) throw error;`, `}`].join(`\n${indent}`);
  return [
    fixer.insertTextBefore(outer, fitStyle(code, `try {\n${indent}`)),
    fixer.insertTextAfter(outer, fitStyle(code, `\n${indent}${end}`)),
  ];
}
