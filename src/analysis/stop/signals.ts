import { getNodes } from '../../ast/node-index.ts';
import { findEnclosingFunction, getPropertyName, isFunction, isInside, unwrap } from '../../ast/predicates.ts';
import type { Node, Scope, TSESTree, Variable } from '../../ast/types.ts';
import type { SourceFile } from '../../kit/source-file.ts';
import { findOriginKey } from '../calls/index.ts';
import { getPropertySources } from '../handles/index.ts';

/** An AbortSignal that code at some place can use. */
export interface StopSignal {
  /** How the code there writes it: `signal`, `controller.signal`, `this.#abort.signal`. */
  readonly text: string;
  /** Can it be undefined, as an option that callers may leave out? */
  readonly isOptional: boolean;
}

const SIGNAL_NAME = /^(?:abort|stop|cancel|shutdown|external|parent|outer)?_?signal$|[a-z]AbortSignal$|[a-z]StopSignal$/i;

/** The abort signals in scope at `node`, nearest first; those of one scope in the order of their declaration. */
export function getSignals(file: SourceFile, node: Node): StopSignal[] {
  if (!/signal|abort/i.test(file.code.text)) return [];
  const found: StopSignal[] = [];
  for (let scope: Scope | null = file.code.getScope(node as TSESTree.Node); scope; scope = scope.upper) {
    for (const variable of scope.variables) {
      const signal = findSignal(file, variable, node);
      if (signal && !found.some(({ text }) => text === signal.text)) found.push(signal);
    }
  }
  return [...found, ...getOwnSignals(file, node)];
}

function findSignal(file: SourceFile, variable: Variable, at: Node): StopSignal | null {
  const definition = variable.defs[0];
  if (!definition || variable.defs.length > 1) return null;
  const name = definition.name as Node;
  if (name.type !== 'Identifier' || isLater(name, at)) return null;
  const type = name.typeAnnotation ? file.code.getText(name.typeAnnotation.typeAnnotation as never) : null;
  const isOptional = name.optional === true || (type?.includes('undefined') ?? false) || isFromPattern(name);
  if (type !== null && /^AbortSignal\b/.test(type)) return { text: variable.name, isOptional };
  if (definition.type === 'Variable') {
    const init = definition.node.id === name ? definition.node.init : null;
    // A controller of the same function belongs to one operation; one of a function around can stop this one.
    if (init && isController(file, init)) {
      return findEnclosingFunction(name) === findEnclosingFunction(at) && findEnclosingFunction(at) !== null
        ? null
        : { text: `${variable.name}.signal`, isOptional: false };
    }
    if (init && unwrap(init).type === 'CallExpression') {
      const key = findOriginKey(file, (unwrap(init) as TSESTree.CallExpression).callee);
      if (key === '#AbortSignal.timeout') return null;
      if (key === '#AbortSignal.any') return { text: variable.name, isOptional: false };
    }
    return SIGNAL_NAME.test(variable.name) && type === null && isSignalValue(init, name)
      ? { text: variable.name, isOptional }
      : null;
  }
  if (definition.type !== 'Parameter' || type !== null || !SIGNAL_NAME.test(variable.name)) return null;
  return isProcessSignal(variable, definition.node as Node) ? null : { text: variable.name, isOptional };
}

/** Declared below the place that would use it, in the same function. */
function isLater(name: Node, at: Node): boolean {
  return name.range[0] > at.range[0] && findEnclosingFunction(name) === findEnclosingFunction(at);
}

function isFromPattern(name: Node): boolean {
  return name.parent?.type === 'Property' || name.parent?.parent?.type === 'Property';
}

function isSignalValue(init: Node | null, name: Node): boolean {
  if (isFromPattern(name)) return true;
  const value = init && unwrap(init);
  return value?.type === 'MemberExpression' && /signal$/i.test(getPropertyName(value) ?? '');
}

