import { walk } from '../../source/node-index.ts';
import {
  getLastName,
  getPropertyName,
  getRoot,
  isFunction,
  isInside,
  isLoop,
  unwrap,
} from '../../source/predicates.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { isAbortCheck } from '../../facts/signals/abort-plan.ts';
import {
  ENDS_PROGRAM,
  ERROR_KIND,
  NAMES_REPORTER,
  SPEAKS_OF_ABORT,
  WRITES_DOWN,
} from '../../knowledge/failure-words.ts';

/**
 * What becomes of an error in code that handles it. `checked`: somewhere on the way the signal or the kind of the error
 * is looked at, or the loop is left. `thrown`: it, or another, may go further out. `unknown`: a function that is not in
 * the file is given it. `swallowed`: nothing of that.
 */
export type Fate = 'checked' | 'thrown' | 'unknown' | 'swallowed';

/** What a `catch` does with the error. */
export function findFateInCatch(file: SourceFile, handler: TSESTree.CatchClause): Fate {
  return findFate(file, handler.body, handler.param, handler);
}

/** What the function given to `.catch()` does with it: written there, or a function of this file. */
export function findFateInCallback(file: SourceFile, callback: Node): Fate {
  const node = unwrap(callback);
  if (isFunction(node)) return findFate(file, node.body, node.params[0] ?? null, node);
  const [fn] = getOwnFunctions(file, node);
  if (fn) return findFate(file, fn.body, fn.params[0] ?? null, fn);
  const name = getLastName(node);
  return name !== null && WRITES_DOWN.test(name) ? 'swallowed' : 'unknown';
}

function findFate(file: SourceFile, body: Node, error: Node | null, owner: Node, depth = 0): Fate {
  const names = error ? getNames(file, error) : [];
  const isError = (node: Node): boolean => node.type === 'Identifier' && names.includes(node.name);
  let fate: Fate = 'swallowed';
  for (const node of walk(file.code, body)) {
    // `const problem = error instanceof Error ? error : new Error(String(error));`
    if (node.type === 'VariableDeclarator' && node.init && [...walk(file.code, node.init)].some(isError))
      names.push(...getNames(file, node.id));
    if (isAbortCheck(file, node) || looksAtError(node, isError) || (depth === 0 && leaves(node, owner)) || isExit(node))
      return 'checked';
    if (node.type === 'ThrowStatement') fate = 'thrown';
    // What is done for a missing file says nothing about an abort; all the same somebody has thought about the errors.
    if (fate === 'swallowed' && isOtherKind(node, isError)) fate = 'unknown';
    if (fate !== 'swallowed' || node.type !== 'CallExpression') continue;
    const given = node.arguments.findIndex((argument) => holdsError(unwrap(argument), isError));
    const [called] = getOwnFunctions(file, node.callee);
    if (called && depth < 2) {
      const inner = findFate(file, called.body, called.params[given] ?? null, called, depth + 1);
      if (inner === 'checked') return inner;
      fate = inner;
    } else if (given >= 0 && !writesDown(node)) {
      fate = 'unknown';
    }
  }
  return fate;
}

/** The names of a caught error: its own, those that a pattern takes of it. */
function getNames(file: SourceFile, error: Node): string[] {
  return [...walk(file.code, error)].flatMap((node) => (node.type === 'Identifier' ? [node.name] : []));
}

function holdsError(argument: Node, isError: (node: Node) => boolean): boolean {
  if (argument.type === 'ObjectExpression') {
    return argument.properties.some((p) => p.type === 'Property' && holdsError(unwrap(p.value), isError));
  }
  return isError(argument);
}

function writesDown({ callee }: TSESTree.CallExpression): boolean {
  return WRITES_DOWN.test(getLastName(callee) ?? '') || isReporter(callee);
}

/** `console.x(error)`, `this.logger.x(error)`. */
function isReporter(callee: Node): boolean {
  const node = unwrap(callee);
  const owner = node.type === 'MemberExpression' ? getLastName(node.object) : null;
  return owner !== null && NAMES_REPORTER.test(owner);
}

/** `error instanceof X`, `error.name === …`, a text that speaks of aborts. */
function looksAtError(node: Node, isError: (node: Node) => boolean): boolean {
  if (node.type === 'BinaryExpression' && node.operator === 'instanceof')
    return getLastName(node.right) !== 'Error' && !isForWords(node);
  if (node.type === 'Literal')
    return (
      SPEAKS_OF_ABORT.test(typeof node.value === 'string' ? node.value : 'regex' in node ? node.regex.pattern : '') &&
      isCompared(node)
    );
  if (node.type === 'MemberExpression')
    return (
      ERROR_KIND.has(getPropertyName(node) ?? '') &&
      isError(getRoot(node)) &&
      isCompared(node) &&
      !isOtherKind(node, isError)
    );
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    getPropertyName(node.callee) === 'abort'
  );
}

/** `error.code === 'ENOENT'`, `error.status === 404`: a look at one kind of error that no abort is. */
function isOtherKind(node: Node, isError: (node: Node) => boolean): boolean {
  if (node.type !== 'MemberExpression' || !ERROR_KIND.has(getPropertyName(node) ?? '') || !isError(getRoot(node)))
    return false;
  const { parent } = node;
  if (parent.type !== 'BinaryExpression' || !/^[!=]==?$/.test(parent.operator)) return false;
  const other = parent.left === node ? parent.right : parent.left;
  return other.type === 'Literal' && !SPEAKS_OF_ABORT.test(String(other.value)) && other.value !== 20;
}

/** `if (error instanceof NetworkError) log(…); else log(…);` */
function isForWords({ parent }: Node): boolean {
  if (parent?.type !== 'IfStatement') return false;
  const branches = [parent.consequent, parent.alternate].flatMap((branch) =>
    branch?.type === 'BlockStatement' ? branch.body : (branch ?? []),
  );
  return branches.every(
    (one) =>
      one.type === 'ExpressionStatement' && one.expression.type === 'CallExpression' && writesDown(one.expression),
  );
}

/** Not just handed to something that writes it down. */
function isCompared(node: Node): boolean {
  let inner = node;
  while (inner.parent) {
    const outer: Node = inner.parent;
    if (outer.type === 'BinaryExpression') return outer.operator !== '+';
    if (outer.type === 'IfStatement' || outer.type === 'SwitchStatement' || outer.type === 'SwitchCase') return true;
    if (outer.type === 'ConditionalExpression') return outer.test === inner;
    if (outer.type === 'CallExpression') return !writesDown(outer);
    if (outer.type === 'VariableDeclarator') return true;
    if (outer.type.endsWith('Statement')) return false;
    inner = outer;
  }
  return false;
}

/** `return`, or a `break` out of what handles the error. */
function leaves(node: Node, owner: Node): boolean {
  if (node.type !== 'ReturnStatement' && node.type !== 'BreakStatement') return false;
  if (isFunction(owner)) return false;
  for (let outer: Node | undefined = node.parent; outer && outer !== owner; outer = outer.parent) {
    if (isFunction(outer)) return false;
    if (node.type === 'ReturnStatement') continue;
    const isTarget = node.label
      ? outer.type === 'LabeledStatement' && outer.label.name === node.label.name
      : isLoop(outer) || outer.type === 'SwitchStatement';
    if (isTarget && isInside(outer, owner)) return false;
  }
  return true;
}

function isExit(node: Node): boolean {
  return (
    node.type === 'CallExpression' &&
    ENDS_PROGRAM.has(getLastName(node.callee) ?? '') &&
    node.callee.type === 'MemberExpression'
  );
}
