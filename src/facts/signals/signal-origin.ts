import { CONTROLLER_NAME, REQUEST_NAME } from '../../knowledge/abort-listeners.ts';
import { signalMakers } from '../../knowledge/signals.ts';
import { findInitialValue, findPatternPath } from '../../semantics/values.ts';
import { isCallTo } from '../../semantics/origin.ts';
import { getLastName, getPropertyName, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree, Variable } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';
import { findSignalValue } from './signal-value.ts';

/**
 * Where a signal comes from. `own`: a controller that the file makes; `made`: a time limit; `given`: anything else,
 * so that it may have fired before the file gets it, and may live longer.
 */
export interface SignalOrigin {
  readonly kind: 'own' | 'made' | 'given';
  readonly creation: TSESTree.NewExpression | null;
  /** What names the signal: its controller, or the name it goes by. Two with one key are taken for the same. */
  readonly keys: readonly (Node | string)[];
  /** Variables that hold the signal, or an object that has it. */
  readonly holders: readonly Variable[];
  /** The variable that the expression begins with. */
  readonly root: Variable | null;
  /** Is it `controller.signal` of something that is called a controller, wherever that is made? */
  readonly isOfController: boolean;
}

const MOST_STEPS = 6;

/** Where the signal comes from, through names, patterns and `AbortSignal.any([…])`. */
export function getSignalOrigin(file: SourceFile, signal: Node): SignalOrigin {
  const keys: (Node | string)[] = [];
  const holders: Variable[] = [];
  let root: Variable | null = null;
  let isOfController = false;
  let node = unwrap(signal);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const creation = findSignalValue(file, node)?.creation ?? null;
    if (creation) return { kind: 'own', creation, keys: [...keys, creation], holders, root, isOfController };
    if (node.type === 'MemberExpression') {
      keys.push(getPropertyName(node) ?? '');
      isOfController = CONTROLLER_NAME.test(getLastName(node.object) ?? '');
      const base = findBase(file, node);
      if (base) holders.push(base);
      root = base;
      break;
    }
    if (node.type === 'LogicalExpression' || node.type === 'ConditionalExpression') {
      node = unwrap(node.type === 'LogicalExpression' ? node.left : node.consequent);
      continue;
    }
    if (node.type === 'CallExpression') {
      const { kind, creation: own, keys: more, holders: others } = mergeParts(file, node);
      return {
        ...{ kind, creation: own, root, isOfController },
        ...{ keys: [...keys, ...more], holders: [...holders, ...others] },
      };
    }
    if (node.type !== 'Identifier') break;
    keys.push(node.name);
    const variable = findVariable(file, node);
    root = variable;
    if (!variable) break;
    holders.push(variable);
    const next = findNext(file, variable, keys, holders);
    if (!next) break;
    node = unwrap(next);
  }
  return { kind: 'given', creation: null, keys, holders, root, isOfController };
}

/** What a call gives: a signal that is as old as the oldest of its parts; of an unknown call nothing is known. */
function mergeParts(file: SourceFile, call: TSESTree.CallExpression): Omit<SignalOrigin, 'root' | 'isOfController'> {
  const parts = getParts(file, call).map((part) => getSignalOrigin(file, part));
  const isGiven = parts.some(({ kind }) => kind === 'given') || !isCallTo(file, call, signalMakers);
  const creation = parts.find((part) => part.creation)?.creation ?? null;
  return {
    kind: isGiven ? 'given' : creation ? 'own' : 'made',
    creation,
    keys: parts.flatMap(({ keys }) => keys),
    holders: parts.flatMap(({ holders }) => holders),
  };
}

/** The signals that `AbortSignal.any([…])` joins. */
function getParts(file: SourceFile, call: TSESTree.CallExpression): Node[] {
  if (!isCallTo(file, call, '#AbortSignal.any')) return [];
  const list = call.arguments[0] && unwrap(call.arguments[0]);
  if (list?.type !== 'ArrayExpression') return call.arguments[0] ? [call.arguments[0]] : [];
  return list.elements.flatMap((part) => (part ? [part.type === 'SpreadElement' ? part.argument : part] : []));
}

/** What a variable was declared with; of a pattern the object counts as a holder. */
function findNext(file: SourceFile, variable: Variable, keys: (Node | string)[], holders: Variable[]): Node | null {
  const definition = variable.defs[0];
  const init = findInitialValue(definition) ?? findOnlyAssigned(variable);
  if (init || !definition) return init;
  const path = findPatternPath(definition.name);
  const declarator = path?.root.parent;
  if (!path || declarator?.type !== 'VariableDeclarator' || !declarator.init) return null;
  keys.push(path.names.at(-1) ?? '');
  const object = unwrap(declarator.init);
  const base = object.type === 'Identifier' ? findVariable(file, object) : findBase(file, object);
  if (base) holders.push(base);
  return null;
}

/** The one value that a variable without any gets later: `let limit; if (ms) limit = AbortSignal.timeout(ms);`. */
function findOnlyAssigned({ defs: [definition], references }: Variable): Node | null {
  if (definition?.type !== 'Variable' || definition.node.id !== definition.name) return null;
  const [written, ...others] = references.flatMap(({ writeExpr }) => (writeExpr ? [writeExpr] : []));
  return others.length === 0 ? (written ?? null) : null;
}

/** `options` of `options.init.signal`. */
function findBase(file: SourceFile, member: Node): Variable | null {
  let node = unwrap(member);
  while (node.type === 'MemberExpression' || node.type === 'LogicalExpression') {
    node = unwrap(node.type === 'MemberExpression' ? node.object : node.left);
  }
  return node.type === 'Identifier' ? findVariable(file, node) : null;
}

/** A request's signal is made with the request and goes with it; so does the one that a caller gives an inline callback. */
export function isRequestLived({ root, keys }: SignalOrigin, fn: FunctionNode): boolean {
  const name = root?.name ?? '';
  if (REQUEST_NAME.test(name) && !keys.includes(name)) return true;
  const definition = root?.defs[0];
  return definition?.type === 'Parameter' && definition.node === fn && isHandedOver(fn);
}

/** Is the function written where it is handed over: an argument, or a property of one? */
function isHandedOver({ parent }: FunctionNode): boolean {
  return parent.type === 'CallExpression' || parent.type === 'NewExpression' || parent.type === 'Property';
}

/** Can code of other files call the function by its name? */
export function isExported(fn: FunctionNode): boolean {
  const holder = fn.parent.type === 'VariableDeclarator' ? fn.parent.parent.parent : fn.parent;
  return holder?.type === 'ExportNamedDeclaration' || holder?.type === 'ExportDefaultDeclaration';
}

/** How the code writes a signal, for a message. */
export function printSignal({ code }: SourceFile, signal: Node): string {
  const text = code.getText(signal).replace(/\s+/g, '').replace(/\?\./g, '.');
  return text.length > 30 ? (getLastName(signal) ?? 'signal') : text;
}
