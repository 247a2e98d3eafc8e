import type { FunctionNode, Node, TSESTree } from '../source/types.ts';
import { isTypeScript, type SourceFile } from '../source/source-file.ts';
import { pickName } from './layout.ts';
import type { SignalSource } from './stop-source.ts';

/** An optional `{ signal }` as the last parameter of the function; null when its parameters leave no room. */
export function findParameterSource(file: SourceFile, fn: FunctionNode): SignalSource | null {
  const { code } = file;
  const last = fn.params.at(-1);
  if (last?.type === 'RestElement' || last?.type === 'TSParameterProperty' || fn.params.length > 3 || isAccessor(fn))
    return null;
  const name = pickName(['signal', 'stopSignal', 'abortSignal'], [code.getText(fn)]);
  const type = isTypeScript(file) ? ': { signal?: AbortSignal }' : '';
  const parameter = `{ ${name === 'signal' ? name : `signal: ${name}`} }${type} = {}`;
  const base = { text: name, isOptional: true, isOwn: false };
  if (last) {
    if (code.getTokenAfter(last)?.value === '=>') {
      return {
        ...base,
        edits: (fixer) => [fixer.insertTextBefore(last, '('), fixer.insertTextAfter(last, `, ${parameter})`)],
      };
    }
    return { ...base, edits: (fixer) => [fixer.insertTextAfter(last, `, ${parameter}`)] };
  }
  const open = findOpenParen(file, fn);
  return open && { ...base, edits: (fixer) => [fixer.insertTextAfter(open, parameter)] };
}

/** The parenthesis of empty parameters: the last one in front of the body or the return type. */
function findOpenParen(file: SourceFile, fn: FunctionNode): TSESTree.Token | null {
  const end: Node = fn.returnType ?? fn.body;
  return file.code.getTokens(fn).findLast((token) => token.value === '(' && token.range[0] < end.range[0]) ?? null;
}

/** Getters, setters and constructors have callers that cannot pass anything more. */
function isAccessor(fn: FunctionNode): boolean {
  const { parent } = fn;
  if (parent.type === 'MethodDefinition') return parent.kind !== 'method';
  return parent.type === 'Property' && parent.kind !== 'init';
}
