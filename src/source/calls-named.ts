import { getOuter, getPropertyName } from './predicates.ts';
import { oncePerFile, type SourceFile } from './source-file.ts';
import { holds, listPlaces } from './text-gate.ts';
import type { Node, SourceCode, TSESTree } from './types.ts';

const getFound = oncePerFile(() => new Map<string, readonly TSESTree.CallExpression[]>());
const NAME_PART = /[\w$]/;
/** A shorter list is looked through. */
const FEW = 8;

/**
 * The calls of functions and methods with one of the names, in source order: `name()`, `x.name()`, `x['name']()`. The text
 * says where to look, so that a file with a few such calls is not walked; a whole walk costs as much as a rule of ESLint.
 */
export function getCallsNamed(file: SourceFile, names: Iterable<string>): TSESTree.CallExpression[] {
  const found = getFound(file);
  const calls = [...new Set(names)].flatMap((name) => {
    let known = found.get(name);
    if (!known) found.set(name, (known = holds(file, name) ? findCalls(file, name) : []));
    return known;
  });
  return calls.sort((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1]);
}

function findCalls(file: SourceFile, name: string): TSESTree.CallExpression[] {
  const calls: TSESTree.CallExpression[] = [];
  const { text } = file.code;
  for (const at of listPlaces(file, name)) {
    if (NAME_PART.test(text[at - 1] ?? '') || NAME_PART.test(text[at + name.length] ?? '')) continue;
    const call = findCallOf(getInnermost(file.code, at), name);
    if (call) calls.push(call);
  }
  return calls;
}

function findCallOf(node: Node, name: string): TSESTree.CallExpression | null {
  const { parent } = node;
  const isProperty = parent?.type === 'MemberExpression' && parent.property === node;
  if (isProperty ? getPropertyName(parent) !== name : node.type !== 'Identifier') return null;
  const callee = getOuter(isProperty ? parent : node);
  const call = callee.parent;
  return call?.type === 'CallExpression' && call.callee === callee ? call : null;
}

/** The innermost node over a place in the text. */
function getInnermost(code: SourceCode, at: number): Node {
  let node: Node = code.ast;
  for (let child: Node | null = node; child; child = findChild(code, node, at)) node = child;
  return node;
}

function findChild(code: SourceCode, node: Node, at: number): Node | null {
  for (const key of code.visitorKeys[node.type] ?? []) {
    const value = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key];
    const child = Array.isArray(value) ? findIn(value, at) : value;
    if (child && isOver(child, at)) return child;
  }
  return null;
}

function isOver({ range }: Node, at: number): boolean {
  return range[0] <= at && at < range[1];
}

/** Of a long list the half that begins behind the place is left out again and again: a bundle has thousands of statements. */
function findIn(nodes: readonly (Node | null)[], at: number): Node | null {
  let [low, high] = [0, nodes.length];
  while (high - low > FEW) {
    const middle = (low + high) >> 1;
    // A hole of an array says nothing.
    const node = nodes[middle];
    if (!node) break;
    if (node.range[0] <= at) low = middle;
    else high = middle;
  }
  return nodes.slice(low, high).find((node) => node && isOver(node, at)) ?? null;
}
