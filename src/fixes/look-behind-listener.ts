import { walk } from '../source/node-index.ts';
import { findEnclosingFunction, isFunction, isInside } from '../source/predicates.ts';
import type { FunctionNode, Node, SourceCode, TSESLint, TSESTree, Variable } from '../source/types.ts';
import { findVariable } from '../source/variables.ts';
import { fitStyle, getIndent } from './layout.ts';

export interface ListenerPlace {
  readonly kind: string;
  readonly node: Node;
  readonly signal: Node;
  readonly handler: Node | null;
}

/**
 * `if (signal.aborted) stop();` in a line behind the listener. Only where the listener has a name, takes no event, does
 * not ask for `this`, and reads nothing that is declared further down; null anywhere else.
 */
export function lookBehind(
  code: SourceCode,
  { kind, node, signal, handler }: ListenerPlace,
): ((fixer: TSESLint.RuleFixer) => TSESLint.RuleFix) | null {
  const outer = node.parent?.type === 'ChainExpression' ? node.parent : node;
  const statement = outer.parent;
  if (kind !== 'listener' || handler?.type !== 'Identifier') return null;
  if (statement?.type !== 'ExpressionStatement' || statement.parent.type !== 'BlockStatement') return null;
  if (signal.type !== 'Identifier' && signal.type !== 'MemberExpression') return null;
  const fn = findHandler(code, handler);
  if (!fn || fn.params.length > 0 || usesThis(code, fn) || readsLater(code, fn, statement)) return null;
  const text = code.getText(signal);
  const access = outer === node ? `${text}.aborted` : `${text}?.aborted`;
  const semicolon = code.getText(statement).endsWith(';') ? ';' : '';
  const line = fitStyle(code, `\n${getIndent(code, statement)}if (${access}) ${handler.name}()${semicolon}`);
  const next = code.getTokenAfter(statement, { includeComments: true });
  const isComment = next?.type === 'Line' && next.loc.start.line === statement.loc.end.line;
  return (fixer) => fixer.insertTextAfter(isComment ? next : statement, line);
}

/** The function that the name stands for, where nothing else is ever assigned to it. */
function findHandler(code: SourceCode, handler: TSESTree.Identifier): FunctionNode | null {
  const variable = findVariable({ code }, handler);
  const definition = variable?.defs[0];
  if (!variable || !definition || variable.defs.length > 1) return null;
  if (variable.references.some((reference) => reference.isWrite() && reference.init !== true)) return null;
  if (definition.type === 'FunctionName') return isFunction(definition.node) ? definition.node : null;
  const init = definition.type === 'Variable' && definition.node.id === definition.name ? definition.node.init : null;
  return isFunction(init) && !init.async && init.range[1] <= handler.range[0] ? init : null;
}

function usesThis(code: SourceCode, fn: FunctionNode): boolean {
  if (fn.type === 'ArrowFunctionExpression') return false;
  return [...walk(code, fn.body)].some(({ type }) => type === 'ThisExpression');
}

/** Would a call at the statement meet a `const`, `let` or class that has no value yet? Functions that it calls may read more. */
function readsLater(code: SourceCode, fn: FunctionNode, statement: Node, seen = new Set<Node>()): boolean {
  if (seen.has(fn)) return false;
  seen.add(fn);
  for (const node of walk(code, fn)) {
    if (node.type !== 'Identifier' || isKey(node)) continue;
    const variable = findVariable({ code }, node);
    if (!variable || isInside(variable.defs[0]?.name as Node, fn)) continue;
    if (isDeclaredLater(variable, statement)) return true;
    const definition = variable.defs[0]?.node as Node | undefined;
    const called = definition?.type === 'VariableDeclarator' ? definition.init : definition;
    if (isFunction(called) && readsLater(code, called, statement, seen)) return true;
  }
  return false;
}

function isKey(node: TSESTree.Identifier): boolean {
  const { parent } = node;
  if (parent.type === 'MemberExpression') return parent.property === node && !parent.computed;
  return parent.type === 'Property' && parent.key === node && !parent.computed && !parent.shorthand;
}

function isDeclaredLater(variable: Variable, statement: Node): boolean {
  const definition = variable.defs[0];
  if (!definition || (definition.type !== 'Variable' && definition.type !== 'ClassName')) return false;
  const name = definition.name as Node;
  if (definition.type === 'Variable' && definition.parent.kind === 'var') return false;
  // What is declared around the statement, `const ends = signals.map((signal) => { … })`, has no value yet either.
  const isAround = definition.type === 'Variable' && isInside(statement, definition.node);
  return isAround || (name.range[0] > statement.range[0] && findEnclosingFunction(name) !== null);
}
