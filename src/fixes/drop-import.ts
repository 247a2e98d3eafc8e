import type { Node, SourceCode, TSESLint, TSESTree } from '../source/types.ts';
import { findVariable } from '../source/variables.ts';

/** Takes away the import of a name that nothing uses any more once the node `used` is replaced; nothing where it stays. */
export function dropImport(code: SourceCode, fixer: TSESLint.RuleFixer, used: Node): TSESLint.RuleFix[] {
  const variable = used.type === 'Identifier' ? findVariable({ code }, used) : null;
  const specifier = variable?.defs[0]?.node as TSESTree.ImportSpecifier | undefined;
  if (specifier?.type !== 'ImportSpecifier' || variable?.references.length !== 1) return [];
  const { parent } = specifier;
  if (parent.type !== 'ImportDeclaration' || code.getCommentsInside(parent).length > 0) return [];
  const index = parent.specifiers.indexOf(specifier);
  const [before, after] = [parent.specifiers[index - 1], parent.specifiers[index + 1]];
  if (after) return [fixer.removeRange([specifier.range[0], after.range[0]])];
  if (before?.type === 'ImportSpecifier') return [fixer.removeRange([before.range[1], specifier.range[1]])];
  const start = /\r?\n$/.exec(code.text.slice(0, parent.range[0]))?.index;
  // A new import is put behind the last one.
  return before || start === undefined ? [] : [fixer.removeRange([start, parent.range[1]])];
}
