import { getNodes } from '../source/node-index.ts';
import { getPropertyName, isFunction, unwrap } from '../source/predicates.ts';
import type { FunctionNode, Node, TSESTree } from '../source/types.ts';
import { oncePerFile } from '../source/source-file.ts';

/** What a file says about one property name, on whichever object: values stored, types declared, elements added. */
export interface PropertySources {
  readonly values: Node[];
  readonly types: TSESTree.TypeNode[];
  /** Values put into the collection that the property holds: `this.workers.push(value)`. */
  readonly elements: Node[];
  /** Methods and function-valued fields of that name. */
  readonly functions: FunctionNode[];
  readonly getters: FunctionNode[];
}

const ADDERS: ReadonlyMap<string, number> = new Map([
  ['push', 0],
  ['unshift', 0],
  ['add', 0],
  ['set', 1],
  ['fill', 0],
]);

/** Property name -> its sources. Objects are not told apart: one file rarely has two fields of one name and two kinds. */
export const getPropertySources = oncePerFile(({ code }) => {
  const sources = new Map<string, PropertySources>();
  const at = (name: string): PropertySources => {
    let entry = sources.get(name);
    if (!entry) sources.set(name, (entry = { values: [], types: [], elements: [], functions: [], getters: [] }));
    return entry;
  };
  const addValue = (name: string | null, value: Node | null | undefined): void => {
    if (name === null || !value) return;
    if (isFunction(value)) at(name).functions.push(value);
    else at(name).values.push(value);
  };
  const addType = (name: string | null, annotation: TSESTree.TSTypeAnnotation | undefined): void => {
    if (name !== null && annotation) at(name).types.push(annotation.typeAnnotation);
  };

  for (const node of getNodes(code, 'AssignmentExpression')) {
    const left = unwrap(node.left);
    if (left.type !== 'MemberExpression') continue;
    const name = getPropertyName(left);
    if (name !== null) addValue(name, node.right);
    else addElement(left.object, node.right);
  }
  for (const node of getNodes(code, 'CallExpression')) {
    const callee = unwrap(node.callee);
    if (callee.type !== 'MemberExpression') continue;
    const position = ADDERS.get(getPropertyName(callee) ?? '');
    const added = position === undefined ? undefined : node.arguments[position];
    if (added) addElement(callee.object, added);
  }
  for (const node of getNodes(code, 'PropertyDefinition')) {
    addValue(getPropertyName(node), node.value);
    addType(getPropertyName(node), node.typeAnnotation);
  }
  for (const node of getNodes(code, 'MethodDefinition')) {
    if (!isFunction(node.value)) continue;
    if (node.kind === 'method') at(getPropertyName(node) ?? '').functions.push(node.value);
    if (node.kind === 'get') at(getPropertyName(node) ?? '').getters.push(node.value);
  }
  for (const node of getNodes(code, 'Property')) {
    if (node.parent.type !== 'ObjectExpression') continue;
    if (node.kind === 'get' && isFunction(node.value)) at(getPropertyName(node) ?? '').getters.push(node.value);
    else addValue(getPropertyName(node), node.value);
  }
  for (const node of getNodes(code, 'TSPropertySignature')) {
    if (node.key.type === 'Identifier') addType(node.key.name, node.typeAnnotation);
  }
  for (const node of getNodes(code, 'TSParameterProperty')) {
    const parameter = node.parameter.type === 'AssignmentPattern' ? node.parameter.left : node.parameter;
    if (parameter.type === 'Identifier') addType(parameter.name, parameter.typeAnnotation);
  }
  return sources;

  function addElement(collection: Node, value: Node): void {
    const object = unwrap(collection);
    if (object.type !== 'MemberExpression') return;
    const name = getPropertyName(object);
    if (name !== null && !isFunction(value)) at(name).elements.push(value);
  }
});
