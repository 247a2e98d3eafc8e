import { walk } from '../../source/node-index.ts';
import { getPropertyName, getRoot, isFunction, isInside, unwrap } from '../../source/predicates.ts';
import type { FunctionNode, LoopNode, Node, TSESTree, Variable } from '../../source/types.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import { nodeModules } from '../../knowledge/node-modules.ts';
import { findOrigin } from '../../semantics/origin.ts';
import { isSignalCheck } from '../../facts/signals/signals.ts';
import { PLATFORM_METHOD } from '../../knowledge/platform-methods.ts';
import { findVariable } from '../../source/variables.ts';
import { getPropertySources } from '../../semantics/members.ts';

/** What runs while a loop does. */
export interface LoopCalls {
  /** The loop, and each function of the file that it can call, directly or through others, as far as names tell. */
  readonly code: readonly Node[];
  /** Is a function called that was handed in, and so may do anything that its owner can? */
  readonly callsBack: boolean;
  /** Is anything called that is neither of the file nor of the platform? */
  readonly callsOut: boolean;
}

const getCalls = oncePerFile(() => new Map<LoopNode, LoopCalls>());

export function getLoopCalls(file: SourceFile, loop: LoopNode): LoopCalls {
  const known = getCalls(file).get(loop);
  if (known) return known;
  const code: Node[] = [loop];
  let callsBack = false;
  let callsOut = false;
  // A list grows while it is walked.
  for (const part of code) {
    for (const node of walk(file.code, part)) {
      if (node.type === 'TaggedTemplateExpression' || (node.type !== 'CallExpression' && node.type !== 'NewExpression'))
        continue;
      const called = findCalled(file, node.callee);
      for (const fn of called.functions) if (!code.some((known) => isInside(fn, known))) code.push(fn);
      callsBack ||= called.isCallback;
      callsOut ||= called.isForeign;
    }
  }
  const calls = { code, callsBack, callsOut };
  getCalls(file).set(loop, calls);
  return calls;
}

/** Is a turn of the loop so short that a turn of the event loop would be felt: does it call nothing but the platform? */
export function isHot(file: SourceFile, loop: LoopNode): boolean {
  const { code, callsBack, callsOut } = getLoopCalls(file, loop);
  return code.length === 1 && !callsBack && !callsOut;
}

interface Called {
  readonly functions: readonly FunctionNode[];
  readonly isCallback: boolean;
  readonly isForeign: boolean;
}

const PLATFORM: Called = { functions: [], isCallback: false, isForeign: false };
const FOREIGN: Called = { functions: [], isCallback: false, isForeign: true };
const CALLBACK: Called = { functions: [], isCallback: true, isForeign: true };

function findCalled(file: SourceFile, callee: Node): Called {
  const inner = unwrap(callee);
  if (isFunction(inner)) return PLATFORM;
  const origin = findOrigin(file, inner);
  if (origin) return origin.module === '' || nodeModules.has(origin.module) ? PLATFORM : FOREIGN;
  if (inner.type === 'Identifier') return findOfVariable(findVariable(file, inner));
  if (inner.type !== 'MemberExpression') return FOREIGN;
  if (isSignalCheck(inner)) return PLATFORM;
  const name = getPropertyName(inner);
  const functions = name === null ? [] : getPropertySources(file, inner.object, name).functions;
  if (functions.length > 0)
    return { functions, isCallback: false, isForeign: unwrap(inner.object).type !== 'ThisExpression' };
  if (name !== null && PLATFORM_METHOD.has(name)) return PLATFORM;
  return isPassed(file, inner.object) || unwrap(inner.object).type === 'ThisExpression' ? CALLBACK : FOREIGN;
}

function findOfVariable(variable: Variable | null): Called {
  const definition = variable?.defs[0];
  if (!definition) return FOREIGN;
  if (definition.type === 'Parameter') return CALLBACK;
  if (definition.type === 'ImportBinding') return FOREIGN;
  if (definition.type === 'ClassName') return { ...FOREIGN, functions: listMethods(definition.node) };
  const value = definition.type === 'Variable' ? definition.node.init : definition.node;
  return isFunction(value) ? { functions: [value], isCallback: false, isForeign: false } : CALLBACK;
}

function listMethods({ body }: TSESTree.ClassDeclaration | TSESTree.ClassExpression): FunctionNode[] {
  return body.body.flatMap((m) =>
    m.type === 'MethodDefinition' && m.kind === 'constructor' && isFunction(m.value) ? [m.value] : [],
  );
}

/** Is the object a parameter, or a part of one? */
function isPassed(file: SourceFile, object: Node): boolean {
  const root = getRoot(object);
  return root.type === 'Identifier' && findVariable(file, root)?.defs[0]?.type === 'Parameter';
}
