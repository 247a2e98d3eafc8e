import { ADDS_KEY } from '../../knowledge/messages.ts';
import { findOrigin } from '../../semantics/origin.ts';
import { getPropertyName, getStaticString, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree, Variable } from '../../source/types.ts';
import { findBinding } from '../../semantics/values.ts';
import { findVariable } from '../../source/variables.ts';
import { getPropertySources } from '../../semantics/members.ts';

/** A literal or a constant of another file, and the node that stands for it; `value` may be what a map holds for it. */
export type Constant =
  | { readonly text: string; readonly node: Node; readonly value: Node | null }
  | { readonly specifier: string; readonly name: string; readonly node: Node; readonly value: Node | null };

/** What an expression can be; open when it can be something else, too. */
export interface Constants {
  readonly known: readonly Constant[];
  readonly isOpen: boolean;
}

const NOTHING: Constants = { known: [], isOpen: false };
const OPEN: Constants = { known: [], isOpen: true };
const MAX_STEPS = 8;

/** The constants that a message is compared with here. A plain unknown name is something like an id and none. */
export function getConstants(file: SourceFile, node: Node): Constants {
  return getAt(file, node, [], 0);
}

/** The names of an object, the keys of a map, the elements of a list or set; open when it is not in the file. */
export function getEntries(file: SourceFile, node: Node): Constants {
  return getEntriesOf(file, node, 0);
}

function getAt(file: SourceFile, expression: Node, names: readonly string[], steps: number): Constants {
  const node = unwrap(expression);
  if (steps > MAX_STEPS) return OPEN;
  const next = (to: Node, path = names): Constants => getAt(file, to, path, steps + 1);
  switch (node.type) {
    case 'Literal':
    case 'TemplateLiteral': {
      const text = getStaticString(node) ?? getPlainText(node);
      return text === null || names.length > 0 ? NOTHING : { known: [{ text, node, value: null }], isOpen: false };
    }
    case 'ConditionalExpression':
      return join([next(node.consequent), next(node.alternate)]);
    case 'LogicalExpression':
      return join([next(node.left), next(node.right)]);
    case 'CallExpression': {
      // `Object.freeze({ … })`
      const [argument] = node.arguments;
      return names.length > 0 && argument ? next(argument) : toUnknown(file, node);
    }
    case 'ObjectExpression': {
      const value = findValueOf(node, names[0]);
      return value ? next(value, names.slice(1)) : OPEN;
    }
    case 'MemberExpression': {
      const name = getPropertyName(node);
      return getImported(file, node, names) ?? (name === null ? OPEN : next(node.object, [name, ...names]));
    }
    case 'ThisExpression': {
      const values = getPropertySources(file, null, names[0] ?? '').values;
      return values.length === 1 && values[0] ? next(values[0], names.slice(1)) : NOTHING;
    }
    case 'Identifier':
      return getImported(file, node, names) ?? getOfName(file, node, names, steps);
    default:
      return toUnknown(file, node);
  }
}

function getOfName(file: SourceFile, id: TSESTree.Identifier, names: readonly string[], steps: number): Constants {
  const variable = findVariable(file, id);
  const declared = variable?.defs[0]?.node as Node | undefined;
  if (declared?.type === 'TSEnumDeclaration') {
    const member = declared.body.members.find(({ id: key }) => (getStaticString(key) ?? getName(key)) === names[0]);
    return member?.initializer ? getAt(file, member.initializer, [], steps + 1) : OPEN;
  }
  if (declared?.type === 'ClassDeclaration') {
    const field = declared.body.body.find(
      (one) => one.type === 'PropertyDefinition' && getPropertyName(one) === names[0],
    );
    return field?.type === 'PropertyDefinition' && field.value
      ? getAt(file, field.value, names.slice(1), steps + 1)
      : OPEN;
  }
  const binding = variable && findBinding(variable);
  if (binding?.from !== 'value' || binding.isAwaited) return toUnknown(file, id);
  return getAt(file, binding.value, [...binding.names, ...names], steps + 1);
}

function getImported(file: SourceFile, node: Node, names: readonly string[]): Constants | null {
  const origin = findOrigin(file, node);
  if (!origin || origin.module === '') return null;
  const name = [origin.path, ...names].filter((part) => part !== '').join('.');
  return { known: [{ specifier: origin.module, name, node, value: null }], isOpen: false };
}

/** An enum or a constant of somewhere else is written with a capital. */
function toUnknown(file: SourceFile, node: Node): Constants {
  return /^[A-Z]/.test(file.code.getText(node)) ? OPEN : NOTHING;
}

