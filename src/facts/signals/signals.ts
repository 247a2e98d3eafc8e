import { getNodes } from '../../source/node-index.ts';
import { findEnclosingFunction, getLastName, getPropertyName, unwrap } from '../../source/predicates.ts';
import type { Node, Scope, TSESTree, Variable } from '../../source/types.ts';
import { oncePerNode, type SourceFile } from '../../source/source-file.ts';
import { holdsAny } from '../../source/text-gate.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import {
  CANCEL_NAME,
  GENERIC_TYPE,
  REQUEST_TYPES,
  SIGNAL_LIKE_NAME,
  SIGNAL_NAME,
  signalOptions,
  signalOptionTypes,
} from '../../knowledge/signals.ts';
import { isController } from './controllers.ts';
import { getOwnSignals } from './field-signals.ts';
import { findImportedOption } from './imported-types.ts';
import { isProcessSignal } from './process-signals.ts';
import { getSignalType, isSignalType } from './signal-types.ts';
import { findInitialValue } from '../../semantics/values.ts';
import { findVariable } from '../../source/variables.ts';

/** An AbortSignal that code at some place can use. */
export interface StopSignal {
  /** How the code there writes it: `signal`, `controller.signal`, `this.#abort.signal`. */
  readonly text: string;
  /** How it is handed over, where that is not the same: types of signals that may be null are not those of most calls. */
  readonly value?: string;
  /** Can it be undefined, as an option that callers may leave out? */
  readonly isOptional: boolean;
  /** Does the file itself abort it, so that callers of the code do not reckon with an AbortError? */
  readonly isOwn: boolean;
  /** What the file sees it as: a value that it was given (`given`), or a controller (`controller`, `field`) of the file. */
  readonly kind: 'given' | 'controller' | 'field';
  /** The name, or the value of the field, by which it is declared. */
  readonly definition: Node;
}

/** Parts of what speaks of signals, and types that have one. */
const SIGNAL_WORDS = ['ignal', 'IGNAL', 'bort', 'BORT', ...signalOptionTypes];

/** The abort signals in scope at `node`, nearest first; those of one scope in the order of their declaration. */
export function getSignals(file: SourceFile, node: Node): StopSignal[] {
  if (!holdsAny(file, SIGNAL_WORDS)) return [];
  const found: StopSignal[] = [];
  for (let scope: Scope | null = file.code.getScope(node); scope; scope = scope.upper) {
    for (const variable of listHolders(file, scope)) {
      const signal = findSignal(file, variable, node);
      if (signal && !found.some(({ text }) => text === signal.text)) found.push(signal);
    }
  }
  return [...found.filter((one) => !isOfRequest(one)), ...found.filter(isOfRequest), ...getOwnSignals(file, node)];
}

/** One of a `RequestInit`, as any request can have: what speaks of a signal by itself is likelier to be given one. */
function isOfRequest({ definition, value }: StopSignal): boolean {
  return value !== undefined && definition.type === 'Identifier' && REQUEST_TYPES.has(getTypeName(definition));
}

function getTypeName({ typeAnnotation }: TSESTree.Identifier): string {
  const type = typeAnnotation?.typeAnnotation;
  return type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName.name : '';
}

/** What may hold a value that somebody has handed over or made: no function, class or import. */
const listHolders = oncePerNode((_file, scope: Scope): readonly Variable[] =>
  scope.variables.filter(({ defs }) => defs[0]?.type === 'Variable' || defs[0]?.type === 'Parameter'),
);

function findSignal(file: SourceFile, variable: Variable, at: Node): StopSignal | null {
  const definition = variable.defs[0];
  if (!definition || variable.defs.length > 1) return null;
  const name = definition.name as Node;
  if (name.type !== 'Identifier' || isLater(name, at)) return null;
  const type = name.typeAnnotation?.typeAnnotation ?? null;
  const isOptional = name.optional === true || (type !== null && mayBeMissing(file, type)) || isFromPattern(name);
  const isOwn = definition.type !== 'Parameter' && !comesFromParameter(file, definition.node);
  const given: StopSignal = {
    text: variable.name,
    ...(type !== null && mayBeNull(file, type) ? { value: `${variable.name} ?? undefined` } : {}),
    isOptional,
    isOwn,
    kind: 'given',
    definition: name,
  };
  if (type && isSignalType(file, type)) return given;
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
    if (SIGNAL_NAME.test(variable.name))
      return type === null && isSignalValue(init, name)
        ? { ...given, isOptional: isOptional || (init !== null && !isOfController(init)) }
        : null;
    // `options ?? {}` is the caller's; what is made here may hold a signal of one operation.
    return init && !isOwn && /^(?:Conditional|Logical|Member)E/.test(unwrap(init).type)
      ? findOption(file, variable)
      : null;
  }
  if (definition.type !== 'Parameter') return null;
  if (!SIGNAL_NAME.test(variable.name)) return findOption(file, variable);
  return type !== null || isProcessSignal(file, variable, definition.node) ? null : given;
}

