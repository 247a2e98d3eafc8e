import { getPropertyName, unwrap } from '../source/predicates.ts';
import type { FunctionNode, Node, TSESTree, Variable } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';
import { findDeclaredType } from './declared-types.ts';
import { getUses } from './function-uses.ts';
import { firstOf, OTHER, type Ask, type ValueType } from './handle.ts';

/** How to go on from a variable to where its value comes from. */
export interface Sources {
  readonly ask: Ask;
  /** Of a property of an object, or of any that has one of that name. */
  readonly askProperty: (object: Node | null, name: string, elements: number) => ValueType;
  readonly askType: (type: TSESTree.TypeNode, elements: number) => ValueType;
}

const PASSES_ELEMENTS = /^(?:forEach|map|filter|some|every|find|flatMap|reduce)$/;

/** A variable by its type, its values, what is put into it, and, for a parameter, what is passed. */
export function traceVariable(file: SourceFile, variable: Variable, elements: number, sources: Sources): ValueType {
  const declared = firstOf(variable.defs, (definition) => {
    const name = definition.name as Node;
    const type = findDeclaredType(file, name);
    const byType = type ? sources.askType(type, elements) : null;
    if (byType) return byType;
    if (definition.type === 'Variable') return traceDeclarator(definition.node, name, elements, sources);
    return definition.type === 'Parameter'
      ? traceParameter(file, definition.node as FunctionNode, name, elements, sources)
      : null;
  });
  if (declared !== null && declared !== OTHER) return declared;
  const later = firstOf(variable.references, ({ identifier }) => {
    const parent = identifier.parent as Node | undefined;
    if (parent?.type === 'AssignmentExpression' && parent.left === identifier) {
      return sources.ask(parent.right, elements);
    }
    return elements > 0 ? sources.ask(findAddedElement(identifier), elements - 1) : null;
  });
  return later ?? declared;
}

function traceDeclarator(
  declarator: TSESTree.VariableDeclarator,
  name: Node,
  elements: number,
  sources: Sources,
): ValueType {
  const list = declarator.parent.parent;
  const iterated = list.type === 'ForOfStatement' && list.left === declarator.parent ? list.right : null;
  const value = iterated ?? declarator.init;
  if (!value) return null;
  const more = iterated ? 1 : 0;
  if (declarator.id === name) return sources.ask(value, elements + more);
  const property = findPatternProperty(name);
  const object = iterated === null && isPropertyOf(name, declarator.id) ? value : null;
  if (property !== null) return sources.askProperty(object, property, elements);
  // `[id, worker]` of a map's entries, or the first of a list.
  return sources.ask(value, elements + 1);
}

function traceParameter(file: SourceFile, fn: FunctionNode, name: Node, elements: number, sources: Sources): ValueType {
  const property = findPatternProperty(name);
  if (property !== null) return sources.askProperty(null, property, elements);
  const index = fn.params.findIndex((p) => p === name || (p.type === 'AssignmentPattern' && p.left === name));
  const call = fn.parent;
  if (call?.type === 'CallExpression' && call.arguments[0] === fn) {
    const callee = unwrap(call.callee);
    const method = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
    if (callee.type === 'MemberExpression' && method !== null) {
      if (PASSES_ELEMENTS.test(method)) return sources.ask(callee.object, elements + 1);
      if (method === 'then' && index === 0) return sources.ask(callee.object, elements);
    }
  }
  if (index < 0) return null;
  const passed = getUses(file, fn).map((use) =>
    use.parent?.type === 'CallExpression' && use.parent.callee === use ? use.parent.arguments[index] : null,
  );
  const parameter = fn.params[index];
  const preset = parameter?.type === 'AssignmentPattern' ? parameter.right : null;
  return firstOf([...passed, preset], (argument) => sources.ask(argument, elements));
}

/** `x` for the `a` of `const { x: a } = …`; null when the name is no property of a pattern. */
function findPatternProperty(name: Node): string | null {
  const parent = name.parent?.type === 'AssignmentPattern' ? name.parent.parent : name.parent;
  return parent?.type === 'Property' && parent.parent.type === 'ObjectPattern' ? getPropertyName(parent) : null;
}

/** Is the name a property that the pattern itself takes, not one inside of it? */
function isPropertyOf(name: Node, pattern: Node): boolean {
  const property = name.parent?.type === 'AssignmentPattern' ? name.parent.parent : name.parent;
  return property?.parent === pattern;
}

/** The value of `list.push(value)`, `list[i] = value` or `record.name = value`, given the node of `list`. */
function findAddedElement(list: Node): Node | null {
  const member = list.parent;
  if (member?.type !== 'MemberExpression' || member.object !== list) return null;
  const outer = member.parent;
  if (outer.type === 'AssignmentExpression' && outer.left === member) return outer.right;
  if (outer.type !== 'CallExpression' || outer.callee !== member) return null;
  const method = getPropertyName(member);
  if (method === 'push' || method === 'unshift' || method === 'add') return outer.arguments[0] ?? null;
  return method === 'set' ? (outer.arguments[1] ?? null) : null;
}