function getEntriesOf(file: SourceFile, expression: Node, steps: number): Constants {
  const node = unwrap(expression);
  if (steps > MAX_STEPS) return OPEN;
  switch (node.type) {
    case 'ObjectExpression':
      return join(node.properties.map((property) => getOfProperty(file, property, steps)));
    case 'ArrayExpression':
      return join(node.elements.map((element) => getOfElement(file, element, steps)));
    case 'NewExpression': {
      const isCollection = node.callee.type === 'Identifier' && /^(?:Map|Set)$/.test(node.callee.name);
      const [list] = node.arguments;
      return isCollection ? (list ? getEntriesOf(file, list, steps + 1) : NOTHING) : OPEN;
    }
    case 'CallExpression': {
      const [argument] = node.arguments;
      const isFrozen = argument !== undefined && file.code.getText(node.callee) === 'Object.freeze';
      return isFrozen ? getEntriesOf(file, argument, steps + 1) : OPEN;
    }
    case 'MemberExpression': {
      const isOwn = unwrap(node.object).type === 'ThisExpression';
      const values = isOwn ? getPropertySources(file, null, getPropertyName(node) ?? '').values : [];
      return values.length === 1 && values[0] ? getEntriesOf(file, values[0], steps + 1) : OPEN;
    }
    case 'Identifier': {
      const variable = findVariable(file, node);
      const binding = variable && findBinding(variable);
      if (binding?.from !== 'value' || binding.names.length > 0 || binding.isAwaited) return OPEN;
      return join([getEntriesOf(file, binding.value, steps + 1), ...listAdded(file, variable as Variable)]);
    }
    default:
      return OPEN;
  }
}

/** An element of a list; for `[key, value]` of a map, the key. */
function getOfElement(file: SourceFile, element: Node | null, steps: number): Constants {
  if (!element) return NOTHING;
  if (element.type === 'SpreadElement') return getEntriesOf(file, element.argument, steps + 1);
  if (element.type !== 'ArrayExpression') return asSure(getConstants(file, element));
  const [key, value] = element.elements;
  return key ? withValue(asSure(getConstants(file, key)), value ?? null) : NOTHING;
}

function getOfProperty(file: SourceFile, property: TSESTree.ObjectLiteralElement, steps: number): Constants {
  if (property.type === 'SpreadElement') return getEntriesOf(file, property.argument, steps + 1);
  const text = getPropertyName(property);
  if (text !== null) return { known: [{ text, node: property.value, value: property.value }], isOpen: false };
  return withValue(asSure(getConstants(file, property.key)), property.value);
}

/** `handlers.stop = …`, `handlers[STOP] = …`, `handlers.set('stop', …)`, `words.add('stop')` */
function listAdded(file: SourceFile, { references }: Variable): Constants[] {
  return references.flatMap(({ identifier }): Constants[] => {
    const member = identifier.parent as Node | undefined;
    if (member?.type !== 'MemberExpression' || member.object !== identifier) return [];
    const { parent } = member;
    if (parent.type === 'AssignmentExpression' && parent.left === member) {
      const text = getPropertyName(member);
      if (text === null) return [withValue(asSure(getConstants(file, member.property)), parent.right)];
      return [{ known: [{ text, node: parent.right, value: parent.right }], isOpen: false }];
    }
    const isAdder = parent.type === 'CallExpression' && ADDS_KEY.has(getPropertyName(member) ?? '');
    const [key, value] = isAdder ? parent.arguments : [];
    return key ? [withValue(asSure(getConstants(file, key)), value ?? null)] : [];
  });
}

/** Where it counts that all are known, one that is not leaves it open. */
function asSure({ known, isOpen }: Constants): Constants {
  return { known, isOpen: isOpen || known.length === 0 };
}

function withValue({ known, isOpen }: Constants, value: Node | null): Constants {
  return { known: known.map((one) => ({ ...one, value })), isOpen };
}

function join(all: readonly Constants[]): Constants {
  return { known: all.flatMap(({ known }) => known), isOpen: all.some(({ isOpen }) => isOpen) };
}

function findValueOf(object: TSESTree.ObjectExpression, name: string | undefined): Node | null {
  const found = object.properties.find((one) => one.type === 'Property' && getPropertyName(one) === name);
  return found?.type === 'Property' ? found.value : null;
}

/** Numbers and booleans as they are compared. */
function getPlainText(node: Node): string | null {
  const isPlain = node.type === 'Literal' && (typeof node.value === 'number' || typeof node.value === 'boolean');
  return isPlain ? String(node.value) : null;
}

function getName(node: Node): string | null {
  return node.type === 'Identifier' ? node.name : null;
}
