import type { FunctionNode, SourceCode, TSESLint, TSESTree } from '../source/types.ts';

type Edits = (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[];

/** `async` in front of a function, and a promise as its type; null where a function has to give its value at once. */
export function makeAsync(code: SourceCode, fn: FunctionNode): Edits | null {
  const at = fn.generator ? null : findPlace(code, fn);
  const type = fn.returnType?.typeAnnotation;
  if (!at || type?.type === 'TSTypePredicate' || type?.type === 'TSThisType') return null;
  return (fixer) => [
    fixer.insertTextBefore(at, 'async '),
    ...(type ? [fixer.insertTextBefore(type, 'Promise<'), fixer.insertTextAfter(type, '>')] : []),
  ];
}

/** What `async` stands in front of; null for constructors and accessors. */
function findPlace(code: SourceCode, fn: FunctionNode): TSESTree.Node | TSESTree.Token | null {
  const { parent } = fn;
  const isMethod =
    parent.type === 'MethodDefinition' || (parent.type === 'Property' && (parent.method || parent.kind !== 'init'));
  if (!isMethod) return code.getFirstToken(fn);
  if (parent.kind !== 'method' && parent.kind !== 'init') return null;
  return parent.computed ? code.getTokenBefore(parent.key) : parent.key;
}