/** `(code, signal) => …` of an exit listener, or a name that is compared with 'SIGTERM'. */
function isProcessSignal(variable: Variable, fn: Node): boolean {
  if (!isFunction(fn)) return true;
  const first = fn.params[0];
  if (first?.type === 'Identifier' && /^(?:code|exitCode|err|error|status)$/.test(first.name)) return true;
  return variable.references.some(({ identifier }) => {
    const parent = identifier.parent;
    return parent?.type === 'BinaryExpression' || (parent?.type === 'CallExpression' && /kill|exit/.test(parent.callee.type === 'MemberExpression' ? (getPropertyName(parent.callee) ?? '') : ''));
  });
}

function isController(file: SourceFile, value: Node): boolean {
  const node = unwrap(value);
  return node.type === 'NewExpression' && findOriginKey(file, node.callee) === '#AbortController';
}

/** `this.signal` and `this.controller.signal`, where the same class sets them. */
function getOwnSignals(file: SourceFile, at: Node): StopSignal[] {
  const owner = findThisClass(at);
  if (!owner) return [];
  const found: StopSignal[] = [];
  for (const [name, sources] of getPropertySources(file)) {
    const isOwn = (part: Node): boolean => isInside(part, owner) && isThisField(part);
    if (sources.values.some((value) => isOwn(value) && isController(file, value))) {
      found.push({ text: `this.${name}.signal`, isOptional: false });
    } else if (sources.types.some((type) => isInside(type, owner) && /^AbortSignal\b/.test(file.code.getText(type as never)))) {
      found.push({ text: `this.${name}`, isOptional: true });
    }
  }
  return found;
}

/** A value of a field of the class itself, not of some object literal in it. */
function isThisField(value: Node): boolean {
  const parent = value.parent;
  if (parent?.type === 'PropertyDefinition') return true;
  return parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression' && parent.left.object.type === 'ThisExpression';
}

/** The class whose `this` the place sees; null in a plain function. */
function findThisClass(at: Node): Node | null {
  for (let node: Node | undefined = at; node; node = node.parent) {
    if (node.type === 'FunctionDeclaration') return null;
    if (node.type === 'FunctionExpression' && node.parent.type !== 'MethodDefinition') return null;
    if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') return node;
  }
  return null;
}

/** Is the node a read of an abort signal's state: `signal.aborted`, `signal.throwIfAborted()`? */
export function isSignalCheck(node: Node): boolean {
  return node.type === 'MemberExpression' && ['aborted', 'throwIfAborted'].includes(getPropertyName(node) ?? '');
}

/** Does a call get a signal or token, in whichever position? */
export function takesSignal(file: SourceFile, call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  return call.arguments.some((argument) => isSignalArgument(file, argument));
}

const TOKEN = /signal|abort|cancel|token|controller/i;

function isSignalArgument(file: SourceFile, argument: Node): boolean {
  const value = unwrap(argument);
  if (value.type === 'SpreadElement') return isSignalArgument(file, value.argument);
  if (value.type === 'ObjectExpression') {
    return value.properties.some((p) =>
      p.type === 'SpreadElement' ? isSignalArgument(file, p.argument) || isOpaque(p.argument) : TOKEN.test(getPropertyName(p) ?? ''),
    );
  }
  if (value.type === 'MemberExpression') return TOKEN.test(getPropertyName(value) ?? '') || isSignalArgument(file, value.object);
  if (value.type === 'CallExpression') return isSignalArgument(file, value.callee);
  if (value.type !== 'Identifier') return false;
  return TOKEN.test(value.name) || isNamedOptions(file, value);
}

/** Spread options may hold a signal: nobody can tell from here. */
function isOpaque(argument: Node): boolean {
  return argument.type !== 'ObjectExpression';
}

/** `const options = { signal }; sleep(ms, options)`. */
function isNamedOptions(file: SourceFile, id: TSESTree.Identifier): boolean {
  return getNodes(file.code, 'VariableDeclarator').some(
    ({ id: name, init }) =>
      name.type === 'Identifier' && name.name === id.name && init?.type === 'ObjectExpression' && isSignalArgument(file, init),
  );
}