/** How a signal is handed over whose type other calls do not take: one that may be null, and axios', which is less than one. */
function castValue(file: SourceFile, type: TSESTree.TypeNode, text: string): { value?: string } {
  if (GENERIC_TYPE.test(file.code.getText(type))) return { value: `${text} as AbortSignal | undefined` };
  return mayBeNull(file, type) ? { value: `${text} ?? undefined` } : {};
}

/** `options.signal` of a parameter that is seen to be used, or is declared, as an AbortSignal. */
function findOption(file: SourceFile, variable: Variable): StopSignal | null {
  const name = variable.defs[0]?.name as Node;
  const type = name.type === 'Identifier' ? name.typeAnnotation?.typeAnnotation : undefined;
  const said = type ? getSignalType(file, type) : null;
  const option = said?.option ?? findUsedOption(variable) ?? (said && findImportedOption(file, said));
  if (option === null) return null;
  const isOptional = name.type === 'Identifier' && name.optional === true;
  const text = `${variable.name}${isOptional ? '?.' : '.'}${option}`;
  return {
    text,
    ...(type ? castValue(file, type, text) : {}),
    isOptional: true,
    isOwn: false,
    kind: 'given',
    definition: name,
  };
}

/** The option of a parameter that is used as a signal: `options.signal.aborted`, `load(url, options.abortSignal)`. */
function findUsedOption({ references }: Variable): string | null {
  for (const option of signalOptions)
    if (references.some(({ identifier }) => isUsedAsSignal(identifier, option))) return option;
  return null;
}

/** `options.signal.aborted`, `{ signal: options.signal }`, `load(url, options.abortSignal)`. */
function isUsedAsSignal(identifier: Node, option: string): boolean {
  const member = identifier.parent;
  if (member?.type !== 'MemberExpression' || member.object !== identifier || getPropertyName(member) !== option)
    return false;
  const outer = member.parent;
  // `kill(pid, options.signal)` sends one of the process.
  if (outer.type === 'CallExpression' && outer.callee !== member) return option !== 'signal';
  if (outer.type === 'MemberExpression') return isSignalCheck(outer);
  return outer.type === 'Property' && outer.value === member && signalOptions.has(getPropertyName(outer) ?? '');
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

/** `AbortSignal | undefined` */
function mayBeMissing({ code }: SourceFile, type: TSESTree.TypeNode): boolean {
  return type.type === 'TSUnionType' && /\b(?:undefined|null)\b/.test(code.getText(type));
}

/** `AbortSignal | null`, and the signal of a `RequestInit`. */
function mayBeNull({ code }: SourceFile, type: TSESTree.TypeNode): boolean {
  return /\bRequestInit\b|\|\s*null\b|\bnull\s*\|/.test(code.getText(type));
}

/** Declared below the place that would use it, in the same function. */
function isLater(name: Node, at: Node): boolean {
  return name.range[0] > at.range[0] && findEnclosingFunction(name) === findEnclosingFunction(at);
}

function isFromPattern(name: Node): boolean {
  return name.parent?.type === 'Property' || name.parent?.parent?.type === 'Property';
}

/** `this.controller.signal`; what an object of the caller's has under that name may be missing. */
function isOfController(init: Node): boolean {
  const value = unwrap(init);
  return value.type === 'MemberExpression' && /controller$/i.test(getLastName(value.object) ?? '');
}

function isSignalValue(init: Node | null, name: Node): boolean {
  if (isFromPattern(name)) return true;
  const value = init && unwrap(init);
  return value?.type === 'MemberExpression' && SIGNAL_LIKE_NAME.test(getPropertyName(value) ?? '');
}

/** Is the node a read of an abort signal's state: `signal.aborted`, `signal.throwIfAborted()`? */
export function isSignalCheck(node: Node): boolean {
  return node.type === 'MemberExpression' && ['aborted', 'throwIfAborted'].includes(getPropertyName(node) ?? '');
}

/** Does a call get a signal or token, in whichever position? */
export function takesSignal(file: SourceFile, call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  return call.arguments.some((argument) => isSignalArgument(file, argument));
}

function isSignalArgument(file: SourceFile, argument: Node): boolean {
  const value = unwrap(argument);
  if (value.type === 'SpreadElement') return isSignalArgument(file, value.argument);
  if (value.type === 'ObjectExpression') {
    return value.properties.some((p) =>
      p.type === 'SpreadElement'
        ? isSignalArgument(file, p.argument) || isOpaque(p.argument)
        : CANCEL_NAME.test(getPropertyName(p) ?? ''),
    );
  }
  if (value.type === 'MemberExpression')
    return CANCEL_NAME.test(getPropertyName(value) ?? '') || isSignalArgument(file, value.object);
  if (value.type === 'CallExpression') return isSignalArgument(file, value.callee);
  if (value.type !== 'Identifier') return false;
  return CANCEL_NAME.test(value.name) || isNamedOptions(file, value);
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
