import { unwrap } from '../source/predicates.ts';
import type { Node, Scope, SourceCode, TSESTree } from '../source/types.ts';
import { findInitialValue } from './values.ts';

/** The value of a numeric expression made of literals and constants, such as `30 * 1000`; null when it is not known. */
export function findStaticNumber(code: SourceCode, node: Node | null | undefined, depth = 0): number | null {
  if (!node || depth > 8) return null;
  const inner = unwrap(node);
  if (inner.type === 'Literal') return typeof inner.value === 'number' ? inner.value : null;
  if (inner.type === 'Identifier') return findStaticNumber(code, findConstant(code, inner), depth + 1);
  if (inner.type !== 'BinaryExpression') return null;
  const left = findStaticNumber(code, inner.left, depth + 1);
  const right = findStaticNumber(code, inner.right, depth + 1);
  if (left === null || right === null) return null;
  switch (inner.operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '**':
      return left ** right;
    default:
      return null;
  }
}

/** The most that an expression can give: `16 - elapsed`, `Math.random() * 50`, `Math.min(wait, 50)`; null when it is not known. */
export function findMost(code: SourceCode, node: Node): number | null {
  const inner = unwrap(node);
  const exact = findStaticNumber(code, inner);
  if (exact !== null) return exact;
  if (inner.type === 'CallExpression') {
    const limits = inner.arguments.map((argument) => findMost(code, argument)).filter((limit) => limit !== null);
    const name = code.getText(inner.callee);
    if (name === 'Math.random') return 1;
    if (limits.length === 0) return null;
    if (name === 'Math.min') return Math.min(...limits);
    return ROUNDS.has(name) ? Math.ceil(Math.max(...limits)) : null;
  }
  if (inner.type !== 'BinaryExpression') return null;
  const left = findMost(code, inner.left);
  // What is taken away is hardly ever below zero.
  if (inner.operator === '-') return left;
  const right = findMost(code, inner.right);
  if (left === null || right === null) return null;
  return inner.operator === '*' ? left * right : inner.operator === '+' ? left + right : null;
}

const ROUNDS: ReadonlySet<string> = new Set(['Math.floor', 'Math.ceil', 'Math.round', 'Math.trunc']);

function findConstant(code: SourceCode, id: TSESTree.Identifier): Node | null {
  for (let scope: Scope | null = code.getScope(id); scope; scope = scope.upper) {
    const definition = scope.set.get(id.name)?.defs[0];
    if (!definition) continue;
    return definition.type === 'Variable' && definition.parent.kind === 'const' ? findInitialValue(definition) : null;
  }
  return null;
}
