import { getPropertyName, unwrap } from '../source/predicates.ts';
import type { FunctionNode, Node, TSESTree, Variable } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';
import { getUses } from './functions.ts';
import { first, type Ask, type Finding } from './handle.ts';

/** How to go on from a variable to where its value comes from. */
export interface Sources {
  readonly ask: Ask;
  readonly askProperty: (name: string, elements: number) => Finding;
  readonly askType: (type: TSESTree.TypeNode, elements: number) => Finding;
}

const PASSES_ELEMENTS = /^(?:forEach|map|filter|some|every|find|flatMap|reduce)$/;

/** A variable by its type, its values, what is put into it, and, for a parameter, what is passed. */
export function traceVariable(file: SourceFile, variable: Variable, elements: number, sources: Sources): Finding {
  const found: Finding[] = [];
  for (const definition of variable.defs) {
    const name = definition.name as Node;
    if (name.type === 'Identifier' && name.typeAnnotation) {
      found.push(sources.askType(name.typeAnnotation.typeAnnotation, elements));
    }
    if (definition.type === 'Variable') found.push(traceDeclarator(definition.node, name, elements, sources));
    if (definition.type === 'Parameter') {
      found.push(traceParameter(file, definition.node as FunctionNode, name, elements, sources));
    }
  }
  for (const reference of variable.references) {
    const parent = reference.identifier.parent as Node | undefined;
    if (parent?.type === 'AssignmentExpression' && parent.left === reference.identifier) {
      found.push(sources.ask(parent.right, elements));
    }
    const added = elements > 0 ? findAddedElement(reference.identifier) : null;
    if (added) found.push(sources.ask(added, elements - 1));
  }
  return first(found);
}

function traceDeclarator(
  declarator: TSESTree.VariableDeclarator,
  name: Node,
  elements: number,
  sources: Sources,
): Finding {
  const list = declarator.parent.parent;
  const iterated = list.type === 'ForOfStatement' && list.left === declarator.parent ? list.right : null;
  const value = iterated ?? declarator.init;
  if (!value) return null;
  const more = iterated ? 1 : 0;
  if (declarator.id === name) return sources.ask(value, elements + more);
  const property = findPatternProperty(name);
  if (property !== null) return sources.askProperty(property, elements);
  // `[id, worker]` of a map's entries, or the first of a list.
  return sources.ask(value, elements + 1);
}

function traceParameter(file: SourceFile, fn: FunctionNode, name: Node, elements: number, sources: Sources): Finding {
  const property = findPatternProperty(name);
  if (property !== null) return sources.askProperty(property, elements);
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
  const passed = getUses(file, fn).flatMap((use) => {
    const argument =
      use.parent?.type === 'CallExpression' && use.parent.callee === use ? use.parent.arguments[index] : null;
    return argument ? [sources.ask(argument, elements)] : [];
  });
  const parameter = fn.params[index];
  return first([...passed, parameter?.type === 'AssignmentPattern' ? sources.ask(parameter.right, elements) : null]);
}

/** `x` for the `a` of `const { x: a } = …`; null when the name is no property of a pattern. */
function findPatternProperty(name: Node): string | null {
  const parent = name.parent?.type === 'AssignmentPattern' ? name.parent.parent : name.parent;
  return parent?.type === 'Property' && parent.parent.type === 'ObjectPattern' ? getPropertyName(parent) : null;
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
