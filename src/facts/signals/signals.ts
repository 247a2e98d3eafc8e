import { findInitialValue } from '../../semantics/definitions.ts';
import { getNodes } from '../../source/node-index.ts';
import { findEnclosingFunction, getPropertyName, isFunction, isNullish, unwrap } from '../../source/predicates.ts';
import type { Node, Scope, TSESTree, Variable } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { holdsAny } from '../../source/text-gate.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { findRole } from '../../semantics/callback-role.ts';
import { findVariable } from '../../semantics/functions.ts';
import { getOwnSignals, isController, isSignalType } from './field-signals.ts';

/** An AbortSignal that code at some place can use. */
export interface StopSignal {
  /** How the code there writes it: `signal`, `controller.signal`, `this.#abort.signal`. */
  readonly text: string;
  /** Can it be undefined, as an option that callers may leave out? */
  readonly isOptional: boolean;
  /** Does the file itself abort it, so that callers of the code do not reckon with an AbortError? */
  readonly isOwn: boolean;
  /** What the file sees it as: a value that it was given (`given`), or a controller (`controller`, `field`) of the file. */
  readonly kind: 'given' | 'controller' | 'field';
  /** The name, or the value of the field, by which it is declared. */
  readonly definition: Node;
}

const SIGNAL_NAME =
  /^(?:abort|stop|cancel|shutdown|external|parent|outer)?_?signal$|[a-z]AbortSignal$|[a-z]StopSignal$/i;

