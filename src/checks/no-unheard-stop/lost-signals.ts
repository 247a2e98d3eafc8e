import { getNodes } from '../../source/node-index.ts';
import { getPropertyName, unwrap } from '../../source/predicates.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findWorkerRow } from '../../semantics/rows.ts';
import { findHandle } from '../../semantics/find-handle.ts';
import { findSignalValue, type SignalValue } from '../../facts/signals/signal-value.ts';
import { findVariable } from '../../source/variables.ts';
import type { Unheard } from './types.ts';

type Carrier = TSESTree.CallExpression | TSESTree.NewExpression;

/** Signals that are copied to a worker of Node, and the `signal` option that its constructor does not have. */
export function getLostSignals(file: SourceFile): Unheard[] {
  return [
    ...getNodes(file.code, 'NewExpression').flatMap((node) => getOfCreation(file, node)),
    ...getNodes(file.code, 'CallExpression').flatMap((node) => getOfMessage(file, node)),
  ];
}

function getOfCreation(file: SourceFile, creation: TSESTree.NewExpression): Unheard[] {
  if (findWorkerRow(file, creation)?.platform !== 'node') return [];
  const options = creation.arguments[1];
  if (options?.type !== 'ObjectExpression') return [];
  return options.properties.flatMap((property): Unheard[] => {
    if (property.type !== 'Property') return [];
    const name = getPropertyName(property);
    if (name === 'workerData')
      return getPlain(file, property.value, property, creation, findProperty(options, 'transferList'));
    // The constructor knows no such option: a name says enough of what the caller means by it.
    if (name !== 'signal' || !(findPlainSignal(file, property.value) ?? isNamedParameter(file, property.value)))
      return [];
    return [{ form: 'signalOption', node: property, creation }];
  });
}

function getOfMessage(file: SourceFile, call: TSESTree.CallExpression): Unheard[] {
  const callee = unwrap(call.callee);
  const message = call.arguments[0];
  if (callee.type !== 'MemberExpression' || getPropertyName(callee) !== 'postMessage' || !message) return [];
  if (!/signal/i.test(file.code.getText(message)) || findHandle(file, callee.object)?.platform !== 'node') return [];
  return getPlain(file, message, null, call, call.arguments[1] ?? null);
}

/** The plain signals of a message: itself, or the properties of the object. One in the transfer list throws at once. */
function getPlain(
  file: SourceFile,
  message: Node,
  whole: TSESTree.Property | null,
  carrier: Carrier,
  transferred: Node | null,
): Unheard[] {
  const value = unwrap(message);
  const holders = value.type === 'ObjectExpression' ? value.properties.filter((p) => p.type === 'Property') : [whole];
  return holders.flatMap((holder): Unheard[] => {
    const node: Node = holder === whole ? value : (holder?.value ?? value);
    const signal = findPlainSignal(file, node);
    if (!signal || (transferred && file.code.getText(transferred).includes(file.code.getText(node)))) return [];
    return [{ form: 'plainSignal', node, carrier, holder, controller: signal.creation }];
  });
}

function findProperty(object: TSESTree.ObjectExpression, name: string): Node | null {
  const found = object.properties.find((p) => p.type === 'Property' && getPropertyName(p) === name);
  return found?.type === 'Property' ? found.value : null;
}

/** `signal`, a parameter of which nothing says that it is anything else. */
function isNamedParameter(file: SourceFile, node: Node): boolean {
  const definition = node.type === 'Identifier' ? findVariable(file, node)?.defs[0] : undefined;
  const name = definition?.type === 'Parameter' ? (definition.name as Node) : null;
  return (
    name?.type === 'Identifier' &&
    !name.typeAnnotation &&
    /signal$/i.test(name.name) &&
    name.parent.type !== 'AssignmentPattern'
  );
}

/** Is it surely an ordinary AbortSignal? One of `transferableAbortController()` is none. */
function findPlainSignal(file: SourceFile, expression: Node): SignalValue | null {
  const signal = findSignalValue(file, expression);
  return signal?.evidence === 'name' ? null : signal;
}