/** The abort signals in scope at `node`, nearest first; those of one scope in the order of their declaration. */
export function getSignals(file: SourceFile, node: Node): StopSignal[] {
  if (!holdsAny(file, ['ignal', 'IGNAL', 'bort', 'BORT'])) return [];
  const found: StopSignal[] = [];
  for (let scope: Scope | null = file.code.getScope(node); scope; scope = scope.upper) {
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
  const type = name.typeAnnotation ? file.code.getText(name.typeAnnotation.typeAnnotation) : null;
  const isOptional = name.optional === true || (type?.includes('undefined') ?? false) || isFromPattern(name);
  const isOwn = definition.type !== 'Parameter' && !comesFromParameter(file, definition.node);
  const given: StopSignal = { text: variable.name, isOptional, isOwn, kind: 'given', definition: name };
  if (type !== null && isSignalType(type)) return given;
  if (definition.type === 'Variable') {
    const init = findInitialValue(definition);
    // A controller of the same function belongs to one operation; one of a function around can stop this one.
    if (init && isController(file, init)) {
      return findEnclosingFunction(name) === findEnclosingFunction(at) && findEnclosingFunction(at) !== null
        ? null
        : { ...given, text: `${variable.name}.signal`, isOptional: false, isOwn: true, kind: 'controller' };
    }
    if (init && unwrap(init).type === 'CallExpression') {
      const key = findOriginKey(file, (unwrap(init) as TSESTree.CallExpression).callee);
      if (key === '#AbortSignal.timeout') return null;
      if (key === '#AbortSignal.any') return { ...given, isOptional: false };
    }
    if (SIGNAL_NAME.test(variable.name)) return type === null && isSignalValue(init, name) ? given : null;
    // `options ?? {}` is the caller's; what is made here may hold a signal of one operation.
    return init && !isOwn && /^(?:Conditional|Logical|Member)E/.test(unwrap(init).type)
      ? findOption(file, variable)
      : null;
  }
  if (definition.type !== 'Parameter') return null;
  if (!SIGNAL_NAME.test(variable.name)) return findOption(file, variable);
  return type !== null || isProcessSignal(file, variable, definition.node) ? null : given;
}

/** `options.signal` of a parameter that is seen to be used, or is declared, as an AbortSignal. */
function findOption(file: SourceFile, variable: Variable): StopSignal | null {
  const name = variable.defs[0]?.name as Node;
  const type = name.type === 'Identifier' ? name.typeAnnotation?.typeAnnotation : undefined;
  const option = OPTIONS.find(
    (one) =>
      (type && declaresSignal(file, type, one)) ?? variable.references.some((r) => isUsedAsSignal(r.identifier, one)),
  );
  if (option === undefined) return null;
  const isOptional = name.type === 'Identifier' && name.optional === true;
  return {
    text: `${variable.name}${isOptional ? '?.' : '.'}${option}`,
    isOptional: true,
    isOwn: false,
    kind: 'given',
    definition: name,
  };
}

const OPTIONS = ['signal', 'abortSignal'] as const;

/** Does the type, where it is in the file, have the option as an AbortSignal? Null when it is not in the file. */
function declaresSignal(file: SourceFile, type: TSESTree.TypeNode, option: string): boolean | null {
  if (type.type === 'TSTypeLiteral') return hasSignalMember(file, type.members, option) || null;
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return null;
  const name = type.typeName.name;
  const found = getNodes(file.code, 'TSInterfaceDeclaration').find((node) => node.id.name === name);
  if (found) return hasSignalMember(file, found.body.body, option) || null;
  const alias = getNodes(file.code, 'TSTypeAliasDeclaration').find((node) => node.id.name === name)?.typeAnnotation;
  return alias?.type === 'TSTypeLiteral' ? hasSignalMember(file, alias.members, option) || null : null;
}

function hasSignalMember(file: SourceFile, members: readonly TSESTree.TypeElement[], option: string): boolean {
  return members.some(
    (member) =>
      member.type === 'TSPropertySignature' &&
      getPropertyName(member as unknown as TSESTree.Property) === option &&
      isSignalType(member.typeAnnotation ? file.code.getText(member.typeAnnotation.typeAnnotation) : ''),
  );
}

/** `options.signal.aborted`, `{ signal: options.signal }`, `load(url, options.abortSignal)`. */
function isUsedAsSignal(identifier: Node, option: string): boolean {
  const member = identifier.parent;
  if (member?.type !== 'MemberExpression' || member.object !== identifier || getPropertyName(member) !== option)
    return false;
  const outer = member.parent;
  if (outer.type === 'CallExpression' && outer.callee !== member) return option === 'abortSignal';
  if (outer.type === 'MemberExpression') return isSignalCheck(outer);
  return outer.type === 'Property' && outer.value === member && OPTIONS.some((one) => getPropertyName(outer) === one);
}

/** Is the value, or the object that it is taken of, passed to a function around? */
function comesFromParameter(file: SourceFile, declarator: Node): boolean {
  if (declarator.type !== 'VariableDeclarator' || !declarator.init) return true;
  let root = unwrap(declarator.init);
  while (root.type === 'MemberExpression' || root.type === 'LogicalExpression') {
    root = unwrap(root.type === 'MemberExpression' ? root.object : root.left);
  }
  if (root.type === 'CallExpression') return findEnclosingFunction(declarator) !== null;
  if (root.type !== 'Identifier') return root.type !== 'ThisExpression' && root.type !== 'NewExpression';
  const definition = findVariable(file, root)?.defs[0];
  if (definition?.type === 'Variable')
    return definition.node !== declarator && comesFromParameter(file, definition.node);
  return definition?.type !== 'ImportBinding';
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

const PROCESS_LISTENER = /^(?:code|exit_?code|err|error|status|reason)$/i;
const PROCESS_CALL = /kill|exit|log|info|warn|debug|error/;

/** `(code, signal) => …` of an exit listener, a listener for SIGTERM, or a name that is compared, printed or sent. */
function isProcessSignal(file: SourceFile, variable: Variable, fn: Node): boolean {
  if (!isFunction(fn)) return true;
  const first = fn.params[0];
  if (first?.type === 'Identifier' && PROCESS_LISTENER.test(first.name)) return true;
  const role = findRole(file, fn);
  if (role === 'signal' || role === 'exit-hook' || role === 'worker-event') return true;
  return variable.references.some(({ identifier }) => {
    const parent = identifier.parent;
    if (parent?.type === 'TemplateLiteral' || parent?.type === 'SwitchStatement') return true;
    if (parent?.type === 'MemberExpression' && parent.object === identifier && !isSignalMember(parent)) return true;
    if (parent?.type === 'BinaryExpression')
      return /^(?:[!=]==?|\+)$/.test(parent.operator) && !isNullish(parent.right);
    return (
      parent?.type === 'CallExpression' &&
      parent.callee.type === 'MemberExpression' &&
      PROCESS_CALL.test(getPropertyName(parent.callee) ?? '')
    );
  });
}

const SIGNAL_MEMBER =
  /^(?:aborted|reason|onabort|throwIfAborted|addEventListener|removeEventListener|dispatchEvent|addAbortAlgorithm)$/;

/** A member that an AbortSignal has: `signal.value` and `signal[i]` are of something else. */
function isSignalMember(member: TSESTree.MemberExpression): boolean {
  return SIGNAL_MEMBER.test(getPropertyName(member) ?? '');
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
      p.type === 'SpreadElement'
        ? isSignalArgument(file, p.argument) || isOpaque(p.argument)
        : TOKEN.test(getPropertyName(p) ?? ''),
    );
  }
  if (value.type === 'MemberExpression')
    return TOKEN.test(getPropertyName(value) ?? '') || isSignalArgument(file, value.object);
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
      name.type === 'Identifier' &&
      name.name === id.name &&
      init?.type === 'ObjectExpression' &&
      isSignalArgument(file, init),
  );
}
